//! Articles used, articles reviewed, categories with a process.

use super::*;

fn of_may(tables: Vec<(&'static str, Table)>) -> Figures {
    figures(tables, "2026-05", "2026-06-15 12:00", &config(""))
}

fn share<'f>(figures: &'f Figures, id: &'static str, period: &str) -> &'f Figure {
    let figure = figures.get(id, period, &Slice::total(), None, None);
    figure.unwrap_or_else(|| panic!("no figure {id} {period}"))
}

/// Seven tickets, five of which are resolved in May.
fn tickets() -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        times("opened_at", &["2026-04-01 08:00"; 7]),
        times(
            "resolved_at",
            &[
                "2026-05-04 10:00",
                "2026-05-05 10:00",
                "2026-05-06 10:00",
                "2026-05-07 10:00",
                "2026-05-08 10:00",
                "2026-04-08 10:00",
                "",
            ],
        ),
        Column::new(
            "article_id".into(),
            vec![Some(7u64), None, Some(8), None, None, None, Some(7)],
        ),
        Column::new("state".into(), vec![4u8, 4, 4, 4, 5, 4, 0]),
        coded(
            "category",
            &["Mail", "Printing", "Mail", "", "Orders", "Printing", "Network"],
            &mut words,
        ),
    ];
    table(columns, words)
}

/// Seven articles; of kind 0 is an article, of kind 1 a process.
fn articles() -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        Column::new("kind".into(), vec![1u8, 0, 1, 1, 0, 0, 0]),
        coded(
            "category",
            &["Printing", "Mail", "Mail", "Unheard of", "Mail", "Mail", "Mail"],
            &mut words,
        ),
        times(
            "published_at",
            &[
                "2024-01-10 00:00",
                "2024-01-10 00:00",
                "2026-05-20 00:00",
                "2024-01-10 00:00",
                "2026-06-05 00:00",
                "",
                "2024-01-10 00:00",
            ],
        ),
        times(
            "reviewed_at",
            &[
                "2025-05-31 00:00",
                "2025-06-01 00:00",
                "",
                "",
                "",
                "2026-01-01 00:00",
                "2026-06-02 00:00",
            ],
        ),
    ];
    table(columns, words)
}

#[test]
fn resolved_with_an_article_is_of_all_that_were_resolved() {
    let figures = of_may(vec![("tickets", tickets())]);
    // Four in May, as the fifth is cancelled; the first and the third name an article.
    let rate = share(&figures, "knowledge.link_rate", "2026-05");
    assert_eq!((rate.part, rate.whole), (Some(2.0), Some(4.0)));
    let mail = Slice::of(Dim::Category, "Mail");
    assert_eq!(
        value(&figures, "knowledge.link_rate", "2026-05", &mail, None),
        Some(1.0)
    );
}

#[test]
fn what_was_neither_published_nor_reviewed_for_a_year_is_stale() {
    let figures = of_may(vec![("articles", articles()), ("tickets", tickets())]);
    let stale = share(&figures, "knowledge.stale_share", "2026-05");
    // A year before 1 June 2026 is 1 June 2025. The first was reviewed a day before that, the second on that day, the third is
    // new, the fourth was never reviewed, the fifth is not out yet. Of the last nobody knows how it stood before its review.
    assert_eq!((stale.part, stale.whole), (Some(2.0), Some(4.0)));
    let left_out = [("no date of publication", 1), ("reviewed since the period", 1)];
    assert_eq!(stale.left_out, left_out);
    let before = figures.get("knowledge.stale_share", "2026-04", &Slice::total(), None, None);
    assert!(before.is_none());
}

#[test]
fn a_category_is_covered_from_the_day_on_that_its_process_is_out() {
    let figures = of_may(vec![("articles", articles()), ("tickets", tickets())]);
    // Mail and Printing in May, Printing in April; Mail's process came on 20 May, its article is no process.
    let may = share(&figures, "knowledge.process_coverage", "2026-05");
    assert_eq!((may.part, may.whole), (Some(2.0), Some(2.0)));
    let mut late = articles();
    let published = times(
        "published_at",
        &["2024-01-10 00:00", "", "2026-06-01 00:00", "", "", "", ""],
    );
    late.rows.with_column(published).expect("a column");
    let figures = of_may(vec![("articles", late), ("tickets", tickets())]);
    let may = share(&figures, "knowledge.process_coverage", "2026-05");
    assert_eq!((may.part, may.whole), (Some(1.0), Some(2.0)));
    let april = share(&figures, "knowledge.process_coverage", "2026-04");
    assert_eq!((april.part, april.whole), (Some(1.0), Some(1.0)));
}

#[test]
fn without_articles_there_is_no_coverage() {
    let figures = of_may(vec![("tickets", tickets())]);
    for id in ["knowledge.stale_share", "knowledge.process_coverage"] {
        let figure = share(&figures, id, "2026-05");
        assert_eq!(
            (figure.value, figure.reason.as_deref()),
            (None, Some("no export gives articles"))
        );
    }
}
