//! How a file is written: delimiters, headers, encodings, line ends, quoting, size, what stands around the table.

use serde_json::{Value, json};

use super::*;

#[test]
fn trait_7_any_delimiter_parts_cells_also_at_the_end_of_a_row_and_around_nameless_columns() {
    for (delimiter, name) in [(",", "\",\""), (";", "\";\""), ("\t", "tab"), ("|", "\"|\"")] {
        let row = |cells: [&str; 6]| cells.join(delimiter) + &delimiter.repeat(50) + "\n";
        let quoted = format!("\"one{delimiter} two\"");
        let export = row(["Number", "Opened at", "", "Category", "Priority", "State"])
            + &row(["1", "2026-03-02 09:00", "x", &quoted, "3", "Closed"])
            + &row(["2", "2026-03-03 09:00", "", "one", "4", "New"]);
        let source = checked(&export, "");
        assert_eq!(rows(&source), [2, 0, 2], "{name}");
        for column in ["category", "priority", "state"] {
            assert_eq!(filled(&source, column), Some(2), "{column} with {name}");
        }
        let found = inspected(&export);
        assert!(
            found["delimiter"].as_str().expect("text").starts_with(name),
            "{found:#}"
        );
        let columns: Vec<&str> = found["columns"]
            .as_array()
            .expect("columns")
            .iter()
            .map(|column| column["header"].as_str().expect("text"))
            .collect();
        assert_eq!(
            columns,
            ["Number", "Opened at", "", "Category", "Priority", "State"],
            "nameless ones with nothing in them are left out"
        );
    }
}

#[test]
fn trait_8_a_header_is_found_repeated_and_whatever_its_case_breaks_markers_wrapper_and_language() {
    let tickets = ["id", "opened_at", "state", "priority"];
    let changes = ["id", "opened_at", "started_at", "type"];
    let cases = [
        ("Number,Opened at,State,Priority,State", tickets, [0, 1, 2, 3]),
        ("NUMBER, opened_AT ,STATE,pri-ority", tickets, [0, 1, 2, 3]),
        ("ticket id,Opened at,State,Priority,Ticket ID", tickets, [0, 1, 2, 3]),
        ("Number,\"Opened\nat\",\" State\r\n\",Priority", tickets, [0, 1, 2, 3]),
        ("Incident ID*+,Reported Date+,Status*,Priority*", tickets, [0, 1, 2, 3]),
        ("N° ticket,Date d'ouverture,Statut,Priorité", tickets, [0, 1, 2, 3]),
        (
            "Número do chamado,Data de abertura,Situação,Prioridade",
            tickets,
            [0, 1, 2, 3],
        ),
        (
            "Número del ticket,Fecha de apertura,Estado,Prioridad",
            tickets,
            [0, 1, 2, 3],
        ),
        ("Ticketnummer,Eröffnet am,Zustand,Priorität", tickets, [0, 1, 2, 3]),
        (
            "Issue key,Created,Custom field (Actual start),Custom field (Change type),Issue Type,Comment,Comment",
            changes,
            [0, 1, 2, 3],
        ),
    ];
    for (header, columns, places) in cases {
        let names: Vec<String> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(header.as_bytes())
            .records()
            .next()
            .expect("a header")
            .expect("CSV")
            .iter()
            .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let folder = with(
            format!("{header}\n1,2026-03-02 09:00,,{}\n", ",".repeat(names.len() - 4)),
            "",
        );
        let table = if columns == changes { "changes" } else { "tickets" };
        write(folder.path(), "boardpack.toml", &CONFIG.replace("tickets", table));
        let source = checked_in(folder.path());
        for (column, place) in columns.into_iter().zip(places) {
            let mut read = source["columns"].as_array().expect("columns").iter();
            let read = read.find(|read| read["column"] == column);
            assert_eq!(
                read.map(|read| read["header"].as_str().expect("text")),
                Some(names[place].as_str()),
                "{column} of {header}"
            );
        }
        let repeated = warnings(&source, "note")
            .into_iter()
            .filter(|note| note.contains("more than once"));
        assert_eq!(repeated.count(), usize::from(header.ends_with(",State")), "{header}");
    }
    let twice = "ticket id,Opened at,State,Ticket ID\n,2026-03-02 09:00,New,7\n";
    let told = checked(twice, "columns.id = \"Ticket ID\"\n");
    assert_eq!(
        rows(&told),
        [1, 0, 1],
        "the very same header, where the config names it"
    );
}

#[test]
fn trait_9_one_text_is_read_alike_in_every_encoding_and_what_was_decoded_wrongly_before_is_kept_as_words_of_nobody() {
    let text = "Number,Opened at,Priorité,Statut\n1,2026-03-02 09:00,Élevée,Schließung\n";
    let utf_16 = |bytes: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        format!("{mark}{text}").encode_utf16().flat_map(bytes).collect()
    };
    let encoded = |encoding: &'static encoding_rs::Encoding| encoding.encode(text).0.into_owned();
    let mac = "encoding = \"macintosh\"\n";
    for (name, bytes, told) in [
        ("UTF-8", text.as_bytes().to_vec(), ""),
        ("UTF-8, by its mark", format!("\u{feff}{text}").into_bytes(), ""),
        ("UTF-16LE, by its mark", utf_16(u16::to_le_bytes, "\u{feff}"), ""),
        ("UTF-16BE, by its mark", utf_16(u16::to_be_bytes, "\u{feff}"), ""),
        ("UTF-16LE, no mark", utf_16(u16::to_le_bytes, ""), ""),
        ("UTF-16BE, no mark", utf_16(u16::to_be_bytes, ""), ""),
        ("Windows-1252", encoded(encoding_rs::WINDOWS_1252), ""),
        // Its bytes alone do not tell it from the one before.
        ("Windows-1252", encoded(encoding_rs::MACINTOSH), mac),
    ] {
        let (source, of_high) = seen(&bytes, told, "tickets.opened[kind=incident,priority=2]");
        assert_eq!((rows(&source), of_high), ([1, 0, 1], Some(1.0)), "{name}");
        assert_eq!(source["unknown_words"][0]["word"], "Schließung", "{name}");
        let found = inspected(&bytes)["encoding"].clone();
        assert!(found.as_str().expect("text").starts_with(name), "{name}: {found}");
    }

    let wrong =
        "Number,Opened at,PrioritÃ©,Statut\n1,2026-03-02 09:00,Ã‰levÃ©e,FermÃ©\n2,2026-03-03 09:00,3,\u{fffd}\n";
    let source = checked(wrong, "");
    assert_eq!(rows(&source), [2, 0, 2]);
    assert_eq!(filled(&source, "priority"), None);
    let words: Vec<&Value> = source["unknown_words"]
        .as_array()
        .expect("words")
        .iter()
        .map(|word| &word["word"])
        .collect();
    assert_eq!(words, ["FermÃ©", "\u{fffd}"]);
    let headers = inspected(wrong)["columns"].clone();
    assert_eq!(headers[2]["header"], "PrioritÃ©");
}

#[test]
fn trait_10_a_row_ends_in_any_way_also_in_several_in_one_file() {
    let lines = [
        "Number,Opened at,Category",
        "1,2026-03-02 09:00,a",
        "2,2026-03-03 09:00,b",
        "3,,c",
        "",
    ];
    for (name, ends, line) in [
        ("LF", ["\n"; 4], 4),
        ("CRLF", ["\r\n"; 4], 4),
        ("CR", ["\r"; 4], 4),
        ("mixed", ["\r\n", "\n", "\r\n", "\n"], 4),
        // A line is what a line feed ends, unless the file has none.
        ("mixed with CR", ["\r\n", "\n", "\r", "\n"], 3),
        ("no end", ["\n", "\n", "\n", ""], 4),
    ] {
        let export: String = lines
            .iter()
            .zip(ends)
            .map(|(line, end)| format!("{line}{end}"))
            .collect();
        let source = checked(export, "");
        assert_eq!(rows(&source), [2, 1, 2], "{name}");
        assert_eq!(source["reasons"], json!({ "opened_at is empty": 1 }), "{name}");
        assert_eq!(
            source["first_places"]["opened_at is empty"],
            format!("incident.csv:{line}"),
            "{name}"
        );
    }
    let in_a_cell = "Number,Opened at,Category\r\n1,2026-03-02 09:00,\"a\rb\r\nc\nd\"\r\n2,2026-03-02 09:00,b\r\n";
    let source = checked(in_a_cell, "");
    assert_eq!((rows(&source), filled(&source, "category")), ([2, 0, 2], Some(2)));
}

#[test]
fn trait_11_cells_of_many_lines_by_the_thousand_are_a_row_each_and_a_place_is_its_physical_line() {
    // 511 records of 63 lines below the header, then one of 433 lines without the time it was opened.
    let record = |id: usize, opened: &str, lines: usize| {
        format!(
            "{id},\"{}\",{opened},Closed\n",
            vec!["12,\"\"said\"\" so,2026"; lines].join("\n")
        )
    };
    let mut export = "Number,Short description,Opened at,State\n".to_owned();
    (1..=511).for_each(|id| export += &record(id, "2026-03-02 09:00", 63));
    export += &record(512, "", 433);
    assert_eq!(export.lines().count(), 32_627);
    let source = checked(&export, "");
    assert_eq!(rows(&source), [511, 1, 511]);
    assert_eq!(
        source["first_places"],
        json!({ "opened_at is empty": "incident.csv:32195" })
    );
    assert_eq!(inspected(&export)["rows"], 512);
}

#[test]
fn trait_12_broken_quoting_costs_at_most_its_own_row_and_shifts_no_column() {
    let cases = [
        (
            "2,2026-03-03 09:00,\"he said \\\"yes, now\\\" twice\",Closed",
            3,
            json!({}),
        ),
        ("2,2026-03-03 09:00,\"ends in \\\"\",Closed", 3, json!({})),
        ("2,2026-03-03 09:00,\"a \\\"b\\\"\nc, d\",Closed", 3, json!({})),
        ("2,2026-03-03 09:00,19\" screen,Closed", 3, json!({})),
        ("2,2026-03-03 09:00,\"C:\\\",Closed", 3, json!({})),
        (
            "2,2026-03-03 09:00,\"open,Closed",
            2,
            json!({ "a quote is never closed": "incident.csv:3" }),
        ),
        (
            "2,2026-03-03 09:00,\"19\"\" screen,Closed",
            2,
            json!({ "a quote is never closed": "incident.csv:3" }),
        ),
        (
            "2,2026-03-03 09:00,\"two\nlines\",\"open",
            2,
            json!({ "a quote is never closed": "incident.csv:3" }),
        ),
        (
            "2,2026-03-03 09:00,\"a \"b\" c\nd\",Closed",
            2,
            json!({ "a quote closes its cell too early": "incident.csv:3" }),
        ),
    ];
    for (row, kept, places) in cases {
        for last in [
            "3,2026-03-04 09:00,plain,Closed",
            "3,2026-03-04 09:00,\"quoted, too\",Closed",
        ] {
            let export = format!("Number,Opened at,Category,State\n1,2026-03-02 09:00,\"a\",Closed\n{row}\n{last}\n");
            let source = checked(&export, "");
            assert_eq!(rows(&source), [kept, 3 - kept, kept], "{export}");
            assert_eq!(source["first_places"], places, "{export}");
            assert_eq!(filled(&source, "state"), Some(kept), "{export}");
        }
        let at_the_end =
            format!("Number,Opened at,Category,State\n1,2026-03-02 09:00,a,Closed\n3,2026-03-02 09:00,a,Closed\n{row}");
        assert_eq!(rows(&checked(&at_the_end, "")), [kept, 3 - kept, kept], "{at_the_end}");
    }
}

#[test]
fn trait_18_an_export_has_any_size_and_one_as_long_as_tools_cut_them_off_is_told() {
    // Ten million rows are the bench's.
    let export = |rows: usize| {
        let rows = (1..=rows).map(|id| format!("{id},2026-03-02 09:00,Closed\n"));
        format!("Number,Opened at,State\n{}", rows.collect::<String>())
    };
    assert_eq!(refused(export(0), "")["code"], "no-rows");
    for (count, capped) in [(1, 0), (9_999, 0), (10_000, 1), (10_001, 0)] {
        let source = checked(export(count), "");
        assert_eq!(rows(&source), [count as u64, 0, count as u64]);
        let warnings = warnings(&source, "cap");
        assert_eq!(warnings.len(), capped, "{count}");
        assert!(
            warnings.iter().all(|text| text.contains("has exactly 10000 rows")),
            "{warnings:?}"
        );
    }
    let more = |cell: &dyn Fn(usize) -> String| (4..=379).map(|at| format!(",{}", cell(at))).collect::<String>();
    let wide = format!(
        "Number,Opened at,State{}\n1,2026-03-02 09:00,Closed{}\n",
        more(&|at| format!("Custom field (x{at})")),
        more(&|at| at.to_string())
    );
    assert_eq!(rows(&checked(&wide, "")), [1, 0, 1]);
    assert_eq!(inspected(&wide)["columns"].as_array().map(Vec::len), Some(379));
}

#[test]
fn trait_19_lines_above_the_header_are_passed_over_and_those_below_the_table_are_set_aside() {
    let export = "Incidents of March\nRun by,somebody\n\nNumber,Opened at,State,Priority\n\
        1,2026-03-02 09:00,Closed,3\n2,2026-03-03 09:00,New,4\n\nTotal,,,7\n2 records,,,\nPage 1 of 1\n";
    let source = checked(export, "");
    assert_eq!(rows(&source), [2, 3, 2]);
    let places = json!({
        "opened_at is empty": "incident.csv:8",
        "only one cell is filled, as in a line below the table": "incident.csv:9",
    });
    assert_eq!(source["first_places"], places);
    let notes = warnings(&source, "note").join("\n");
    assert!(
        notes.contains("the 3 lines above the header on line 4 are passed over"),
        "{notes}"
    );
    assert_eq!(inspected(export)["header_row"], 4);
}
