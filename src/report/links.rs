//! Links inside the report: none leads to what this report does not have. Whoever writes one need not know what the pages show.

use std::collections::HashSet;

use super::model::{Block, Page};

/// Takes links back to the page where what they lead to is not on it, and away where there is no such page.
pub fn settle(pages: &mut [Page]) {
    let places: HashSet<String> = pages.iter().flat_map(places).collect();
    let settle = |link: &mut Option<String>| {
        let Some(to) = link.take() else { return };
        let page = to.split_once('#').map_or(to.as_str(), |(page, _)| page);
        let page = places.contains(page).then(|| page.to_owned());
        *link = if places.contains(&to) { Some(to) } else { page };
    };
    for block in pages.iter_mut().flat_map(|page| &mut page.blocks) {
        match block {
            Block::Headlines { rows, .. } => rows.iter_mut().for_each(|row| settle(&mut row.link)),
            Block::Briefs { briefs } => briefs.iter_mut().for_each(|brief| settle(&mut brief.link)),
            _ => {}
        }
    }
}

/// The page, and what can be linked to on it.
fn places(page: &Page) -> Vec<String> {
    let file = format!("{}.html", page.slug);
    let ids = page.blocks.iter().flat_map(|block| -> Vec<&str> {
        match block {
            Block::Heading { id, .. } => vec![id],
            Block::Charts { charts } => charts.iter().map(|picture| picture.id.as_str()).collect(),
            _ => Vec::new(),
        }
    });
    let mut places: Vec<String> = ids.map(|id| format!("{file}#{id}")).collect();
    places.push(file);
    places
}
