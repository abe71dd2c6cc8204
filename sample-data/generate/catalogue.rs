//! What people at Northwind report and ask for, and in which words.

use super::chance::Chance;
use super::story::{Curve, DEPARTMENTS};

/// What tickets are about.
pub struct Topic {
    pub service: &'static str,
    pub category: &'static str,
    pub subcategory: &'static str,
    pub group: &'static str,
    pub item: Item,
    /// How often, against the other topics of its kind.
    pub weight: Curve,
    /// Share that monitoring reports, in thousandths.
    pub monitored: Curve,
    /// Share done with no hands, in thousandths.
    pub automated: Curve,
    pub peak: Peak,
    /// Many people cannot work.
    pub critical: bool,
    /// Known to the problem review, by the number of its problem record.
    pub problem: Option<i64>,
    pub words: &'static [&'static str],
}

/// Configuration items of one sort, `LT-0001` to `LT-2600`.
#[derive(Clone, Copy)]
pub struct Item {
    pub prefix: &'static str,
    pub count: i64,
}

/// When a topic comes more often than its weight says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Peak {
    Never,
    /// November and December.
    Retail,
    /// January.
    NewYear,
}

impl Peak {
    /// In hundredths, January being month 0.
    pub fn factor(self, of_year: usize) -> i64 {
        match (self, of_year) {
            (Peak::Retail, 10 | 11) => 180,
            (Peak::NewYear, 0) => 170,
            _ => 100,
        }
    }
}

const fn item(prefix: &'static str, count: i64) -> Item {
    Item { prefix, count }
}
const LAPTOP: Item = item("LT", 2_600);
const PRINTER: Item = item("PR", 340);
const PHONE: Item = item("PH", 1_400);
const SCANNER: Item = item("SC", 520);
const SERVER: Item = item("SRV", 180);
const SWITCH: Item = item("SW", 260);

const fn topic(names: [&'static str; 4], item: Item, weight: Curve, words: &'static [&'static str]) -> Topic {
    let [service, category, subcategory, group] = names;
    Topic {
        service,
        category,
        subcategory,
        group,
        item,
        weight,
        monitored: &[],
        automated: &[],
        peak: Peak::Never,
        critical: false,
        problem: None,
        words,
    }
}

/// In the second year monitoring sees more of it first.
const WATCHED: Curve = &[(0, 240), (11, 280), (15, 480), (23, 680)];
const WATCHED_APPLICATION: Curve = &[(0, 60), (11, 80), (15, 260), (23, 420)];
/// Restarts by script.
const HEALED: Curve = &[(0, 20), (12, 60), (23, 240)];

pub const INCIDENTS: &[Topic] = &[
    Topic {
        critical: true,
        peak: Peak::Retail,
        monitored: WATCHED_APPLICATION,
        problem: Some(41),
        ..topic(
            ["Order entry", "Application", "Orders stuck", "Apps"],
            item("OE-APP", 3),
            &[(0, 52), (13, 56), (14, 96), (16, 96), (17, 62), (23, 66)],
            &[
                "Orders stuck in \"pending\"",
                "order will not post",
                "Order entry: error 504",
                "Orders hang, again",
            ],
        )
    },
    Topic {
        critical: true,
        monitored: WATCHED_APPLICATION,
        ..topic(
            ["Order entry", "Application", "Slow screens", "Apps"],
            item("OE-DB", 2),
            &[(0, 28), (23, 32)],
            &["Order screen slow", "order entry takes 40 s", "OE very slow since 9"],
        )
    },
    Topic {
        monitored: WATCHED_APPLICATION,
        problem: Some(57),
        ..topic(
            ["VPN", "Access", "Certificate", "Network"],
            item("VPN-GW", 2),
            &[(0, 60), (12, 72), (15, 76), (19, 30), (23, 14)],
            &[
                "VPN certificate expired",
                "cannot connect, certificate",
                "VPN: cert not trusted",
            ],
        )
    },
    topic(
        ["VPN", "Network", "Connection", "Service Desk"],
        LAPTOP,
        &[(0, 56), (23, 42)],
        &["VPN drops", "No VPN at home", "vpn disconnects every 10 min"],
    ),
    topic(
        ["Email", "Software", "Mailbox", "Service Desk"],
        LAPTOP,
        &[(0, 76), (23, 58)],
        &[
            "Outlook does not open",
            "mailbox full",
            "Cannot send mail",
            "Mail stuck in outbox",
        ],
    ),
    topic(
        ["Email", "Software", "Calendar", "Service Desk"],
        LAPTOP,
        &[(0, 36)],
        &["Calendar not synced", "meeting shows twice", "Cannot see room calendar"],
    ),
    topic(
        ["Laptops", "Hardware", "Battery", "Desktop"],
        LAPTOP,
        &[(0, 46), (23, 74)],
        &["Battery lasts 20 min", "battery swollen", "Laptop only on mains"],
    ),
    topic(
        ["Laptops", "Hardware", "Dock", "Desktop"],
        LAPTOP,
        &[(0, 44)],
        &["Dock not detected", "second screen black", "screens flicker, dock"],
    ),
    topic(
        ["Laptops", "Software", "Update", "Desktop"],
        LAPTOP,
        &[(0, 50), (23, 34)],
        &["Update loops", "stuck at 37 % update", "Blue screen after update"],
    ),
    topic(
        ["Laptops", "Software", "Slow", "Service Desk"],
        LAPTOP,
        &[(0, 60), (23, 54)],
        &["Laptop slow", "very slow after login", "Fan loud, laptop slow"],
    ),
    Topic {
        peak: Peak::NewYear,
        automated: &[(0, 0), (12, 40), (23, 160)],
        ..topic(
            ["Accounts", "Access", "Password", "Service Desk"],
            LAPTOP,
            &[(0, 120), (12, 110), (23, 66)],
            &[
                "Password forgotten",
                "password expired",
                "Cannot log in",
                "reset my password pls",
            ],
        )
    },
    Topic {
        peak: Peak::NewYear,
        automated: &[(0, 0), (12, 30), (23, 120)],
        ..topic(
            ["Accounts", "Access", "Lockout", "Service Desk"],
            LAPTOP,
            &[(0, 58), (23, 40)],
            &["Account locked", "locked out again", "Locked after 3 tries"],
        )
    },
    topic(
        ["Printing", "Hardware", "Jam", "Desktop"],
        PRINTER,
        &[(0, 44), (23, 40)],
        &["Paper jam", "printer 3rd floor jams", "Printer eats labels"],
    ),
    topic(
        ["Printing", "Software", "Queue", "Service Desk"],
        PRINTER,
        &[(0, 36), (23, 26)],
        &["Print queue stuck", "nothing prints", "Prints blank pages"],
    ),
    Topic {
        peak: Peak::Retail,
        ..topic(
            ["Warehouse", "Hardware", "Scanner", "Desktop"],
            SCANNER,
            &[(0, 54)],
            &["Scanner dead", "scanner will not pair", "Scanner reads twice"],
        )
    },
    Topic {
        critical: true,
        peak: Peak::Retail,
        monitored: WATCHED,
        ..topic(
            ["Warehouse", "Network", "Wi-Fi", "Network"],
            item("AP", 120),
            &[(0, 30)],
            &["No Wi-Fi in hall B", "Wi-Fi drops at dock 4", "AP offline"],
        )
    },
    Topic {
        critical: true,
        peak: Peak::Retail,
        monitored: WATCHED_APPLICATION,
        ..topic(
            ["Web shop", "Application", "Checkout", "Apps"],
            item("WS-APP", 24),
            &[(0, 24), (23, 18)],
            &["Checkout fails", "card payment declined, all", "Basket empties itself"],
        )
    },
    topic(
        ["Web shop", "Application", "Prices", "Apps"],
        item("WS-CAT", 40),
        &[(0, 16)],
        &["Wrong price shown", "discount missing", "Old catalogue in shop"],
    ),
    Topic {
        monitored: WATCHED,
        automated: HEALED,
        critical: true,
        ..topic(
            ["Network", "Network", "Switch", "Network"],
            SWITCH,
            &[(0, 36), (23, 28)],
            &["Switch port down", "uplink flapping", "Switch unreachable"],
        )
    },
    topic(
        ["Telephony", "Hardware", "Headset", "Desktop"],
        PHONE,
        &[(0, 30)],
        &["Headset broken", "no sound in calls", "Caller cannot hear me"],
    ),
    topic(
        ["File shares", "Access", "Permission", "Service Desk"],
        LAPTOP,
        &[(0, 38), (23, 30)],
        &["Access denied on share", "cannot open folder", "Folder gone from S:"],
    ),
    Topic {
        monitored: WATCHED,
        automated: HEALED,
        ..topic(
            ["File shares", "Storage", "Disk full", "Servers"],
            SERVER,
            &[(0, 42), (16, 40), (23, 24)],
            &["Disk 95 % full", "volume full", "Low space alert"],
        )
    },
    topic(
        ["Payroll", "Application", "Pay slip", "Apps"],
        item("PAY", 60),
        &[(0, 16)],
        &["Pay slip missing", "overtime not counted", "Payroll export fails"],
    ),
    topic(
        ["Security", "Security", "Phishing", "Security"],
        LAPTOP,
        &[(0, 24), (23, 34)],
        &["Strange mail, invoice", "Phishing?", "I clicked a link, sorry"],
    ),
    Topic {
        monitored: WATCHED,
        automated: HEALED,
        ..topic(
            ["Servers", "Storage", "Backup", "Servers"],
            SERVER,
            &[(0, 34), (16, 32), (23, 20)],
            &["Backup failed", "backup job missed", "Backup ended with errors"],
        )
    },
];

/// What the portal learns to do by itself.
const SELF_SERVED: Curve = &[(0, 40), (10, 120), (16, 380), (23, 620)];

pub const REQUESTS: &[Topic] = &[
    Topic {
        peak: Peak::NewYear,
        automated: &[(0, 0), (12, 60), (23, 260)],
        ..topic(
            ["Accounts", "Access", "New account", "Service Desk"],
            LAPTOP,
            &[(0, 90)],
            &["New colleague starts Monday", "account for trainee", "New hire, Stores"],
        )
    },
    Topic {
        peak: Peak::NewYear,
        automated: SELF_SERVED,
        ..topic(
            ["Accounts", "Access", "Password", "Service Desk"],
            LAPTOP,
            &[(0, 50), (12, 80), (23, 120)],
            &["Password reset", "reset password"],
        )
    },
    topic(
        ["Laptops", "Hardware", "New laptop", "Desktop"],
        LAPTOP,
        &[(0, 70)],
        &[
            "Laptop for new hire",
            "replace laptop, 5 years old",
            "Loan laptop, 2 weeks",
        ],
    ),
    Topic {
        automated: SELF_SERVED,
        ..topic(
            ["Laptops", "Software", "Install", "Service Desk"],
            LAPTOP,
            &[(0, 84), (23, 100)],
            &["Install PDF editor", "need Visio", "Software from catalogue"],
        )
    },
    Topic {
        automated: &[(0, 0), (14, 40), (23, 240)],
        ..topic(
            ["File shares", "Access", "Folder access", "Service Desk"],
            LAPTOP,
            &[(0, 86)],
            &["Access to folder", "Read rights, please", "folder for project"],
        )
    },
    topic(
        ["Email", "Access", "Distribution list", "Service Desk"],
        LAPTOP,
        &[(0, 54)],
        &["Add me to list", "new list for team", "remove leaver from list"],
    ),
    topic(
        ["Email", "Access", "Shared mailbox", "Service Desk"],
        LAPTOP,
        &[(0, 36)],
        &["Shared mailbox for team", "access to info@ mailbox"],
    ),
    topic(
        ["Telephony", "Hardware", "New phone", "Desktop"],
        PHONE,
        &[(0, 40)],
        &["Mobile for field sales", "new SIM", "Phone screen cracked"],
    ),
    topic(
        ["VPN", "Access", "Remote access", "Network"],
        LAPTOP,
        &[(0, 44)],
        &["Remote access", "VPN for contractor", "VPN token"],
    ),
    topic(
        ["Finance", "Access", "Role change", "Apps"],
        item("FIN", 80),
        &[(0, 38)],
        &["Approve role in ledger", "new cost centre rights"],
    ),
    topic(
        ["Warehouse", "Hardware", "Scanner", "Desktop"],
        SCANNER,
        &[(0, 34)],
        &["2 more scanners", "scanner holster", "Label printer for dock 7"],
    ),
    topic(
        ["Payroll", "Application", "Report", "Apps"],
        item("PAY", 60),
        &[(0, 24)],
        &["Report by cost centre", "Overtime list, monthly"],
    ),
];

/// Now and then people write like people.
pub const MESSY: &[&str] = &[
    "Screen black, tried \"everything\"\nplease call back",
    "Hi team,\n\nnothing works since the update.\nThanks",
    "Drucker im 2. OG druckt nur \"Hieroglyphen\"",
    "L'imprimante ne répond plus, urgent",
    "No puedo iniciar sesión, contraseña caducada",
    "Não consigo abrir o pedido, erro 504",
    "Принтер не печатает",
    "Не открывается почта, срочно",
    "VPN につながらない",
    "打印机没有反应",
    "Zamówienie \"w toku\" od wczoraj",
    "=SUM(B2:B9) shows #REF!, see below\n-> sheet 2",
    "1) login 2) wait 3) error, every time",
    "FW: FW: RE: still broken, see mail below",
    "Order 4711/A; 4712/B, 4713/C missing",
    "it's the same as last week...",
    "@desk: pls help, customer waiting!",
    "Žádost o přístup, díky",
    "ΔΕΝ ΑΝΟΙΓΕΙ το αρχείο",
    "naïve question: where is the café Wi-Fi?",
];

/// What changes are about: service, category, group, items, how often.
pub struct Subject {
    pub service: &'static str,
    pub category: &'static str,
    pub group: &'static str,
    pub item: Item,
    pub weight: i64,
    pub words: &'static [&'static str],
}

const fn subject(names: [&'static str; 3], item: Item, weight: i64, words: &'static [&'static str]) -> Subject {
    let [service, category, group] = names;
    Subject {
        service,
        category,
        group,
        item,
        weight,
        words,
    }
}

/// The first is the service that fails too often.
pub const SUBJECTS: &[Subject] = &[
    subject(
        ["Order entry", "Release", "Apps"],
        item("OE-APP", 3),
        90,
        &["Order entry release", "OE hotfix, tax", "Order entry: new order form"],
    ),
    subject(
        ["Web shop", "Release", "Apps"],
        item("WS-APP", 24),
        150,
        &["Web shop release", "Checkout text", "New banner, \"Spring\""],
    ),
    subject(
        ["Network", "Firewall", "Network"],
        SWITCH,
        150,
        &["Firewall rule", "open port 8443, partner", "VLAN for dock 7"],
    ),
    subject(
        ["Servers", "Patch", "Servers"],
        SERVER,
        150,
        &["Monthly patches", "Patch OS, 12 servers", "Restart after patch"],
    ),
    subject(
        ["Email", "Config", "Servers"],
        SERVER,
        40,
        &["Mail rule", "Mailbox quota", "Spam filter update"],
    ),
    subject(
        ["File shares", "Storage", "Servers"],
        SERVER,
        40,
        &["Extend volume", "Move share to SAN2", "New share"],
    ),
    subject(
        ["VPN", "Config", "Network"],
        item("VPN-GW", 2),
        40,
        &["VPN certificate renewal", "VPN client policy"],
    ),
    subject(
        ["Warehouse", "Release", "Apps"],
        item("WMS", 12),
        60,
        &["WMS release", "Scanner firmware", "Label layout, 4\" x 6\""],
    ),
    subject(
        ["Finance", "Release", "Apps"],
        item("FIN", 80),
        90,
        &["Ledger update", "Chart of accounts"],
    ),
    subject(
        ["Payroll", "Release", "Apps"],
        item("PAY", 60),
        40,
        &["Payroll tables", "Pay slip layout"],
    ),
    subject(
        ["Software catalogue", "Package", "Desktop"],
        LAPTOP,
        70,
        &["Package rollout", "Driver update, dock", "Browser update"],
    ),
    subject(
        ["Telephony", "Config", "Network"],
        PHONE,
        40,
        &["Call queue", "Voicemail greeting"],
    ),
];

/// The releases of the bad quarter.
pub const UNTESTED: &[&str] = &[
    "OE 8.0 part 1, no test window",
    "OE 8.0 cut-over, no test window",
    "OE 8.0 fix, not tested",
];

/// The only one who knows the network well.
pub const NETWORK_SPECIALIST: i64 = 17;
/// Who does what else the network group is asked for.
pub const NETWORK_COLLEAGUE: i64 = 20;

/// The codes of a group's people: first and last.
pub fn staff(group: &str) -> (i64, i64) {
    match group {
        "Service Desk" => (1, 9),
        "Desktop" => (10, 15),
        "Network" => (16, 21),
        "Apps" => (22, 28),
        "Servers" => (29, 34),
        _ => (35, 37),
    }
}

/// A department that a service's interruption or change affects.
pub fn persona(service: &str, chance: &mut Chance) -> &'static str {
    let of: &[&str] = match service {
        "Order entry" => &["Sales", "Sales", "Customer Care"],
        "Web shop" => &["Customer Care", "Marketing"],
        "Warehouse" => &["Warehouse", "Warehouse", "Logistics"],
        "Finance" => &["Finance"],
        "Payroll" => &["HR"],
        _ => return department(chance),
    };
    chance.pick(of)
}

/// A department, the oftener the more it asks for.
pub fn department(chance: &mut Chance) -> &'static str {
    DEPARTMENTS[chance.weighted(&DEPARTMENTS.map(|(_, weight)| weight))].0
}
