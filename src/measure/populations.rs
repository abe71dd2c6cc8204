//! The populations that KPIs are measured over, by name, and the bands and points that cut them.

/// Which population: what one row of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FrameName {
    /// One row a ticket.
    Tickets,
    /// One row a change.
    Changes,
    /// One row a problem.
    Problems,
    /// One row an outage.
    Outages,
    /// One row a call or chat.
    Contacts,
    /// One row an invitation to answer.
    Surveys,
    /// One row a booking of time.
    Worklog,
    /// One row an asset.
    Assets,
    /// One row a patch due on an asset.
    Patches,
    /// One row a finding.
    Vulnerabilities,
    /// One row a backup or restore test.
    Continuity,
    /// One row a contract and period end by which it had begun.
    Vendors,
    /// One row a project.
    Projects,
    /// One row a meeting with the business.
    Meetings,
    /// One row a goal.
    Goals,
    /// One row a piece of learning.
    Training,
    /// One row an article or process.
    Articles,
    /// One row a member of IT.
    People,
    /// One row a business service.
    Services,
    /// One row a risk.
    Risks,
    /// One row an amount of a month and category.
    Spend,
    /// One row an agreed action.
    Actions,
    /// One row a ticket and period end at which it was open.
    OpenTickets,
    /// One row an incident whose asset, or service and subcategory, is known.
    Recurrences,
    /// One row a finished ticket or change: the work that they were.
    Work,
    /// One row a target in the config, by its KPI's focus.
    Metrics,
    /// One row an asset and period end at which it was in service.
    AssetsInService,
    /// One row an asset in service at the report's end, with what the register says of it today.
    AssetCensus,
    /// One row a day, age band and side of the end of life: how many assets were in service.
    AssetDays,
    /// One row an incident and asset that it names.
    AssetIncidents,
    /// One row a patch and period end at which it was out or due, and not installed.
    OpenPatches,
    /// One row a finding and period end at which it was not fixed.
    OpenVulnerabilities,
    /// One row an article or process published before the report's end, with its last review.
    ArticleCensus,
    /// One row a period and category of the tickets that were resolved in it.
    Categories,
    /// One row a person of IT and period in which they worked.
    Persons,
    /// One row an answer to the team's own survey.
    TeamAnswers,
    /// One row a project and period into which a part of its planned effort falls.
    Demand,
    /// One row an answer to how people want change, and period end by which it was given.
    Preferences,
    /// One row a service that was ever assessed, and period end.
    Assessments,
    /// One row a group of people whom IT is to meet, and period end.
    Stakeholders,
    /// One row a goal and point of the seven for which there may be evidence on file.
    GoalPoints,
    /// One row a problem and period end at which it was open.
    OpenProblems,
    /// One row a problem that is open at the report's end.
    OpenProblemsToday,
    /// One row a contract that runs at the report's end.
    VendorsToday,
    /// One row a project and period end within twelve months of its beginning or end.
    ProjectsOfYear,
    /// One row a project that had ended by the report's end.
    ProjectsEnded,
    /// A row before and a row after the end of each project that ended in the twelve months before a period's end.
    ProjectServices,
    /// One row a service and period: the time in which it was to be there, and was.
    ServiceTime,
    /// One row an interruption of a service in the time in which it was to be there.
    Failures,
    /// One row a service and period in which major incidents kept it down.
    MajorOutages,
    /// One row a period end: how long ago the last restore test was.
    LastRestoreTest,
    /// One row a service and period end: how long ago its last restore test was.
    LastRestoreTests,
    /// One row a business service that the register, or the config, knows at the report's end.
    ServiceRegister,
    /// One row a risk and period end at which it was open.
    OpenRisks,
    /// One row an agreed action and period end at which it was not done.
    OpenActions,
    /// One row a ticket or change, by when it was opened.
    Recorded,
    /// One row a person and period in which they resolved tickets of known categories.
    Solvers,
    /// One row a period and category of which at least five tickets were resolved in it by persons.
    SolvedCategories,
    /// One row a category that one person solves, in a period that ends with the report's.
    SinglePersons,
    /// One row a ticket that first went to the desk and was resolved in a period that ends with the report's.
    DeskTickets,
    /// One row a piece of learning that was completed in a period that ends with the report's.
    Learnt,
    /// One row a person of IT, as the register of people knows them, else the training.
    Learners,
    /// One row a person, certification that they held and period end.
    Certifications,
    /// One row a piece of mandatory learning, and period in which it was due.
    MandatoryLearning,
    /// One row a contract.
    Contracts,
    /// One row a goal, by its own times.
    GoalRecords,
}

impl FrameName {
    /// The population of a table's records, by whose times they are counted: never a stock.
    pub fn of_table(table: &str) -> Self {
        match table {
            "changes" => Self::Changes,
            "problems" => Self::Problems,
            "outages" => Self::Outages,
            "contacts" => Self::Contacts,
            "surveys" => Self::Surveys,
            "worklog" => Self::Worklog,
            "assets" => Self::Assets,
            "patches" => Self::Patches,
            "vulnerabilities" => Self::Vulnerabilities,
            "continuity" => Self::Continuity,
            "vendors" => Self::Contracts,
            "projects" => Self::Projects,
            "meetings" => Self::Meetings,
            "goals" => Self::GoalRecords,
            "training" => Self::Training,
            "articles" => Self::Articles,
            "people" => Self::People,
            "services" => Self::Services,
            "risks" => Self::Risks,
            "spend" => Self::Spend,
            "actions" => Self::Actions,
            _ => Self::Tickets,
        }
    }

    /// Whether each of its rounds asks the same persons, who are anonymous: of several rounds nobody knows how many they are.
    pub fn asks_the_same(self) -> bool {
        self == Self::TeamAnswers
    }

    /// Whether what it has of a longer period is what it has of the months in it.
    pub fn adds_up(self) -> bool {
        !self.is_stock() || matches!(self, Self::DeskTickets | Self::Learnt | Self::MandatoryLearning)
    }

    /// Whether it is a stock: what was there at the end of each period, or planned for it, in place of what happened in it.
    pub fn is_stock(self) -> bool {
        matches!(
            self,
            Self::OpenTickets
                | Self::Metrics
                | Self::AssetCensus
                | Self::AssetsInService
                | Self::OpenPatches
                | Self::OpenVulnerabilities
                | Self::ArticleCensus
                | Self::Categories
                | Self::Demand
                | Self::Preferences
                | Self::Assessments
                | Self::Stakeholders
                | Self::Goals
                | Self::GoalPoints
                | Self::OpenProblems
                | Self::OpenProblemsToday
                | Self::Vendors
                | Self::VendorsToday
                | Self::ProjectsOfYear
                | Self::ProjectsEnded
                | Self::ProjectServices
                | Self::ServiceRegister
                | Self::OpenRisks
                | Self::OpenActions
                | Self::LastRestoreTest
                | Self::LastRestoreTests
                | Self::People
                | Self::Solvers
                | Self::SolvedCategories
                | Self::SinglePersons
                | Self::DeskTickets
                | Self::Learnt
                | Self::Learners
                | Self::Certifications
                | Self::MandatoryLearning
        )
    }
}

/// The age bands of devices, in years.
pub const ASSET_AGE_BANDS: [&str; 6] = ["0-1y", "1-2y", "2-3y", "3-4y", "4-5y", "5y+"];

/// The seven points of a goal for which there may be evidence on file.
pub const POINTS: [&str; 7] = [
    "specific",
    "measurable",
    "achievable",
    "relevant",
    "time_bound",
    "evaluated",
    "readjusted",
];

/// A share in millionths, so that sums over rows are sums of integers.
pub const MILLION: f64 = 1e6;
