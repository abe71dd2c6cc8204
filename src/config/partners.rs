//! `[[stakeholder]]` and `[windows]`: whom IT meets how often, and when people may want change.

use std::collections::BTreeMap;

use super::hours;
use super::reader::Section;
use crate::calendar::ServiceWeek;
use crate::error::Diagnostic;

/// How often a group is to be met where nobody says it.
pub const CADENCE_DAYS: u32 = 90;

/// `[[stakeholder]]`: a group of people whom IT serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stakeholder {
    /// What the meetings call it.
    pub name: String,
    /// How many people decide there.
    pub key_people: Option<u32>,
    /// The longest time between two meetings with it, in days.
    pub cadence_days: u32,
}

/// Reads one `[[stakeholder]]` that is none of those `before`.
pub fn stakeholder(section: &mut Section<'_>, before: &mut Vec<String>) -> Option<Stakeholder> {
    let written = section.required("name", "write the group as the meetings name it: name = \"Finance\"");
    let name = written.as_ref().and_then(|value| value.text()).map(str::trim);
    if let (Some(written), Some(name)) = (&written, name) {
        if before.contains(&plain_name(name)) {
            let message = format!("`{name}` stands in two `[[stakeholder]]`");
            written.refuse(Diagnostic::new("duplicate", message).help("keep one of the two"));
        }
        before.push(plain_name(name));
    }
    let key_people = section.value("key_people").and_then(|value| value.whole(1..=10_000));
    let cadence_days = section.value("cadence_days").and_then(|value| value.whole(1..=366));
    Some(Stakeholder {
        name: name?.to_owned(),
        key_people,
        cadence_days: cadence_days.unwrap_or(CADENCE_DAYS),
    })
}

/// `[windows]`: the hours in which people may want change, by what they call them.
#[derive(Debug, Clone, PartialEq)]
pub struct Windows(BTreeMap<String, ServiceWeek>);

impl Windows {
    /// The window that an answer names.
    pub fn named(&self, answer: &str) -> Option<&ServiceWeek> {
        self.0.get(&plain_name(answer))
    }
}

/// The windows that need no config; `working_hours` are those of `[calendar]` where there is one.
const BUILT_IN: [(&str, &str); 4] = [
    ("overnight", "Mon-Sun 20:00-06:00"),
    ("evening", "Mon-Fri 18:00-22:00"),
    ("weekend", "Sat-Sun 00:00-24:00"),
    ("working_hours", "Mon-Fri 08:00-18:00"),
];

impl Default for Windows {
    /// Those that are built in.
    fn default() -> Self {
        let built_in = BUILT_IN
            .iter()
            .filter_map(|(name, hours)| Some(((*name).to_owned(), week_of(hours::window(hours).ok()?))));
        Self(built_in.collect())
    }
}

/// Reads `[windows]` over what is built in.
pub fn windows(section: &mut Section<'_>, calendar: Option<&ServiceWeek>) -> Windows {
    let Windows(mut all) = Windows::default();
    all.extend(calendar.map(|week| ("working_hours".to_owned(), week.clone())));
    let mut written: Vec<String> = Vec::new();
    for (name, value) in section.pairs() {
        let plain = plain_name(name.text);
        if plain.is_empty() {
            let help = "name it as people answer: overnight = \"Mon-Sun 20:00-06:00\"";
            name.refuse(Diagnostic::new("wrong-value", format!("`{}` names no window", name.text)).help(help));
        } else if written.contains(&plain) {
            let help = "an answer names a window whatever its capitals and marks: keep one of the two";
            name.refuse(Diagnostic::new("duplicate", format!("the window `{plain}` is there twice")).help(help));
        }
        written.push(plain.clone());
        all.extend(value.parsed(hours::window).map(|days| (plain, week_of(days))));
    }
    Windows(all)
}

/// A week of these days.
fn week_of(days: [Vec<(u32, u32)>; 7]) -> ServiceWeek {
    ServiceWeek {
        days,
        ..ServiceWeek::default()
    }
}

/// A name as it is compared, whatever its capitals and marks: `Working hours` is `working_hours`.
pub fn plain_name(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("_")
}
