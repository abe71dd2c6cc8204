//! What a KPI is: one text for `boardpack explain` and for the method page, so that they cannot drift apart.

use super::model::Definition;
use super::words::{Words, args};
use crate::config::Rules;
use crate::measure::{Kpi, Reference, Unit};

/// A KPI's definition: question, formula, what would provide it, how it is seen, and the references beside it.
pub fn definition(words: &Words, kpi: &Kpi) -> Definition {
    let text = |name: &str| words.kpi(kpi.id, name);
    let mut texts = vec![text("question"), text("formula"), needs(words, kpi)];
    texts.extend(["derived", "proxy"].into_iter().filter_map(|basis| {
        let what = words.kpi_optional(kpi.id, basis)?;
        Some(words.say(&format!("definition-{basis}"), args! { what: what }))
    }));
    texts.push(words.say(
        "definition-seen",
        args! {
            id: kpi.id,
            better: words.text(&format!("better-{}", kpi.better.name())),
            focus: words.text(&format!("slice-focus-{}", kpi.focus.name())),
            layer: words.text(&format!("layer-{}", kpi.layer.name())),
        },
    ));
    if !kpi.qualities.is_empty() {
        texts.push(words.say("definition-evidence", args! { qualities: qualities(words, kpi) }));
    }
    if kpi.follow_up.days(&Rules::default()) > 0 {
        texts.push(words.say(
            "definition-provisional",
            args! { days: u64::from(kpi.follow_up.days(&Rules::default())) },
        ));
    }
    texts.extend(kpi.references.iter().map(|reference| {
        words.say(
            "reference",
            args! {
                source: reference.source, year: reference.year.to_string(), population: reference.population,
                range: reference_range(words, reference, kpi.unit),
            },
        )
    }));
    Definition {
        id: format!("kpi-{}", kpi.id.replace('.', "-")),
        term: text("title"),
        texts,
    }
}

fn needs(words: &Words, kpi: &Kpi) -> String {
    let needs = words.kpi(kpi.id, "needs");
    words.say("definition-needs", args! { needs: needs })
}

/// `2 documented systems and processes; 13 alignment with business goals`.
fn qualities(words: &Words, kpi: &Kpi) -> String {
    let named: Vec<String> = kpi
        .qualities
        .iter()
        .map(|number| words.text(&format!("quality-{number}")))
        .collect();
    named.join("; ")
}

/// A reference's numbers as its publisher would set them.
pub fn reference_range(words: &Words, reference: &Reference, unit: Unit) -> String {
    if unit == Unit::Ratio && reference.low == reference.high {
        words.share_short(reference.low)
    } else {
        words.amounts(reference.low, reference.high, unit, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{self, Focus};

    #[test]
    fn every_kpi_has_its_texts() {
        let words = Words::of("en").expect("English");
        for kpi in measure::Catalogue::built_in() {
            for text in ["title", "short", "question", "formula", "unit", "needs"] {
                assert!(!words.kpi(kpi.id, text).is_empty(), "{} has no {text}", kpi.id);
            }
            let in_business_words = words.kpi_optional(kpi.id, "business").is_some() || kpi.id.starts_with("owned.");
            assert!(
                kpi.focus != Focus::It || in_business_words,
                "{} has no business",
                kpi.id
            );
            let definition = definition(&words, kpi);
            assert!(definition.texts.iter().all(|text| !text.is_empty()), "{}", kpi.id);
        }
        words.complete().expect("no word is missing");
    }

    #[test]
    fn a_definition_says_what_is_left_out() {
        let words = Words::of("en").expect("English");
        let kpi = measure::Catalogue::default().kpi("change.success_rate").expect("a KPI");
        let definition = definition(&words, kpi);
        assert_eq!(definition.term, "Change success rate");
        assert_eq!(definition.id, "kpi-change-success_rate");
        assert!(definition.texts[1].contains("Changes without an outcome are left out of both sides"));
        assert!(
            definition.texts.iter().any(|text| text.contains("30 days")),
            "late outcomes"
        );
    }
}
