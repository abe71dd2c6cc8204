//! `surveys`: what people were asked and what they answered.

use super::{HAPPENED, Kind, TableSpec, column, required};

/// The table of surveys.
pub const SURVEYS: TableSpec = TableSpec {
    name: "surveys",
    row: "an invitation to answer, answered or not",
    dated_by: &["at"],
    told_apart_by: &[],
    columns: &[
        column("id", Kind::Id, "the tool's own number of the invitation or answer"),
        required("at", HAPPENED, "when it was answered or, without an answer, sent"),
        column(
            "instrument",
            Kind::Choice(&["csat", "nps", "effort", "assessment", "preference", "team"]),
            "what was asked: satisfaction, recommendation, effort, a service's assessment, a preference, the team's own mood",
        ),
        column("ticket_id", Kind::Reference, "the ticket that it is about"),
        column("service", Kind::Word, "the business service that it is about"),
        column("change_type", Kind::Word, "the type of change that it is about"),
        column("project_id", Kind::Reference, "the project that it is about"),
        column("question", Kind::Word, "the question, in short"),
        column(
            "score",
            Kind::Score,
            "the answer as a number; empty where nobody answered",
        ),
        column("scale_max", super::COUNT, "the best answer that the scale allows"),
        column("answer", Kind::Word, "the answer as a word from a list"),
        column("persona", Kind::Word, "the department or role of whoever was asked"),
        column("lost_minutes", Kind::Minutes, "the time that they say they lost"),
        column("comment", Kind::Text, "what they wrote"),
    ],
};
