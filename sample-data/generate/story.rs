//! What happened at Northwind Traders in 24 months, as curves over the months.
//!
//! At first firefighting takes almost half of the recorded effort. In the first quarter of 2026 a series of Order entry
//! releases without a test window fails, and drags incidents along. From February 2026 a weekly problem review works on
//! what comes back: unplanned work falls, changes succeed, monitoring and the portal take over. Order entry still fails
//! too often.

use super::clock::{FIRST_DAY, civil, number};

/// A value by month, straight between its knots; month 0 is November 2024, month 23 October 2026.
pub type Curve = &'static [(i64, i64)];

/// Where a day stands in the story.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// 0 to 23; the warm-up counts as month 0.
    pub month: i64,
    /// January is 0.
    pub of_year: usize,
}

impl Moment {
    pub fn of(day: i64) -> Self {
        let (year, month, _) = civil(day.max(number(FIRST_DAY)));
        Self {
            month: (year - 2024) * 12 + month - 11,
            of_year: (civil(day).1 - 1) as usize,
        }
    }

    pub fn on(self, curve: Curve) -> i64 {
        let next = curve.partition_point(|(month, _)| *month <= self.month);
        match (next.checked_sub(1).and_then(|at| curve.get(at)), curve.get(next)) {
            (Some((m0, v0)), Some((m1, v1))) => v0 + (v1 - v0) * (self.month - m0) / (m1 - m0),
            (Some((_, value)), None) | (None, Some((_, value))) => *value,
            (None, None) => 0,
        }
    }

    /// January to March 2026.
    pub fn in_bad_quarter(self) -> bool {
        (14..=16).contains(&self.month)
    }
}

/// Incidents, requests and changes a month, before the season.
pub const INCIDENTS: Curve = &[(0, 200), (11, 192), (14, 206), (16, 196), (18, 162), (23, 146)];
pub const REQUESTS: Curve = &[(0, 138), (12, 160), (23, 196)];
pub const CHANGES: Curve = &[(0, 72), (13, 74), (14, 92), (16, 92), (17, 76), (23, 92)];

/// The season in hundredths, January first: the retail peak before Christmas, passwords and new colleagues after it, and
/// few changes while the shops are full.
pub const INCIDENT_SEASON: [i64; 12] = [110, 96, 97, 97, 96, 94, 88, 95, 101, 100, 116, 122];
pub const REQUEST_SEASON: [i64; 12] = [130, 100, 98, 97, 96, 95, 88, 98, 106, 100, 101, 90];
pub const CHANGE_SEASON: [i64; 12] = [106, 102, 102, 102, 102, 100, 96, 100, 104, 104, 96, 80];

/// How busy a weekday is, Monday first; holidays are like Sundays.
pub const WEEKDAYS: [i64; 7] = [124, 108, 100, 98, 88, 11, 8];
pub const CHANGE_WEEKDAYS: [i64; 7] = [100, 115, 110, 100, 75, 6, 3];
/// The weights of a whole month of 30.4 days.
pub const MONTH_OF_WEEKDAYS: i64 = 2_280;

/// How busy an hour is, on a service day and on another.
pub const HOURS: [i64; 24] = [
    2, 1, 1, 1, 2, 4, 12, 34, 118, 140, 128, 106, 78, 98, 106, 94, 66, 26, 12, 9, 7, 6, 4, 3,
];
pub const QUIET_HOURS: [i64; 24] = [
    8, 7, 7, 7, 7, 8, 9, 11, 13, 15, 15, 14, 13, 13, 13, 12, 12, 11, 11, 10, 10, 9, 9, 8,
];

/// How long resolving takes, in hundredths of the usual.
pub const INCIDENT_PACE: Curve = &[(0, 124), (11, 114), (14, 120), (17, 96), (23, 72)];
pub const REQUEST_PACE: Curve = &[(0, 118), (12, 110), (23, 88)];
/// Effort of an incident, in hundredths of the usual.
pub const INCIDENT_EFFORT: Curve = &[(0, 122), (14, 114), (16, 112), (18, 88), (23, 76)];

/// Shares in thousandths.
pub const FIRST_CONTACT: Curve = &[(0, 470), (12, 560), (23, 860)];
pub const HANDED_ON: Curve = &[(0, 400), (13, 380), (23, 250)];
pub const REOPENED: Curve = &[(0, 72), (13, 66), (23, 38)];
pub const ESCALATED: Curve = &[(0, 78), (23, 52)];
pub const EMERGENCY: Curve = &[(0, 100), (13, 92), (14, 130), (16, 130), (17, 70), (23, 50)];
pub const STANDARD: Curve = &[(0, 360), (13, 400), (23, 480)];
pub const UNAUTHORISED: Curve = &[(0, 34), (13, 28), (14, 48), (16, 48), (17, 22), (23, 10)];
pub const PREVENTIVE: Curve = &[(0, 150), (14, 160), (23, 320)];
pub const AUTOMATED_CHANGES: Curve = &[(0, 90), (12, 140), (23, 300)];
pub const LATE_CHANGES: Curve = &[(0, 170), (16, 170), (23, 100)];
/// Failed or backed out, by type; high risk half as much again.
pub const STANDARD_FAILS: Curve = &[(0, 24), (23, 12)];
pub const NORMAL_FAILS: Curve = &[(0, 100), (16, 100), (18, 60), (23, 34)];
pub const EMERGENCY_FAILS: Curve = &[(0, 190), (16, 190), (23, 100)];
/// The Order entry releases of the bad quarter.
pub const UNTESTED_FAILS: i64 = 680;

/// Calls and chats a month that make no ticket, the median wait in seconds, and who gives up, in thousandths.
pub const MORE_CALLS: Curve = &[(0, 430), (12, 400), (15, 430), (23, 340)];
pub const WAIT: Curve = &[(0, 62), (11, 58), (15, 64), (18, 50), (23, 40)];
pub const GIVES_UP: Curve = &[(0, 128), (12, 118), (15, 132), (23, 66)];
/// Tickets that an article helped to resolve.
pub const ARTICLE_USED: Curve = &[(0, 120), (14, 190), (23, 460)];

/// Who answers a survey after a ticket, and who is content then.
pub const ANSWERED: Curve = &[(0, 105), (23, 140)];
pub const HAPPY: Curve = &[(0, 780), (12, 800), (15, 770), (23, 880)];
/// Who would recommend IT.
pub const PROMOTERS: Curve = &[(0, 250), (12, 270), (16, 240), (23, 390)];
/// Marks in hundredths, of five: by service, and how the team feels.
pub const ORDER_ENTRY_LIKED: Curve = &[(0, 290), (12, 280), (16, 230), (23, 290)];
pub const VPN_LIKED: Curve = &[(0, 330), (15, 280), (23, 400)];
pub const OTHERS_LIKED: Curve = &[(0, 360), (23, 395)];
pub const TEAM_MOOD: Curve = &[(0, 310), (13, 300), (16, 260), (23, 365)];

/// Of all hours booked those that nobody planned, those outside of the working hours, and of the planned those that run
/// the business, in thousandths.
pub const UNPLANNED: Curve = &[(0, 420), (11, 410), (14, 455), (16, 460), (18, 405), (23, 352)];
pub const OUT_OF_HOURS: Curve = &[(0, 480), (13, 460), (15, 620), (18, 400), (23, 300)];
pub const PROJECTS: Curve = &[(0, 340), (12, 390), (23, 480)];

/// Patches in by their day, and backups and restores that succeed.
pub const PATCHED_IN_TIME: Curve = &[(10, 780), (15, 800), (23, 935)];
pub const BACKUPS_PASS: Curve = &[(0, 950), (14, 955), (23, 995)];
pub const RESTORES_PASS: Curve = &[(0, 800), (14, 840), (23, 960)];
/// Findings are fixed in so many hundredths of the usual time.
pub const REPAIR_PACE: Curve = &[(0, 130), (12, 115), (23, 75)];
/// Money spent of each thousand of the budget.
pub const SPENT: Curve = &[(0, 1_030), (12, 1_020), (15, 1_110), (18, 1_020), (23, 985)];

/// Channels other than monitoring, by weight.
pub const CHANNELS: [(&str, Curve); 5] = [
    ("Phone", &[(0, 430), (12, 370), (23, 260)]),
    ("Email", &[(0, 300), (12, 260), (23, 180)]),
    ("Self-service", &[(0, 170), (12, 270), (23, 450)]),
    ("Chat", &[(0, 50), (23, 90)]),
    ("Walk-in", &[(0, 50), (23, 20)]),
];

/// Departments by how much they ask for.
pub const DEPARTMENTS: [(&str, i64); 9] = [
    ("Sales", 210),
    ("Warehouse", 190),
    ("Stores", 170),
    ("Customer Care", 130),
    ("Finance", 100),
    ("Logistics", 80),
    ("Marketing", 50),
    ("HR", 45),
    ("Legal", 12),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_straight_between_its_knots_and_flat_beyond() {
        let curve: Curve = &[(2, 100), (6, 300)];
        let at = |month| Moment { month, of_year: 0 }.on(curve);
        assert_eq!([0, 2, 3, 5, 6, 23].map(at), [100, 100, 150, 250, 300, 300]);
    }

    #[test]
    fn the_first_month_is_november_and_the_last_october() {
        let month = |year, month, day| Moment::of(number(jiff::civil::date(year, month, day))).month;
        assert_eq!(month(2024, 10, 15), 0, "the warm-up is like the first month");
        assert_eq!(
            [month(2024, 11, 1), month(2025, 1, 31), month(2026, 10, 31)],
            [0, 2, 23]
        );
        assert!(Moment::of(number(jiff::civil::date(2026, 2, 14))).in_bad_quarter());
    }
}
