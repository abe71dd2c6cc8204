//! What is hidden so that no figure of fewer than five persons can be worked out from those that are shown.

use super::*;

const FEW: &str = "fewer than 5 persons stand behind it";
const WOULD_TELL: &str = "a figure of fewer than 5 persons could be worked out from it";
const YEAR: &str = "2025-06-01..2026-06-01";
const CSAT: u8 = 0;
const TEAM: u8 = 5;

/// So many answers in each of these months, all of an incident (ticket 1) or a request (ticket 2), who lost an hour each.
fn figures_of(answers: &[(&str, usize, u64)], instrument: u8) -> Figures {
    let rows: Vec<(&str, u64)> = answers
        .iter()
        .flat_map(|(month, n, ticket)| std::iter::repeat_n((*month, *ticket), *n))
        .collect();
    let days: Vec<String> = rows.iter().map(|(month, _)| format!("{month}-01 12:00")).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let columns = vec![
        times("at", &days),
        Column::new("instrument".into(), vec![instrument; rows.len()]),
        Column::new("score".into(), vec![500u32; rows.len()]),
        Column::new("lost_minutes".into(), vec![60u32; rows.len()]),
        Column::new(
            "ticket_id".into(),
            rows.iter().map(|(_, ticket)| *ticket).collect::<Vec<_>>(),
        ),
    ];
    let tickets = table(
        vec![
            Column::new("id".into(), vec![1u64, 2]),
            times("opened_at", &["2026-01-02 08:00"; 2]),
            Column::new("kind".into(), vec![0u8, 1]),
        ],
        BTreeMap::new(),
    );
    let tables = vec![("surveys", table(columns, BTreeMap::new())), ("tickets", tickets)];
    figures(tables, "2026-05", "2026-05-31 20:00", &config(""))
}

/// The answers of each month, or why they are not shown.
fn shown(figures: &Figures, id: &'static str, periods: &[&str], slice: &Slice) -> Vec<Result<u64, String>> {
    let of = |period: &&str| {
        let figure = figures.get(id, period, slice, None, None);
        let figure = figure.unwrap_or_else(|| panic!("no figure {id} {period} {slice}"));
        match figure.value {
            Some(_) => Ok(figure.n),
            None => Err(figure.reason.clone().unwrap_or_default()),
        }
    };
    periods.iter().map(of).collect()
}

fn why(text: &str) -> Result<u64, String> {
    Err(text.to_owned())
}

const MONTHS: [&str; 4] = ["2026-02", "2026-03", "2026-04", "2026-05"];

#[test]
fn a_month_of_too_few_takes_the_next_one_with_it() {
    // The year less 8, 7 and 9 would be the 3 of March.
    let answers = [
        ("2026-02", 8, 1),
        ("2026-03", 3, 1),
        ("2026-04", 7, 1),
        ("2026-05", 9, 1),
    ];
    let figures = figures_of(&answers, CSAT);
    let months = shown(&figures, "satisfaction.csat", &MONTHS, &Slice::total());
    assert_eq!(months, [Ok(8), why(FEW), why(WOULD_TELL), Ok(9)]);
    let year = shown(&figures, "satisfaction.csat", &[YEAR], &Slice::total());
    assert_eq!(year, [Ok(27)]);
    let hidden = figures.get("satisfaction.csat", "2026-04", &Slice::total(), None, None);
    let hidden = hidden.expect("a figure");
    assert_eq!(
        (hidden.n, hidden.part, hidden.whole, hidden.bounds),
        (0, None, None, None)
    );
}

#[test]
fn the_newest_month_takes_the_one_before() {
    let answers = [("2026-03", 8, 1), ("2026-04", 7, 1), ("2026-05", 3, 1)];
    let figures = figures_of(&answers, CSAT);
    let months = shown(&figures, "satisfaction.csat", &MONTHS[1..], &Slice::total());
    assert_eq!(months, [Ok(8), why(WOULD_TELL), why(FEW)]);
}

#[test]
fn two_months_that_are_of_too_few_even_together_take_a_third() {
    // 2 and 2: what the year tells of both together would be of four.
    let answers = [
        ("2026-02", 8, 1),
        ("2026-03", 2, 1),
        ("2026-04", 2, 1),
        ("2026-05", 9, 1),
    ];
    let figures = figures_of(&answers, CSAT);
    let months = shown(&figures, "satisfaction.csat", &MONTHS, &Slice::total());
    assert_eq!(months, [why(WOULD_TELL), why(FEW), why(FEW), Ok(9)]);
}

#[test]
fn where_no_month_is_shown_the_year_tells_of_none() {
    let answers = [("2026-03", 3, 1), ("2026-04", 4, 1), ("2026-05", 2, 1)];
    let figures = figures_of(&answers, CSAT);
    let months = shown(&figures, "satisfaction.csat", &MONTHS[1..], &Slice::total());
    assert_eq!(months, [why(FEW), why(FEW), why(FEW)]);
    assert_eq!(shown(&figures, "satisfaction.csat", &[YEAR], &Slice::total()), [Ok(9)]);
}

#[test]
fn a_month_of_nobody_hides_nothing() {
    let answers = [("2026-03", 8, 1), ("2026-05", 9, 1)];
    let figures = figures_of(&answers, CSAT);
    let months = shown(&figures, "satisfaction.csat", &["2026-03", "2026-05"], &Slice::total());
    assert_eq!(months, [Ok(8), Ok(9)]);
}

#[test]
fn a_kind_of_too_few_takes_the_other_with_it_and_each_year_a_second_month() {
    // May has 6 of incidents and 2 of requests, April 6 and 6: the total less the incidents would be the requests. The year of
    // the requests less April's would be May's, so that April's kinds are hidden as well; the totals are not.
    let answers = [
        ("2026-04", 6, 1),
        ("2026-04", 6, 2),
        ("2026-05", 6, 1),
        ("2026-05", 2, 2),
    ];
    let figures = figures_of(&answers, CSAT);
    let of = |slice: &Slice| shown(&figures, "satisfaction.lost_time", &["2026-04", "2026-05", YEAR], slice);
    assert_eq!(of(&Slice::total()), [Ok(12), Ok(8), Ok(20)]);
    assert_eq!(of(&incident()), [why(WOULD_TELL), why(WOULD_TELL), Ok(12)]);
    let request = Slice::of(Dim::Kind, "request");
    assert_eq!(of(&request), [why(WOULD_TELL), why(FEW), Ok(8)]);
}

#[test]
fn what_a_sum_has_beside_its_parts_is_not_told_either() {
    // Two of April's 14 are of no ticket: 14 less 6 and 6.
    let answers = [
        ("2026-04", 6, 1),
        ("2026-04", 6, 2),
        ("2026-04", 2, 3),
        ("2026-05", 6, 1),
        ("2026-05", 6, 2),
    ];
    let figures = figures_of(&answers, CSAT);
    let of = |slice: &Slice| shown(&figures, "satisfaction.lost_time", &["2026-04", "2026-05", YEAR], slice);
    assert_eq!(of(&Slice::total()), [Ok(14), Ok(12), Ok(26)]);
    // Either kind may hide them; of the year they would be the same two.
    assert_eq!(of(&incident()), [why(WOULD_TELL), Ok(6), why(WOULD_TELL)]);
    let request = of(&Slice::of(Dim::Kind, "request"));
    assert_eq!(request, [why(WOULD_TELL), Ok(6), Ok(12)]);
    // Of five there may be told.
    let answers = [("2026-04", 6, 1), ("2026-04", 6, 2), ("2026-04", 5, 3)];
    let figures = figures_of(&answers, CSAT);
    let april = shown(&figures, "satisfaction.lost_time", &["2026-04"], &incident());
    assert_eq!(april, [Ok(6)]);
}

#[test]
fn rounds_that_ask_the_same_persons_again_are_not_more_of_them() {
    // Three rounds of three: nine answers of three persons.
    let thrice = [("2026-03", 3, 1), ("2026-04", 3, 1), ("2026-05", 3, 1)];
    let figures = figures_of(&thrice, TEAM);
    assert_eq!(shown(&figures, "team.wellbeing", &[YEAR], &Slice::total()), [why(FEW)]);
    let more = [("2026-04", 6, 1), ("2026-05", 5, 1)];
    let figures = figures_of(&more, TEAM);
    assert_eq!(shown(&figures, "team.wellbeing", &[YEAR], &Slice::total()), [Ok(11)]);
}

#[test]
fn a_quarter_tells_no_month_of_the_year_before_it() {
    // The year less the quarter and March would be the two of February.
    let answers = [
        ("2025-12", 8, 1),
        ("2026-01", 8, 1),
        ("2026-02", 2, 1),
        ("2026-03", 7, 1),
        ("2026-04", 4, 1),
        ("2026-05", 4, 1),
        ("2026-06", 9, 1),
    ];
    let rows: Vec<&str> = answers
        .iter()
        .flat_map(|(month, n, _)| std::iter::repeat_n(*month, *n))
        .collect();
    let days: Vec<String> = rows.iter().map(|month| format!("{month}-01 12:00")).collect();
    let columns = vec![
        times("at", &days.iter().map(String::as_str).collect::<Vec<_>>()),
        Column::new("instrument".into(), vec![CSAT; rows.len()]),
        Column::new("score".into(), vec![500u32; rows.len()]),
    ];
    let surveys = vec![("surveys", table(columns, BTreeMap::new()))];
    let figures = figures(surveys, "2026-Q2", "2026-06-30 20:00", &config(""));
    let of = |periods: &[&str]| shown(&figures, "satisfaction.csat", periods, &Slice::total());
    assert_eq!(of(&["2026-Q2", "2025-07-01..2026-07-01"]), [Ok(17), Ok(42)]);
    // April and May are hidden together; of June less the quarter they are eight.
    let months = of(&[
        "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06",
    ]);
    assert_eq!(months[2], why(FEW));
    assert_eq!(months[3], why(WOULD_TELL));
    assert_eq!((&months[4], &months[5], &months[6]), (&why(FEW), &why(FEW), &Ok(9)));
}

/// An hour each of these persons and groups in May.
fn booked(rows: &[(u32, &str)]) -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        times("date", &vec!["2026-05-04 00:00"; rows.len()]),
        Column::new("person".into(), rows.iter().map(|row| row.0).collect::<Vec<_>>()),
        coded("group", &rows.iter().map(|row| row.1).collect::<Vec<_>>(), &mut words),
        coded("activity", &vec!["Outages"; rows.len()], &mut words),
        Column::new("minutes".into(), vec![60u32; rows.len()]),
    ];
    table(columns, words)
}

/// The hours of May that an own KPI adds up, or why not.
fn own_hours(rows: &[(u32, &str)], picks: &str) -> Result<u64, String> {
    let own = format!(
        "[[kpi]]\nid = \"own.hours\"\ntitle = \"Own\"\ntable = \"worklog\"\nat = \"date\"\nmeasure = \"sum\"\nof = \"minutes\"\nbetter = \"lower\"\nfocus = \"it\"\n{picks}\n"
    );
    let figures = figures(
        vec![("worklog", booked(rows))],
        "2026-05",
        "2026-05-29 20:00",
        &config(&own),
    );
    shown(&figures, "own.hours", &["2026-05"], &Slice::total()).remove(0)
}

#[test]
fn own_kpis_count_the_different_persons_of_what_they_pick_and_of_the_rest() {
    let five: Vec<(u32, &str)> = (0..5).map(|person| (person, "Desk")).collect();
    assert_eq!(own_hours(&five, ""), Ok(5));
    // Six bookings of four persons.
    let again = [0, 1, 2, 3, 0, 1].map(|person| (person, "Desk"));
    assert_eq!(own_hours(&again, ""), why(FEW));
    // All five less the desk's four would be the fifth's.
    let mut rows = five.clone();
    rows.extend([(5, "Network")]);
    assert_eq!(own_hours(&rows, "where = { group = \"Desk\" }"), why(FEW));
    assert_eq!(
        own_hours(&rows, "where = { group = { not = [\"Network\"] } }"),
        why(FEW)
    );
    rows.extend((6..10).map(|person| (person, "Network")));
    assert_eq!(own_hours(&rows, "where = { group = \"Desk\" }"), Ok(5));
}

/// How many answered in May 2026 and in April, by persona, and what is shown of a period by persona.
fn shown_by_persona(answers: &[(&'static str, usize, usize)], period: &str) -> Vec<(String, u64)> {
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for (persona, before, within) in answers {
        rows.extend(std::iter::repeat_n((*persona, "2026-04-10 12:00"), *before));
        rows.extend(std::iter::repeat_n((*persona, "2026-05-10 12:00"), *within));
    }
    let mut words = BTreeMap::new();
    let (personas, days): (Vec<&str>, Vec<&str>) = rows.iter().copied().unzip();
    let columns = vec![
        times("at", &days),
        coded("persona", &personas, &mut words),
        Column::new("instrument".into(), vec![CSAT; rows.len()]),
        Column::new("score".into(), vec![500u32; rows.len()]),
    ];
    let tables = vec![("surveys", table(columns, words))];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    let of_persona = figures.iter().filter(|figure| figure.id == "satisfaction.csat");
    let of_persona = of_persona.filter(|figure| figure.period == period && figure.value.is_some());
    let mut shown: Vec<(String, u64)> = of_persona
        .filter_map(|figure| Some((figure.slice.get(Dim::Persona)?.to_owned(), figure.n)))
        .collect();
    shown.sort();
    shown
}

fn told(parts: &[(&str, u64)]) -> Vec<(String, u64)> {
    parts.iter().map(|(word, n)| ((*word).to_owned(), *n)).collect()
}

#[test]
fn a_year_by_persona_less_its_last_month_tells_of_nobody() {
    let answers = [("Finance", 7, 4), ("HR", 3, 6), ("Legal", 6, 1), ("Sales", 10, 6)];
    // Of May Finance's 4 and Legal's 1 are folded.
    let may = shown_by_persona(&answers, "2026-05");
    assert_eq!(may, told(&[("HR", 6), ("Sales", 6), ("other", 5)]));
    // HR's 9 less the 6 of May would be 3. Alone among "other" it would be told as well, so that Legal's 7, the fewest of the
    // others, go with it: 16 in the year, 9 before May.
    let year = shown_by_persona(&answers, YEAR);
    assert_eq!(year, told(&[("Finance", 11), ("Sales", 16), ("other", 16)]));
}

#[test]
fn a_year_shows_the_personas_that_every_month_folds_away() {
    // 4 and 3, and 2 and 4: no month has five of either, the year has 7 and 6, and before May there are 4 and 2.
    let few = [("Finance", 4, 3), ("HR", 2, 4)];
    assert_eq!(shown_by_persona(&few, "2026-05"), told(&[("other", 7)]));
    assert_eq!(shown_by_persona(&few, YEAR), told(&[("other", 13)]));
    let enough = [("Finance", 14, 3), ("HR", 12, 4)];
    assert_eq!(shown_by_persona(&enough, "2026-05"), told(&[("other", 7)]));
    assert_eq!(shown_by_persona(&enough, YEAR), told(&[("Finance", 17), ("HR", 16)]));
}

#[test]
fn a_year_that_begins_with_its_last_month_is_told_as_the_month_is() {
    let answers = [("Finance", 0, 4), ("HR", 0, 2), ("Legal", 0, 9), ("Sales", 0, 6)];
    let may = shown_by_persona(&answers, "2026-05");
    assert_eq!(may, told(&[("Legal", 9), ("Sales", 6), ("other", 6)]));
    assert_eq!(shown_by_persona(&answers, YEAR), may);
}
