//! What README promises, tried: its configs are taken from its own text.

use crate::organisations::organisation;
use crate::reports::files;
use crate::{folder, run, write};

const README: &str = include_str!("../../README.md");

/// The examples of `boardpack.toml`, in their order.
fn configs() -> Vec<&'static str> {
    let blocks = README.split("```toml\n").skip(1);
    blocks.map(|block| block.split("```").next().expect("an end")).collect()
}

#[test]
fn its_configs_build_a_report() {
    let configs = configs();
    // The third is a KPI of one's own, beside any of the others.
    assert_eq!(configs.len(), 3);

    let servicenow = folder();
    write(servicenow.path(), "boardpack.toml", configs[0]);
    let header = "number,opened_at,resolved_at,sys_updated_on,state,priority,assignment_group\n";
    let rows = "INC1,2026-10-01 09:00:00,2026-10-01 10:00:00,2026-10-31 09:00:00,Closed,3 - Moderate,Desk\n";
    write(servicenow.path(), "incident-2026.csv", &format!("{header}{rows}"));
    let (code, out, error) = run(servicenow.path(), &["build", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.starts_with("The report is at site/2026-10/index.html\n"), "{out}");
    assert!(out.contains("tickets (servicenow)"), "{out}");

    let helpdesk = organisation("helpdesk");
    // What stands there as a comment is right, too.
    for config in [
        configs[1].to_owned(),
        configs[1].replace("# time_format", "time_format"),
        format!("{}{}", configs[1], configs[2]),
    ] {
        write(helpdesk.path(), "boardpack.toml", &config);
        let (code, out, error) = run(helpdesk.path(), &["build", "--quiet"]);
        assert_eq!((code, error.as_str()), (0, ""));
        assert!(
            out.contains("tickets (common): 4 rows read, 4 kept, 0 set aside"),
            "{out}"
        );
        assert!(!out.contains("words that nothing maps"), "{out}");
    }
    assert!(files(&helpdesk.path().join("site")).contains_key("2026-10/index.html"));
}

#[test]
fn the_folders_and_files_that_it_names_are_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = README.split(['`', ' ', '\n']);
    let named = named.filter(|word| {
        [
            "src/",
            "tests/",
            "benches/",
            "sample-data/",
            "report-templates/",
            ".ci/",
        ]
        .iter()
        .any(|folder| word.starts_with(folder))
    });
    let named: Vec<_> = named
        .map(|word| word.trim_end_matches([';', ',', '.', ':']))
        .filter(|word| !word.contains(['*', '<']))
        .collect();
    assert!(named.len() > 10, "{named:?}");
    for path in named {
        assert!(root.join(path).exists(), "{path} is not there");
    }
}
