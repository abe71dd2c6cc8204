//! The register of devices: most of what tickets name is in it, and what broke more often tends to be older.

use std::io;

use super::catalogue::department;
use super::chance::Chance;
use super::clock::{Clock, LAST_DAY, number, working};
use super::sheet::Sheet;
use super::tickets::Ticket;

pub const HEADER: &[&str] = &[
    "id",
    "type",
    "purchased_at",
    "in_service_at",
    "end_of_life_at",
    "retired_at",
    "cost",
    "replacement_cost",
    "persona",
    "vendor",
    "warranty_end",
    "managed",
    "protected",
];

/// Devices of one sort.
struct Sort {
    prefix: &'static str,
    count: i64,
    name: &'static str,
    /// Years of planned life; none for software, which is not bought new.
    life: Option<i64>,
    cost: i64,
    /// In thousandths: in the register, under management, protected.
    registered: i64,
    managed: i64,
    protected: i64,
}

const fn sort(prefix: &'static str, count: i64, name: &'static str, life: i64, cost: i64, shares: [i64; 3]) -> Sort {
    let [registered, managed, protected] = shares;
    Sort {
        prefix,
        count,
        name,
        life: if life > 0 { Some(life) } else { None },
        cost,
        registered,
        managed,
        protected,
    }
}

/// As many as the catalogue's items.
const SORTS: [Sort; 15] = [
    sort("LT", 2_600, "laptop", 4, 1_180, [935, 940, 955]),
    sort("PH", 1_400, "phone", 3, 420, [900, 850, 820]),
    sort("PR", 340, "printer", 6, 760, [880, 700, 0]),
    sort("SC", 520, "scanner", 5, 690, [910, 620, 0]),
    sort("SRV", 180, "server", 6, 7_400, [985, 980, 970]),
    sort("SW", 260, "switch", 8, 2_300, [960, 950, 0]),
    sort("AP", 120, "access point", 6, 480, [940, 940, 0]),
    sort("VPN-GW", 2, "gateway", 5, 21_000, [1000, 1000, 1000]),
    sort("OE-APP", 3, "application", 0, 0, [1000, 1000, 1000]),
    sort("OE-DB", 2, "database", 0, 0, [1000, 1000, 1000]),
    sort("WS-APP", 24, "application", 0, 0, [960, 900, 900]),
    sort("WS-CAT", 40, "application", 0, 0, [900, 800, 700]),
    sort("WMS", 12, "application", 0, 0, [1000, 900, 900]),
    sort("FIN", 80, "application", 0, 0, [950, 800, 800]),
    sort("PAY", 60, "application", 0, 0, [950, 800, 800]),
];

const YEAR: i64 = 365;
const SHOP: &str = "Laptop supplier";

/// What tickets say of one device.
#[derive(Clone, Copy, Default)]
struct Seen {
    incidents: i64,
    /// The days of the first and the last ticket.
    days: Option<(i64, i64)>,
}

pub struct Assets {
    chance: Chance,
    sheet: Sheet,
    /// By sort and number.
    seen: Vec<Vec<Seen>>,
}

struct Dates {
    purchased: i64,
    in_service: i64,
    end_of_life: i64,
    retired: Option<i64>,
}

impl Assets {
    /// With so many devices for each of the standard organisation's.
    pub fn new(sheet: Sheet, scale: i64) -> Self {
        let none = |sort: &Sort| vec![Seen::default(); (sort.count * scale) as usize];
        Self {
            chance: Chance::new(0x00a5_5e75),
            sheet,
            seen: SORTS.iter().map(none).collect(),
        }
    }

    pub fn ticket(&mut self, clock: &Clock, ticket: &Ticket) {
        let day = clock.day_of(ticket.opened);
        let sort = SORTS.iter().position(|sort| sort.prefix == ticket.topic.item.prefix);
        if let Some(seen) = sort.and_then(|sort| self.seen[sort].get_mut(ticket.item as usize - 1)) {
            seen.incidents += i64::from(ticket.incident);
            seen.days = seen
                .days
                .map_or(Some((day, day)), |(first, last)| Some((first.min(day), last.max(day))));
        }
    }

    /// Writes the register.
    pub fn finish(mut self) -> io::Result<()> {
        for (sort, seen) in SORTS.iter().zip(std::mem::take(&mut self.seen)) {
            for (at, seen) in seen.into_iter().enumerate() {
                if self.chance.permille(sort.registered) {
                    self.write(sort, at as i64 + 1, seen)?;
                }
            }
        }
        self.sheet.finish()
    }

    fn write(&mut self, sort: &Sort, item: i64, seen: Seen) -> io::Result<()> {
        // Of a few nobody knows any more when they were bought.
        let dates = sort.life.filter(|_| self.chance.permille(965));
        let dates = dates.map(|life| self.dates(life, seen));
        let chance = &mut self.chance;
        let carried = matches!(sort.prefix, "LT" | "PH");
        let persona = match sort.prefix {
            "SC" => "Warehouse",
            _ if carried => department(chance),
            _ => "",
        };
        let bought = dates.as_ref().filter(|_| sort.cost > 0);
        let cost = sort.cost * chance.between(88, 118) / 100;
        let (managed, protected) = (chance.permille(sort.managed), chance.permille(sort.protected));
        let sheet = &mut self.sheet;
        sheet.item(sort.prefix, item)?;
        sheet.text(sort.name)?;
        sheet.date(dates.as_ref().map(|dates| dates.purchased))?;
        sheet.date(
            dates
                .as_ref()
                .filter(|_| sort.life >= Some(4))
                .map(|dates| dates.in_service),
        )?;
        sheet.date(dates.as_ref().map(|dates| dates.end_of_life))?;
        sheet.date(dates.as_ref().and_then(|dates| dates.retired))?;
        sheet.number(bought.map(|_| cost - cost % 5))?;
        sheet.number(bought.map(|_| sort.cost * 108 / 100))?;
        sheet.text(persona)?;
        sheet.text(if sort.prefix == "LT" { SHOP } else { "" })?;
        sheet.date(
            bought
                .filter(|_| sort.prefix == "LT")
                .map(|dates| dates.purchased + 3 * YEAR),
        )?;
        sheet.flag(managed)?;
        sheet.flag(protected)?;
        sheet.end()
    }

    /// A device is older than its first ticket, and of those with many tickets the older of several draws stands.
    fn dates(&mut self, life: i64, seen: Seen) -> Dates {
        let (chance, now) = (&mut self.chance, number(LAST_DAY));
        let span = life * YEAR * 124 / 100;
        let draws = 1 + seen.incidents.min(3);
        let age = (0..draws).map(|_| chance.below(span)).max().unwrap_or(0);
        let known = seen.days.map_or(now, |(first, _)| first);
        let in_service = (now - age).min(known - chance.between(1, 60));
        let purchased = in_service - chance.between(4, 40);
        let end_of_life = purchased + life * YEAR;
        // Since its last ticket nobody may have used it.
        let idle = seen.days.map_or(in_service, |(_, last)| last) + 20;
        let old = end_of_life < now && idle < now && chance.permille(240);
        let retired = old.then(|| working(idle.max(end_of_life) + chance.below(now - idle.max(end_of_life))));
        Dates {
            purchased: working(purchased - 4),
            in_service: working(in_service - 4),
            end_of_life,
            retired: retired.filter(|day| *day <= now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{INCIDENTS, REQUESTS, SUBJECTS};

    #[test]
    fn every_item_of_the_catalogue_is_of_a_sort() {
        let topics = INCIDENTS.iter().chain(REQUESTS).map(|topic| topic.item);
        for item in topics.chain(SUBJECTS.iter().map(|subject| subject.item)) {
            let sort = SORTS.iter().find(|sort| sort.prefix == item.prefix);
            assert_eq!(sort.map(|sort| sort.count), Some(item.count), "{}", item.prefix);
        }
    }
}
