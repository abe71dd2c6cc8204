//! `outages`: interruptions of service.

use super::{COUNT, HAPPENED, Kind, TableSpec, column, required};

/// The table of outages.
pub const OUTAGES: TableSpec = TableSpec {
    name: "outages",
    row: "an interruption of a service",
    dated_by: &["started_at"],
    told_apart_by: &[],
    columns: &[
        column("id", Kind::Id, "the tool's own number of the outage"),
        required(
            "service",
            Kind::Word,
            "the service that was down, or several with commas between, each of which also stands alone in the column",
        ),
        required("started_at", HAPPENED, "when it went down"),
        column("ended_at", HAPPENED, "when it was up again"),
        column("planned", Kind::Flag, "announced beforehand, as for maintenance"),
        column("users_affected", COUNT, "how many people it kept from working"),
        column("ticket_id", Kind::Reference, "the incident that recorded it"),
        column("change_id", Kind::Reference, "the change that caused it"),
        column("vendor", Kind::Word, "the supplier responsible"),
    ],
};

/// The services that a cell names: several where each of them also stands alone in the column, else one. A comma alone says
/// nothing: "Sales, general and administrative" is one service.
pub fn services_in(cell: &str, stands_alone: impl Fn(&str) -> bool) -> Vec<&str> {
    let names: Vec<&str> = cell.split([',', ';', '|', '\n']).map(str::trim).collect();
    match names.iter().all(|name| stands_alone(name)) {
        true => names,
        false => vec![cell],
    }
}

#[cfg(test)]
mod tests {
    use super::services_in;

    #[test]
    fn a_cell_is_several_services_where_each_also_stands_alone() {
        let known = [
            "Voice",
            "Video",
            "Sales, general and administrative",
            "Video, Wholesale",
        ];
        let of = |cell| services_in(cell, |name| known.contains(&name));
        assert_eq!(of("Voice"), ["Voice"]);
        assert_eq!(of("Video, Voice"), ["Video", "Voice"]);
        assert_eq!(of("Voice;Video"), ["Voice", "Video"]);
        for one in [
            "Sales, general and administrative",
            "Video, Wholesale",
            "Voice,",
            "Mail",
        ] {
            assert_eq!(of(one), [one]);
        }
    }
}
