//! Service hours as a config writes them: `Mon-Fri 08:00-18:00, Sat 09:00-12:00`, or `24x7`.

use crate::error::Diagnostic;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MIDNIGHT: u32 = 86_400;

/// For Monday to Sunday, the spans in seconds after midnight, sorted and apart.
type Days = [Vec<(u32, u32)>; 7];

/// What hours are that end at an earlier hour than they begin at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OverMidnight {
    /// A slip of the pen.
    Refused,
    /// They go on into the next day.
    NextDay,
}

/// Hours in which a service is there.
pub fn week(text: &str) -> Result<Days, Box<Diagnostic>> {
    read(text, OverMidnight::Refused)
}

/// Hours in which something may be done: `Fri 22:00-06:00` goes on into Saturday.
pub fn window(text: &str) -> Result<Days, Box<Diagnostic>> {
    read(text, OverMidnight::NextDay)
}

fn read(text: &str, over_midnight: OverMidnight) -> Result<Days, Box<Diagnostic>> {
    let mut days = Days::default();
    if text.trim().eq_ignore_ascii_case("24x7") {
        days.fill(vec![(0, MIDNIGHT)]);
        return Ok(days);
    }
    for part in text.split(',') {
        let part = part.trim();
        let (named, times) = part.split_once(' ').ok_or_else(|| wrong(part))?;
        let (start, end) = span(times.trim()).ok_or_else(|| wrong(part))?;
        let goes_on = end < start && over_midnight == OverMidnight::NextDay;
        if end <= start && !goes_on {
            return Err(ends_before_it_begins(part));
        }
        for day in days_of(named).ok_or_else(|| wrong(part))? {
            if goes_on {
                days[day].push((start, MIDNIGHT));
                days[(day + 1) % 7].push((0, end));
            } else {
                days[day].push((start, end));
            }
        }
    }
    days.iter_mut().for_each(join);
    Ok(days)
}

fn wrong(part: &str) -> Box<Diagnostic> {
    let help = "write days and hours, several by comma: \"Mon-Fri 08:00-18:00, Sat 09:00-12:00\"; or \"24x7\"";
    Box::new(Diagnostic::new("wrong-value", format!("`{part}` is no service hours")).help(help))
}

fn ends_before_it_begins(part: &str) -> Box<Diagnostic> {
    let help = "for hours over midnight write two spans: \"Mon-Fri 22:00-24:00, Tue-Sat 00:00-06:00\"";
    Box::new(Diagnostic::new("wrong-value", format!("`{part}` ends before it begins")).help(help))
}

/// `Mon` or `Mon-Fri`; a range may go over Sunday.
fn days_of(text: &str) -> Option<Vec<usize>> {
    let day = |name: &str| DAYS.iter().position(|each| each.eq_ignore_ascii_case(name));
    let (first, last) = match text.split_once('-') {
        Some((first, last)) => (day(first)?, day(last)?),
        None => (day(text)?, day(text)?),
    };
    Some((0..=(last + 7 - first) % 7).map(|after| (first + after) % 7).collect())
}

fn span(text: &str) -> Option<(u32, u32)> {
    let (start, end) = text.split_once('-')?;
    Some((time(start.trim())?, time(end.trim())?))
}

/// `08:00`, up to `24:00`.
fn time(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    if minute.len() != 2 || !(hour.bytes().chain(minute.bytes())).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let seconds = hour.checked_mul(3600)?.checked_add(minute * 60)?;
    (minute < 60 && seconds <= MIDNIGHT).then_some(seconds)
}

/// Sorts spans and joins those that meet; midnight to midnight is none.
fn join(spans: &mut Vec<(u32, u32)>) {
    spans.retain(|(start, end)| start < end);
    spans.sort_unstable();
    spans.dedup_by(|next, before| {
        let meets = next.0 <= before.1;
        if meets {
            before.1 = before.1.max(next.1);
        }
        meets
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const H: u32 = 3600;

    #[test]
    fn days_and_spans_add_up_and_overlaps_are_joined() {
        let days = week("Mon-Fri 13:00-17:00, Mon-Wed 08:00-12:00, Fri 16:30-18:00, Sat 9:00-12:00").expect("hours");
        assert_eq!(days[0], [(8 * H, 12 * H), (13 * H, 17 * H)]);
        assert_eq!(days[4], [(13 * H, 18 * H)]);
        assert_eq!(days[5], [(9 * H, 12 * H)]);
        assert!(days[6].is_empty());
    }

    #[test]
    fn a_range_of_days_may_go_over_sunday() {
        let days = week("Sat-Mon 00:00-24:00").expect("hours");
        assert_eq!(days.map(|spans| spans.len()), [1, 0, 0, 0, 0, 1, 1]);
        assert_eq!(week("24x7").expect("hours")[6], [(0, 24 * H)]);
    }

    #[test]
    fn a_window_over_midnight_goes_on_into_the_next_day() {
        let days = window("Mon-Sun 20:00-06:00").expect("a window");
        assert_eq!(days, [(); 7].map(|()| vec![(0, 6 * H), (20 * H, 24 * H)]));
        let days = window("Sun 22:00-02:00, Mon 02:00-04:00, Sat 18:00-00:00").expect("a window");
        assert_eq!((&days[0], &days[6]), (&vec![(0, 4 * H)], &vec![(22 * H, 24 * H)]));
        assert_eq!(days[5], [(18 * H, 24 * H)]);
        assert!(window("Mon 20:00-20:00").is_err());
    }

    #[test]
    fn what_is_no_hours_is_refused_by_its_part() {
        for text in [
            "",
            "Mon",
            "Mon-Fri",
            "Mon-Fri 8-18",
            "Mon-Fry 08:00-18:00",
            "Mon 08:00-25:00",
            "Mon 08:60-09:00",
        ] {
            assert!(week(text).is_err(), "{text}");
        }
        let over = week("Mon-Fri 08:00-18:00, Sat 22:00-06:00").expect_err("over midnight");
        assert_eq!(over.message, "`Sat 22:00-06:00` ends before it begins");
    }
}
