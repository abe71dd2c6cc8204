//! Whose export it is and of which table, by header lines as tools write them.

use crate::ingest::mapping::headers::Headers;
use crate::ingest::mapping::preset::Chosen;
use crate::ingest::mapping::recognise::{Hints, Recognition, preset_of, recognise};
use crate::tables;

/// The headers of a line, parted by `;` where it has one.
fn headers(line: &str) -> Headers {
    let parting = if line.contains(';') { ';' } else { ',' };
    Headers::new(line.split(parting).map(str::to_owned).collect())
}

/// Preset and table of a header line, or `ambiguous` or `unknown`.
fn known(line: &str, hints: &Hints) -> String {
    match recognise(&headers(line), hints) {
        Recognition::Known(best, _) => format!("{} {}", best.preset, best.table.name),
        Recognition::Ambiguous(_) => "ambiguous".to_owned(),
        Recognition::Unknown => "unknown".to_owned(),
    }
}

/// What an export is, header lines and the preset and table that they tell by themselves.
const LAYOUTS: &[(&str, &str, &str)] = &[
    (
        "a short list view of incidents",
        "number,opened_at,short_description,caller_id,priority,state,assignment_group,assigned_to",
        "servicenow tickets",
    ),
    (
        "a log of incidents",
        "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,\
         sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,contact_type,category,cmdb_ci,priority,assignment_group,\
         assigned_to,knowledge,problem_id,rfc,vendor,caused_by,closed_code,resolved_by,resolved_at,closed_at",
        "servicenow tickets",
    ),
    (
        "nine columns of incidents",
        "number,incident_state,opened_at,caller_id,short_description,sys_updated_on,assignment_group,calendar_duration,closed_by",
        "servicenow tickets",
    ),
    (
        "requested items with dot-walked columns",
        "number,sys_class_name,opened_at,closed_at,request.requested_for,cat_item,short_description,assignment_group,state",
        "servicenow tickets",
    ),
    (
        "changes with labels and a completion code",
        "Number,Type,Affected Markets,Assignment group,Completion Code,Assigned to,Short Description,Work end,Closed,Status,",
        "servicenow changes",
    ),
    (
        "changes",
        "number,short_description,type,state,risk,start_date,end_date,work_start,work_end,close_code,assignment_group,cab_required",
        "servicenow changes",
    ),
    (
        "problems",
        "number,problem_state,opened_at,short_description,known_error,workaround,cause_notes,assignment_group,sys_updated_on,rfc",
        "servicenow problems",
    ),
    (
        "outages",
        "number,cmdb_ci,type,begin,end,duration,task_number,short_description",
        "servicenow outages",
    ),
    (
        "outages in a list view",
        "Configuration item,Type,Begin,End,Duration,Task number",
        "servicenow outages",
    ),
    (
        "answers to a survey",
        "instance,metric,user,actual_value,string_value,source_id,sys_created_on",
        "servicenow surveys",
    ),
    (
        "invitations to a survey",
        "number,metric_type,user,state,trigger_id,task_id,taken_on,percent_answered,sys_created_on",
        "servicenow surveys",
    ),
    (
        "configuration items",
        "name,manufacturer,location,short_description,class,sys_updated_on,asset,tag,assigned_to,category,assignment_group,cost,\
         cost_center,sys_created_on,department,discovery_source,install_status,install_date,invoice_number,model_id,\
         operational_status,po_number,purchase_date,serial_number,sys_updated_by,sys_mod_count,vendor,warranty_expiration",
        "servicenow assets",
    ),
    (
        "hardware",
        "asset_tag,display_name,model_category,install_status,assigned_to,department,purchase_date,warranty_expiration,cost",
        "servicenow assets",
    ),
    (
        "issues of all fields",
        "Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Priority,Resolution,Assignee,Reporter,Created,Updated,\
         Resolved,Due date,Labels,Labels,Log Work,Time Spent,Custom field (Rank),Comment,Status Category",
        "jira tickets",
    ),
    (
        "issues in Spanish",
        "Resumen,Clave de incidencia,ID de la incidencia,Tipo de Incidencia,Estado,Persona asignada,Creada,Actualizada",
        "jira tickets",
    ),
    (
        "a view of tickets",
        "Summation column,Id,Requester,Requester id,Subject,Status,Priority,Via,Ticket type,Created at,Updated at,Solved at,\
         Satisfaction Score,Group stations,Reopens,First reply time in minutes,On hold time in minutes,Ticket Category [list]",
        "zendesk tickets",
    ),
    (
        "tickets of the service desk",
        "Subject,Type,Status,Urgency,Impact,Priority,Group,Agent,Category,Source,Ticket Id,Requester Name,Created Time,Due by Time,\
         Resolved Time,Closed Time,Last Updated Time,Initial Response Time,Time Tracked,First Response Time (in Hrs),\
         Resolution Status,First Response Status,Survey Result",
        "freshservice tickets",
    ),
    (
        "tickets of the help desk",
        "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,\
         Last update time,Initial response time,Time tracked,First response time (in hrs),Resolution status,\
         First response status,Tags,Survey results,Product",
        "freshdesk tickets",
    ),
    (
        "incidents with markers",
        "Assigned Group*+,Case Type*,Incident ID*+,Reported Date+,Last Resolved Date,Assignee+,Priority*,Status*,Summary*",
        "bmc tickets",
    ),
    (
        "changes with markers",
        "Change ID*+,Summary*,Status*,Scheduled Start Date+,Scheduled End Date+,Actual Start Date+,Coordinator Group*+,Risk Level*",
        "bmc changes",
    ),
    (
        "problems with markers",
        "Problem ID*+,Summary*,Status*,Priority*,Assigned Group*+,Assignee+,Submit Date,Target Date,Last Completed Date",
        "bmc problems",
    ),
    (
        "tickets in English",
        "ID;Title;Status;Last update;Opening date;Priority;Requester - Requester;Assigned to - Technician;Category;Time to resolve;",
        "glpi tickets",
    ),
    (
        "tickets in French",
        "ID;Titre;Statut;Type;Priorité;Date d'ouverture;Dernière modification;Demandeur - Demandeur;Attribué à - Technicien;\
         Attribué à - Groupe de techniciens;Catégorie;Date de résolution",
        "glpi tickets",
    ),
    (
        "tickets in Portuguese",
        "ID;Título;Entidade;Status;Data de abertura;Última atualização;Requerente - Requerente;Atribuído - Técnico;Categoria;\
         Tempo para solução + Progresso;Tempo para resolver excedido;Prioridade;",
        "glpi tickets",
    ),
    (
        "tickets in Spanish",
        "ID;Título;Tipo;Categoría;Prioridad;Estado;Fecha de Apertura;Fecha de solución;Se superó el tiempo de resolución;\
         Asignado a: - Técnico;Solicitante - Solicitante",
        "glpi tickets",
    ),
    (
        "tickets in German",
        "ID;Titel;Status;Typ;Priorität;Eröffnungsdatum;Letzte Änderung;Anforderer - Anforderer;Zugewiesen an - Techniker;Kategorie",
        "glpi tickets",
    ),
    (
        "a list of requests",
        "Request ID,Subject,Requester,Technician,Group,Created Time,DueBy Time,Completed Time,Request Status,Priority,Overdue Status",
        "manageengine tickets",
    ),
    (
        "a report of requests",
        "Request ID,Subject,Status.Name,Group.Name,Technician.Name,Created Date,Completed Time,Responded Time,Priority.Name",
        "manageengine tickets",
    ),
    (
        "incidents of nobody's tool",
        "Incident Number,Opened At,Resolved At,Closed At,Category,Subcategory,Priority,State,Assignment Group,Assigned To,\
         CI Name,Short Description,Reopen Count,SLA Met,Caller ID",
        "common tickets",
    ),
    (
        "changes of nobody's tool",
        "Change Number,Opened At,Planned Start,Planned End,Actual Start,Actual End,Change Type,Risk,Priority,State,\
         Assignment Group,Assigned To,Short Description,Conflict Status",
        "common changes",
    ),
    (
        "problems of nobody's tool",
        "Problem Number,Opened At,Resolved At,Category,Priority,State,Assignment Group,Short Description,Known Error,Root Cause",
        "common problems",
    ),
    (
        "problems of nobody's tool with some headers that a tool has, too",
        "Problem Number,Opened At,Priority,Impact,State,Assignment Group,Known Error,Workaround,Related Incidents,Root Cause",
        "common problems",
    ),
    (
        "a log of incidents without an opening time",
        "SR Number;Change Date+Time;Status;Sub Status;Involved ST;SR Latest Impact;Product;Country",
        "common tickets",
    ),
    (
        "a log of problems without an opening time",
        "Problem Number;Problem Change Date+Time;Problem Sub Status;Problem Status;Problem Latest Impact;Product;Country",
        "common problems",
    ),
    (
        "changes, one row an item",
        "CI Name (aff);CI Type (aff);Change ID;Change Type;Risk Assessment;Emergency Change;Planned Start;Planned End;Actual Start;\
         Actual End;Change record Open Time;Change record Close Time;Originated from;# Related Incidents",
        "common changes",
    ),
    (
        "incidents with nameless columns",
        "CI Name (aff);Incident ID;Status;Impact;Urgency;Priority;Category;KM number;# Reassignments;Open Time;Reopen Time;\
         Resolved Time;Close Time;Handle Time (Hours);Closure Code;# Related Incidents;;;;",
        "common tickets",
    ),
    (
        "outages of nobody's tool",
        "Number,OM Type,StartTime,Cleared,MTTR,Duration,EndTime,Priority,Resolution Group,Short Description,Affected Services",
        "common outages",
    ),
    (
        "tickets that do not say when they were opened",
        "Ticket ID,Customer Name,Ticket Type,Ticket Subject,Ticket Status,Ticket Priority,Ticket Channel,First Response Time,\
         Time to Resolution,Customer Satisfaction Rating",
        "common tickets",
    ),
    (
        "answers of nobody's tool",
        "Survey ID,Sent at,Ticket number,Satisfaction score,Comment",
        "common surveys",
    ),
    (
        "an inventory",
        "Asset tag,Model,Serial number,Purchase date,Warranty end,Department",
        "common assets",
    ),
    (
        "tickets in French of nobody's tool",
        "Numéro;Objet;Statut;Priorité;Créé le;Résolu le;Groupe",
        "common tickets",
    ),
    (
        "tickets in German of nobody's tool",
        "Ticketnummer;Betreff;Status;Priorität;Erstellt am;Gelöst am;Gruppe",
        "common tickets",
    ),
    (
        "tickets with the time that they took and no opening time",
        "Ticket ID,Date,Time spent,Group,Agent,Status,Priority,Category",
        "common tickets",
    ),
    (
        "tickets with the article and the project that they are about",
        "Number,Status,Priority,Article number,Project ID,Project name,Category,Owner,Vendor,Created at",
        "common tickets",
    ),
    (
        "changes with a risk and a title",
        "ID,Title,Risk,Status,Owner,Planned start,Planned end,Created at,Change type",
        "common changes",
    ),
    ("a timesheet", "Employee,Date,Hours,Project,Activity", "common worklog"),
    (
        "the calls of a telephone system",
        "Call ID,Start time,Queue time,Talk time,Abandoned,Agent",
        "common contacts",
    ),
    (
        "findings of a scanner",
        "asset.hostname,Plugin ID,Plugin Name,CVE,Severity,First Found,Last Found,Hostname",
        "common vulnerabilities",
    ),
    (
        "an action list in German",
        "Nr.;Maßnahme;Owner;Erstellt am;Fällig am;Status",
        "common actions",
    ),
    (
        "contracts in Portuguese",
        "Fornecedor;Serviço;Início do contrato;Fim do contrato;Custo anual",
        "common vendors",
    ),
    ("a budget in French", "Mois;Catégorie;Budget;Réalisé", "common spend"),
    (
        "knowledge articles",
        "number,short_description,author,kb_category,workflow_state,published,sys_updated_on",
        "servicenow articles",
    ),
    (
        "a worklog report",
        "Issue Key,Issue summary,Hours,Work date,Username,Full name,Account Key,Activity Name,Issue Type,Project Key",
        "jira worklog",
    ),
    ("a list of names and addresses", "Name,Role,Team,Email,Phone", "unknown"),
    ("people", "Name,Street,Town,Born", "unknown"),
    ("accounts", "id,name,email,department,created_at,updated_at", "unknown"),
    ("orders", "Order ID,Order date,Status,Customer,Total", "unknown"),
    ("money", "Account,Date,Amount,Status", "unknown"),
];

/// Fails with every layout that was not taken for what it is.
fn all_are_known(taken_for: impl Fn(&str, &str) -> String) {
    let wrong: Vec<String> = LAYOUTS
        .iter()
        .map(|(what, line, expected)| (what, expected, taken_for(line, expected)))
        .filter(|(_, expected, taken)| taken != *expected)
        .map(|(what, expected, taken)| format!("{what}: {taken}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_export_is_known_by_its_header_line_alone() {
    all_are_known(|line, _| known(line, &Hints::default()));
}

#[test]
fn a_tool_s_export_is_never_ambiguous_where_its_table_is_told() {
    all_are_known(|line, expected| match expected.split_once(' ') {
        Some((_, table)) => match preset_of(table, &headers(line), "export.csv") {
            Ok(chosen) => format!("{} {table}", chosen.name),
            Err(ambiguous) => ambiguous.to_string(),
        },
        None => expected.to_owned(),
    });
}

#[test]
fn two_tools_that_differ_in_case_are_told_apart_and_the_other_comes_next() {
    let lines = [
        "Ticket Id,Created Time,Due by Time,Resolved Time,Closed Time,Last Updated Time,Agent interactions",
        "Ticket ID,Created time,Due by Time,Resolved time,Closed time,Last update time,Agent interactions",
    ];
    for (line, own, other) in [
        (lines[0], "freshservice", "freshdesk"),
        (lines[1], "freshdesk", "freshservice"),
    ] {
        let chosen = preset_of("tickets", &headers(line), "tickets.csv").expect("one of them");
        assert_eq!(chosen.name, own);
        assert!(
            chosen.evidence.contains(&format!("next comes {other}")),
            "{}",
            chosen.evidence
        );
    }
}

#[test]
fn rows_tell_tables_of_one_file_apart_where_most_are_of_one() {
    let line = "Issue key,Issue Type,Status,Created,Resolved,Custom field (Change type)";
    let cells = |kinds: [&str; 3]| -> Vec<Vec<String>> {
        let kinds = kinds.map(str::to_owned).to_vec();
        vec![vec!["OPS-1".to_owned()], kinds]
    };
    for (kinds, table) in [
        (["[System] Change", "Change request", "Bug"], "jira changes"),
        (["[System] Problem", "Problem", "Problem"], "jira problems"),
        (["[System] Incident", "Change", "Task"], "jira tickets"),
    ] {
        let hints = Hints {
            file: "",
            cells: &cells(kinds),
        };
        assert_eq!(known(line, &hints), table);
    }
}

#[test]
fn a_table_that_a_tool_s_headers_do_not_tell_is_told_by_its_ids_or_its_name() {
    let line = "number,short_description,assignment_group,assigned_to,opened_at,state";
    assert_eq!(known(line, &Hints::default()), "ambiguous");
    for (begin, table) in [
        ("RITM", "servicenow tickets"),
        ("CHG", "servicenow changes"),
        ("PRB", "servicenow problems"),
    ] {
        let cells = [vec![format!("{begin}0001"), format!("{begin}0002")]];
        let hints = Hints {
            file: "export.csv",
            cells: &cells,
        };
        assert_eq!(known(line, &hints), table);
    }
    let hints = Hints {
        file: "exports/change_request-2026.csv",
        cells: &[],
    };
    assert_eq!(known(line, &hints), "servicenow changes");
}

#[test]
fn headers_that_are_only_like_a_tool_s_are_not_taken_for_its_own() {
    let like = "Number,Short Description,Assignment Group,Assigned To,Opened At,State";
    let chosen = preset_of("tickets", &headers(like), "a.csv").expect("common names");
    assert_eq!(chosen.name, "common");
    let own = like
        .replace("Assignment Group", "Assignment group")
        .replace("Assigned To", "Assigned to");
    let chosen = preset_of("tickets", &headers(&own), "a.csv").expect("the tool");
    assert_eq!(chosen.name, "servicenow");
}

#[test]
fn a_table_that_is_written_as_it_is_documented_is_known_and_has_nothing_to_map() {
    for table in tables::TABLES {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let line = names.join(",");
        assert_eq!(known(&line, &Hints::default()), format!("common {}", table.name));
        let chosen = preset_of(table.name, &headers(&line), "a.csv").expect("common names");
        let places = chosen.places(table, &headers(&line), &|_| false, &[]);
        let found: Vec<(&str, usize)> = places.iter().map(|(spec, place)| (spec.name, *place)).collect();
        let expected: Vec<(&str, usize)> = names.iter().copied().zip(0..).collect();
        assert_eq!(found, expected, "{}", table.name);
    }
    // Where nothing is to be guessed, nothing is.
    let chosen = Chosen::new("generic", "worklog", String::new());
    let worklog = tables::table("worklog").expect("a table");
    let places = chosen.places(worklog, &headers("date,minutes"), &|_| false, &[]);
    assert!(places.is_empty());
}
