//! Knowledge articles and documented processes. Few are reviewed at first; the weekly review of 2026 writes more of them.

use std::io;

use super::catalogue::{INCIDENTS, REQUESTS};
use super::chance::Chance;
use super::clock::{FIRST_DAY, LAST_DAY, number, working};
use super::sheet::Sheet;

pub const HEADER: &[&str] = &["id", "kind", "category", "published_at", "reviewed_at", "owner"];

pub struct Article {
    pub number: i64,
    /// None is a process of its category.
    pub subcategory: Option<&'static str>,
    category: &'static str,
    /// Days.
    pub published: i64,
    reviewed: Option<i64>,
    owner: &'static str,
}

/// Categories of tickets and changes with the processes written down for them; Storage and Config have none.
const PROCESSES: [(&str, i64); 11] = [
    ("Access", 4),
    ("Hardware", 3),
    ("Software", 3),
    ("Application", 2),
    ("Network", 2),
    ("Security", 4),
    ("Release", 3),
    ("Firewall", 2),
    ("Patch", 2),
    ("Package", 1),
    ("Major incident", 2),
];

/// All that were ever published until the export, in the order of their numbers.
pub fn all() -> Vec<Article> {
    let mut chance = Chance::new(0x00a2_71c1);
    let mut all = Vec::new();
    for topic in INCIDENTS.iter().chain(REQUESTS) {
        for _ in 0..chance.between(2, 6) {
            let published = published(&mut chance);
            all.push(article(
                &mut chance,
                topic.category,
                Some(topic.subcategory),
                published,
                owner(topic.group),
            ));
        }
    }
    for (category, count) in PROCESSES {
        for _ in 0..count {
            let published = number(FIRST_DAY) - chance.between(0, 1_100);
            all.push(article(&mut chance, category, None, published, "Process manager"));
        }
    }
    all.sort_by_key(|article| article.published);
    for (at, article) in all.iter_mut().enumerate() {
        article.number = at as i64 + 101;
    }
    all
}

/// Two thirds are older than the exports; of the rest most came with the review.
fn published(chance: &mut Chance) -> i64 {
    let (first, last) = (number(FIRST_DAY), number(LAST_DAY));
    match chance.below(100) {
        0..60 => first - chance.between(1, 900),
        60..75 => first + chance.below(455),
        _ => last - chance.below(260),
    }
}

fn article(
    chance: &mut Chance,
    category: &'static str,
    subcategory: Option<&'static str>,
    published: i64,
    owner: &'static str,
) -> Article {
    let last = number(LAST_DAY);
    let published = working(published.min(last - 3));
    // Of what is older than a year, a good half was looked at again within one.
    let reviewed = match last - published {
        0..365 if chance.permille(350) => Some(published + (last - published) * chance.between(30, 100) / 100),
        365.. if chance.permille(640) => Some(last - chance.below(360)),
        365.. if chance.permille(500) => {
            Some(published + (last - 365 - published).max(0) * chance.between(20, 95) / 100)
        }
        _ => None,
    };
    Article {
        number: 0,
        subcategory,
        category,
        published,
        reviewed: reviewed.map(|day| working(day.min(last - 1))),
        owner,
    }
}

fn owner(group: &str) -> &'static str {
    match group {
        "Service Desk" => "Service desk manager",
        "Desktop" => "Head of Workplace",
        "Apps" => "Head of Applications",
        "Security" => "Security manager",
        _ => "Head of Infrastructure",
    }
}

pub fn write(mut sheet: Sheet, articles: &[Article]) -> io::Result<()> {
    for article in articles {
        sheet.id("KB", Some(article.number))?;
        sheet.text(if article.subcategory.is_some() {
            "article"
        } else {
            "process"
        })?;
        sheet.text(article.category)?;
        sheet.date(Some(article.published))?;
        sheet.date(article.reviewed)?;
        sheet.text(article.owner)?;
        sheet.end()?;
    }
    sheet.finish()
}
