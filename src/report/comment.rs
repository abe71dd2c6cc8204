//! What a person says of the period, beside what is written by rule.

use super::Writer;
use super::model::{Block, Remark};
use crate::commentary::Part;

impl Writer<'_> {
    /// These sections of the author's comment, those that the readers are to see; `None` where there are none of them.
    pub fn comment(&self, parts: &[Part]) -> Option<Block> {
        let audience = self.input.config.audience;
        let comments = self
            .input
            .comments
            .iter()
            .filter(|comment| parts.contains(&comment.part));
        let remarks: Vec<Remark> = comments
            .filter(|comment| audience.sees_comment(comment.part.name()))
            .map(|comment| Remark {
                id: comment.part.name().to_owned(),
                heading: self.words.text(&format!("heading-{}", comment.part.name())),
                prose: comment.prose.clone(),
            })
            .collect();
        (!remarks.is_empty()).then(|| Block::Comment {
            by: self.words.text("comment-by"),
            remarks,
        })
    }
}
