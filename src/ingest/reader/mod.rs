//! Bytes → records: opened, unpacked, decoded, split; with the place of every record, and of every quote that goes wrong.

pub(super) mod archive;
pub(super) mod decode;
pub(super) mod labels;
pub(super) mod layout;
pub(super) mod lines;
pub(super) mod open;
pub(super) mod quotes;
pub(super) mod records;
pub(super) mod sniff;
pub(super) mod splitter;
pub(super) mod unpack;
pub(super) mod window;
