//! The known name nearest to what was written: every error that refuses a name suggests one by the same rule.

/// The nearest of the known names, if any is near enough to be what was meant. Of equally near ones the first.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let written = written.to_lowercase();
    // In a word of one or two letters every letter counts.
    let most = match written.chars().count() {
        0..3 => 0,
        letters => letters / 3,
    };
    let (mut best, mut part) = (None, None);
    for name in known {
        let lower = name.to_lowercase();
        let distance = strsim::damerau_levenshtein(&written, &lower);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
        // `success_rate` for `change.success_rate`: half of a name, written whole.
        if part.is_none() && written.len() >= 4 && lower.split(['.', '/']).any(|piece| piece == written) {
            part = Some(name);
        }
    }
    best.map(|(_, name)| name).or(part)
}

/// `did you mean "x"?`, or all the names where none is near and they are few.
pub fn suggestion<'k>(written: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> Option<String> {
    if let Some(name) = nearest(written, known.clone()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let all: Vec<_> = known.into_iter().map(|name| format!("`{name}`")).collect();
    (1..=24)
        .contains(&all.len())
        .then(|| format!("known here: {}", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        let known = ["America/Chicago", "America/Santiago", "Europe/Stockholm"];
        assert_eq!(nearest("America/Chicgo", known), Some("America/Chicago"));
        assert_eq!(nearest("america/chicago", known), Some("America/Chicago"));
        assert_eq!(nearest("Stockholm", known), Some("Europe/Stockholm"));
        assert_eq!(nearest("Mars/Olympus", known), None);
        assert_eq!(nearest("p6", ["p1", "p2"]), None);
    }

    #[test]
    fn where_none_is_near_a_short_list_is_given_whole() {
        assert_eq!(
            suggestion("zzzzzz", ["lower", "higher"]).as_deref(),
            Some("known here: `lower`, `higher`")
        );
        assert_eq!(suggestion("zzzzzz", []), None);
    }
}
