//! What the report says of itself: whether it is a draft, for whom it was made, who stands for it, who may see it.

use super::Writer;
use super::model::Block;
use super::words::args;
use crate::config::ReportStatus;

impl Writer<'_> {
    /// The mark of a draft.
    pub fn draft(&self) -> Option<String> {
        self.is_draft().then(|| self.words.text("identity-draft"))
    }

    /// A clause each of what the config says; that it is final is one, a draft is marked.
    pub fn identity(&self) -> Vec<String> {
        let is_final = self.input.config.report.identity.status == Some(ReportStatus::Final);
        let status = is_final.then(|| self.words.text("identity-final"));
        status.into_iter().chain(self.clauses()).collect()
    }

    fn clauses(&self) -> Vec<String> {
        let identity = &self.input.config.report.identity;
        let approved = if self.is_draft() {
            "identity-to-approve"
        } else {
            "identity-approved"
        };
        let said = [
            ("identity-for", &identity.prepared_for),
            (approved, &identity.approved_by),
            ("identity-classification", &identity.classification),
        ];
        said.into_iter()
            .filter_map(|(id, who)| Some(self.words.say(id, args! { who: who.clone()? })))
            .collect()
    }

    /// The same in whole words, for the Summary.
    pub fn identity_said(&self) -> Option<Block> {
        let status = match self.input.config.report.identity.status {
            Some(ReportStatus::Draft) => Some(self.words.text("identity-draft-said")),
            Some(ReportStatus::Final) => Some(self.words.text("identity-final-said")),
            None => None,
        };
        let clauses = self.clauses().into_iter();
        let clauses = clauses.map(|clause| self.words.say("sentence", args! { said: clause }));
        let said: Vec<String> = status.into_iter().chain(clauses).collect();
        (!said.is_empty()).then(|| Block::Paragraph {
            text: said.join(" "),
            quiet: true,
        })
    }

    fn is_draft(&self) -> bool {
        self.input.config.report.identity.status == Some(ReportStatus::Draft)
    }
}
