//! What the templates show: the model with its pictures drawn and every choice made, so that they only place it.

use serde::Serialize;

use crate::chart::{self, Chart};
use crate::error::Result;
use crate::report::model::{
    Amount, Block, Brief, Cell, Column, Definition, Fact, Headline, Mark, Notice, Page, Picture, Remark, Step, Table,
    Translation,
};

/// A long page has its headings named under its lead.
const MANY_HEADINGS: usize = 4;
/// A table of more columns may be wider than a phone.
const MANY_COLUMNS: usize = 3;

/// A page in the navigation.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
    slug: &'a str,
    name: &'a str,
    file: String,
}

/// A page with everything drawn.
#[derive(Serialize)]
pub(super) struct PageView<'a> {
    slug: &'a str,
    name: &'a str,
    heading: &'a str,
    lead: &'a str,
    contents: Vec<Link<'a>>,
    blocks: Vec<BlockView<'a>>,
}

#[derive(Serialize)]
struct Link<'a> {
    id: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
enum BlockView<'a> {
    Heading {
        id: &'a str,
        text: &'a str,
    },
    Paragraph {
        text: &'a str,
        quiet: bool,
    },
    Notice(&'a Notice),
    Comment {
        by: &'a str,
        remarks: &'a [Remark],
    },
    Facts {
        facts: &'a [Fact],
    },
    Briefs {
        briefs: &'a [Brief],
    },
    Headlines {
        caption: &'a str,
        columns: Vec<HeadlineColumn<'a>>,
        rows: Vec<HeadlineView<'a>>,
    },
    Table {
        table: TableView<'a>,
    },
    Charts {
        charts: Vec<PictureView<'a>>,
        legend: &'a str,
    },
    Steps {
        steps: &'a [Step],
    },
    Translations {
        level: u8,
        lines: Vec<TranslationView<'a>>,
    },
    Definitions {
        folded: &'a str,
        terms: &'a [Definition],
    },
}

#[derive(Serialize)]
struct HeadlineColumn<'a> {
    text: &'a str,
    number: bool,
}

#[derive(Serialize)]
struct HeadlineView<'a> {
    name: &'a str,
    link: &'a Option<String>,
    value: &'a str,
    note: &'a str,
    comparisons: Vec<Labelled<'a>>,
    target: &'a str,
    target_label: &'a str,
    mark: &'a Mark,
    spark: String,
    verdict: &'a str,
}

#[derive(Serialize)]
struct Labelled<'a> {
    label: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct TableView<'a> {
    caption: &'a str,
    columns: Vec<ColumnView<'a>>,
    rows: Vec<Vec<CellView<'a>>>,
    note: &'a str,
    folded: &'a Option<String>,
    scrolls: bool,
}

#[derive(Serialize)]
struct ColumnView<'a> {
    text: &'a str,
    class: &'static str,
}

#[derive(Serialize)]
struct CellView<'a> {
    text: &'a str,
    note: &'a str,
    mark: &'a Option<Mark>,
    class: &'static str,
}

#[derive(Serialize)]
struct PictureView<'a> {
    id: String,
    title: &'a str,
    subtitle: &'a str,
    svg: String,
    events: Vec<&'a str>,
    numbers: TableView<'a>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct TranslationView<'a> {
    id: &'a str,
    name: &'a str,
    it_says: &'a str,
    amounts: Vec<AmountView<'a>>,
}

#[derive(Serialize)]
struct AmountView<'a> {
    id: &'a str,
    name: &'a str,
    business_hears: &'a str,
    value: &'a str,
    note: &'a str,
    working: &'a [String],
    inputs: TableView<'a>,
    notes: &'a [String],
}

/// The name of a page's file.
pub(super) fn file(page: &Page) -> String {
    format!("{}.html", chart::slug(&page.slug))
}

/// The navigation.
pub(super) fn entries<'a>(pages: &'a [Page]) -> Vec<Entry<'a>> {
    let entry = |page: &'a Page| Entry {
        slug: &page.slug,
        name: &page.name,
        file: file(page),
    };
    pages.iter().map(entry).collect()
}

/// A page; `legend` is what the signs in a chart over months mean.
pub(super) fn page<'a>(page: &'a Page, legend: &'a str) -> Result<PageView<'a>> {
    let mut below_heading = false;
    // Said once a page, at the first picture that needs it.
    let mut legend = legend;
    let mut blocks = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        below_heading |= matches!(block, Block::Heading { .. });
        let view = view(block, legend, if below_heading { 3 } else { 2 })?;
        if matches!(&view, BlockView::Charts { legend: said, .. } if !said.is_empty()) {
            legend = "";
        }
        blocks.push(view);
    }
    Ok(PageView {
        slug: &page.slug,
        name: &page.name,
        heading: &page.heading,
        lead: &page.lead,
        contents: contents(page),
        blocks,
    })
}

fn contents(page: &Page) -> Vec<Link<'_>> {
    let links = page.blocks.iter().filter_map(|block| match block {
        Block::Heading { id, text } => Some(Link { id, text }),
        _ => None,
    });
    let links: Vec<Link<'_>> = links.collect();
    // The Summary is one page: it needs no table of contents.
    if page.slug == "index" || links.len() < MANY_HEADINGS {
        Vec::new()
    } else {
        links
    }
}

fn view<'a>(block: &'a Block, legend: &'a str, level: u8) -> Result<BlockView<'a>> {
    Ok(match block {
        Block::Heading { id, text } => BlockView::Heading { id, text },
        Block::Paragraph { text, quiet } => BlockView::Paragraph { text, quiet: *quiet },
        Block::Notice(notice) => BlockView::Notice(notice),
        Block::Comment { by, remarks } => BlockView::Comment { by, remarks },
        Block::Facts { facts } => BlockView::Facts { facts },
        Block::Briefs { briefs } => BlockView::Briefs { briefs },
        Block::Headlines { caption, columns, rows } => headlines(caption, columns, rows)?,
        Block::Table(whole) => BlockView::Table { table: table(whole) },
        Block::Charts { charts } => BlockView::Charts {
            charts: charts.iter().map(picture).collect::<Result<_>>()?,
            legend: if charts.iter().any(signs) { legend } else { "" },
        },
        Block::Steps { steps } => BlockView::Steps { steps },
        Block::Translations { lines } => BlockView::Translations {
            level,
            lines: lines.iter().map(translation).collect(),
        },
        Block::Definitions { folded, terms } => BlockView::Definitions { folded, terms },
    })
}

/// Whether a picture has signs that need their meaning said.
fn signs(picture: &Picture) -> bool {
    matches!(&picture.chart, Chart::Series(series) if !series.bands.is_empty() || !series.signals.is_empty())
}

/// Columns: name, value, the comparisons, target, status, spark line, verdict.
fn headlines<'a>(caption: &'a str, columns: &'a [String], rows: &'a [Headline]) -> Result<BlockView<'a>> {
    let comparisons = rows.iter().map(|row| row.comparisons.len()).max().unwrap_or(0);
    let label = |index: usize| columns.get(index).map_or("", String::as_str);
    let heads = columns.iter().enumerate().map(|(index, text)| HeadlineColumn {
        text,
        number: (1..=comparisons + 2).contains(&index),
    });
    let row = |row: &'a Headline| {
        let comparison = |index: usize| Labelled {
            label: label(2 + index),
            text: row.comparisons.get(index).map_or("", String::as_str),
        };
        Ok(HeadlineView {
            name: &row.name,
            link: &row.link,
            value: &row.value,
            note: &row.note,
            comparisons: (0..comparisons).map(comparison).collect(),
            target: &row.target,
            target_label: label(2 + comparisons),
            mark: &row.mark,
            spark: row.spark.as_ref().map_or(Ok(String::new()), chart::spark)?,
            verdict: &row.verdict,
        })
    };
    Ok(BlockView::Headlines {
        caption,
        columns: heads.collect(),
        rows: rows.iter().map(row).collect::<Result<_>>()?,
    })
}

fn table<'a>(table: &'a Table) -> TableView<'a> {
    let head = |column: &'a Column| ColumnView {
        text: &column.text,
        class: class(column),
    };
    TableView {
        caption: &table.caption,
        columns: table.columns.iter().map(head).collect(),
        rows: table.rows.iter().map(|row| cells(row, &table.columns)).collect(),
        note: &table.note,
        folded: &table.folded,
        scrolls: table.columns.len() > MANY_COLUMNS,
    }
}

fn cells<'a>(row: &'a [Cell], columns: &[Column]) -> Vec<CellView<'a>> {
    let cell = |(index, cell): (usize, &'a Cell)| CellView {
        text: &cell.text,
        note: &cell.note,
        mark: &cell.mark,
        class: columns.get(index).map_or("", class),
    };
    row.iter().enumerate().map(cell).collect()
}

fn class(column: &Column) -> &'static str {
    match (column.number, column.wide_only) {
        (true, true) => "n wide",
        (true, false) => "n",
        (false, true) => "wide",
        (false, false) => "t",
    }
}

fn picture(picture: &Picture) -> Result<PictureView<'_>> {
    Ok(PictureView {
        id: chart::slug(&picture.id),
        title: &picture.title,
        subtitle: &picture.subtitle,
        svg: chart::svg(&picture.id, &picture.title, &picture.description, &picture.chart)?,
        events: picture.chart.events().iter().map(|event| event.text.as_str()).collect(),
        numbers: table(&picture.numbers),
        notes: &picture.notes,
    })
}

fn translation(line: &Translation) -> TranslationView<'_> {
    TranslationView {
        id: &line.id,
        name: &line.name,
        it_says: &line.it_says,
        amounts: line.amounts.iter().map(amount).collect(),
    }
}

fn amount(amount: &Amount) -> AmountView<'_> {
    AmountView {
        id: &amount.id,
        name: &amount.name,
        business_hears: &amount.business_hears,
        value: &amount.value,
        note: &amount.note,
        working: &amount.working,
        inputs: table(&amount.inputs),
        notes: &amount.notes,
    }
}
