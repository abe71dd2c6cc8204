//! A sample export of every tool and table, read whole: what each column holds, worked by hand from the files. That every one of them
//! is recognised from the command line is tested there, on the same files.

use super::*;

/// A sample: its file, its table, its preset and, of some columns, the header and the value of each record.
type Sample = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str, &'static [&'static str])],
);

const SAMPLES: &[Sample] = &[
    (
        "servicenow-tickets.csv",
        "tickets",
        "servicenow",
        &[
            (
                "kind",
                "sys_class_name",
                &["incident", "incident", "request", "request"],
            ),
            (
                "state",
                "incident_state",
                &["closed", "on_hold", "in_progress", "closed"],
            ),
            ("priority", "priority", &["1", "3", "4", "5"]),
            ("channel", "contact_type", &["phone", "portal", "email", "chat"]),
            ("effort_minutes", "time_worked", &["60", "-", "-", "2"]),
            (
                "persona",
                "caller_id.department",
                &["Finance", "Sales", "Sales", "Sales"],
            ),
        ],
    ),
    (
        "servicenow-changes.csv",
        "changes",
        "servicenow",
        &[
            ("type", "Type", &["normal", "emergency", "standard", "normal"]),
            ("risk", "Risk", &["medium", "high", "low", "low"]),
            ("state", "State", &["closed", "closed", "cancelled", "resolved"]),
            (
                "outcome",
                "Close code",
                &["successful", "failed", "-", "successful_with_issues"],
            ),
            (
                "started_at",
                "Actual start date",
                &["2026-09-05 20:05", "2026-09-10 10:00", "-", "2026-09-21 20:00"],
            ),
            ("unauthorised", "Unauthorized", &["0", "0", "1", "0"]),
        ],
    ),
    (
        "servicenow-problems.csv",
        "problems",
        "servicenow",
        &[
            ("state", "problem_state", &["in_progress", "resolved", "closed"]),
            ("known_error", "known_error", &["1", "0", "0"]),
            (
                "resolved_at",
                "resolved_at",
                &["-", "2026-09-12 13:00", "2026-08-20 13:00"],
            ),
            ("priority", "priority", &["1", "3", "4"]),
        ],
    ),
    (
        "servicenow-outages.csv",
        "outages",
        "servicenow",
        &[
            ("service", "cmdb_ci", &["Order entry", "Payroll", "Payroll"]),
            ("planned", "type", &["0", "1", "0"]),
            (
                "started_at",
                "begin",
                &["2026-09-01 07:50", "2026-09-12 20:00", "2026-09-20 09:00"],
            ),
            ("ended_at", "end", &["2026-09-01 12:00", "2026-09-12 21:30", "-"]),
        ],
    ),
    (
        "servicenow-surveys.csv",
        "surveys",
        "servicenow",
        &[
            (
                "at",
                "sys_created_on",
                &["2026-09-08 12:00", "2026-09-05 10:00", "2026-09-06 10:00"],
            ),
            (
                "question",
                "metric_type",
                &[
                    "Customer Satisfaction",
                    "Customer Satisfaction",
                    "Customer Satisfaction",
                ],
            ),
        ],
    ),
    (
        "servicenow-assets.csv",
        "assets",
        "servicenow",
        &[
            ("type", "sys_class_name", &["Computer", "IP Switch", "Database"]),
            // Money is held in hundredths.
            ("cost", "cost", &["149900", "1295000", "-"]),
            ("vendor", "vendor", &["Lenovo", "Acme Networks", "-"]),
            (
                "purchased_at",
                "purchase_date",
                &["2024-01-15 00:00", "2020-05-20 00:00", "-"],
            ),
        ],
    ),
    (
        "jira-tickets.csv",
        "tickets",
        "jira",
        &[
            ("kind", "Issue Type", &["incident", "request", "incident", "request"]),
            ("state", "Status", &["resolved", "on_hold", "new", "closed"]),
            ("priority", "Priority", &["1", "3", "4", "2"]),
            (
                "resolved_at",
                "Resolved",
                &["2026-09-01 12:00", "-", "-", "2026-09-17 11:00"],
            ),
            ("effort_minutes", "Time Spent", &["60", "-", "-", "30"]),
            (
                "responded_at",
                "Custom field ([CHART] Date of First Response)",
                &["2026-09-01 08:10", "2026-09-13 15:00", "-", "-"],
            ),
        ],
    ),
    (
        "jira-changes.csv",
        "changes",
        "jira",
        &[
            (
                "type",
                "Custom field (Change type)",
                &["normal", "emergency", "standard"],
            ),
            ("risk", "Custom field (Change risk)", &["medium", "high", "low"]),
            ("state", "Status", &["closed", "closed", "on_hold"]),
            (
                "ended_at",
                "Custom field (Actual end)",
                &["2026-09-05 21:30", "2026-09-10 11:40", "-"],
            ),
        ],
    ),
    (
        "jira-problems.csv",
        "problems",
        "jira",
        &[
            ("state", "Status", &["in_progress", "closed"]),
            ("category", "Component/s", &["Network", "Database"]),
        ],
    ),
    (
        "jira-tickets.csv",
        "surveys",
        "jira",
        &[
            ("at", "Resolved", &["2026-09-01 12:00", "2026-09-17 11:00"]),
            // A score is held in hundredths.
            ("score", "Satisfaction rating", &["500", "300"]),
            ("scale_max", "(constant)", &["5", "5"]),
            ("instrument", "(constant)", &["csat", "csat"]),
        ],
    ),
    (
        "zendesk-tickets.csv",
        "tickets",
        "zendesk",
        &[
            (
                "kind",
                "Ticket type",
                &["incident", "request", "request", "request", "request"],
            ),
            ("state", "Status", &["closed", "on_hold", "new", "resolved", "resolved"]),
            ("priority", "Priority", &["1", "3", "4", "2", "3"]),
            ("channel", "Via", &["phone", "portal", "email", "chat", "portal"]),
            (
                "responded_at",
                "First reply time in minutes after opened_at",
                &[
                    "2026-09-01 08:10",
                    "2026-09-02 15:00",
                    "-",
                    "2026-09-04 11:45",
                    "2026-09-07 08:20",
                ],
            ),
            (
                "on_hold_minutes",
                "On hold time in minutes",
                &["0", "95", "0", "0", "0"],
            ),
            ("reopens", "Reopens", &["0", "0", "0", "1", "0"]),
        ],
    ),
    (
        "zendesk-tickets.csv",
        "surveys",
        "zendesk",
        &[
            ("score", "Satisfaction Score", &["100", "0", "-"]),
            ("scale_max", "(constant)", &["1", "1", "1"]),
        ],
    ),
    (
        "freshservice-tickets.csv",
        "tickets",
        "freshservice",
        &[
            ("kind", "Type", &["incident", "request", "incident", "request"]),
            ("state", "Status", &["closed", "on_hold", "new", "resolved"]),
            ("effort_minutes", "Time Tracked", &["90", "0", "-", "20"]),
            ("response_target_met", "First Response Status", &["1", "0", "-", "1"]),
            ("resolution_target_met", "Resolution Status", &["1", "-", "-", "0"]),
        ],
    ),
    (
        "freshdesk-tickets.csv",
        "tickets",
        "freshdesk",
        &[
            ("kind", "Type", &["incident", "request", "request", "request"]),
            ("state", "Status", &["closed", "on_hold", "new", "resolved"]),
            ("service", "Product", &["Orders", "Devices", "-", "Devices"]),
            ("group", "Group", &["Network", "Workplace", "-", "Workplace"]),
            ("assignee", "Agent", &["0", "1", "-", "1"]),
            (
                "responded_at",
                "Initial response time",
                &["2026-09-01 08:10", "2026-09-02 17:00", "-", "2026-09-04 11:45"],
            ),
            ("resolution_target_met", "Resolution status", &["1", "-", "-", "0"]),
        ],
    ),
    (
        "freshdesk-tickets.csv",
        "surveys",
        "freshdesk",
        &[("answer", "Survey results", &["Extremely Happy", "Neutral"])],
    ),
    (
        "bmc-tickets.csv",
        "tickets",
        "bmc",
        &[
            (
                "kind",
                "Incident Type*",
                &["incident", "request", "request", "incident"],
            ),
            ("state", "Status*", &["closed", "on_hold", "in_progress", "resolved"]),
            ("priority", "Priority*", &["1", "2", "4", "3"]),
            (
                "opened_at",
                "Reported Date+",
                &[
                    "2026-09-01 08:00",
                    "2026-09-13 14:30",
                    "2026-09-14 09:29",
                    "2026-09-16 11:00",
                ],
            ),
            ("channel", "Reported Source", &["phone", "portal", "email", "walk_up"]),
        ],
    ),
    (
        "bmc-changes.csv",
        "changes",
        "bmc",
        &[
            ("type", "Class*", &["normal", "emergency", "standard"]),
            ("risk", "Risk Level*", &["medium", "high", "low"]),
            ("outcome", "Status Reason", &["successful", "backed_out", "-"]),
            (
                "planned_start",
                "Scheduled Start Date+",
                &["2026-09-05 20:00", "2026-09-14 10:00", "2026-09-20 20:00"],
            ),
        ],
    ),
    (
        "bmc-problems.csv",
        "problems",
        "bmc",
        &[
            ("state", "Status*", &["in_progress", "resolved"]),
            (
                "root_cause_due_at",
                "Target Date",
                &["2026-09-21 13:00", "2026-09-25 13:00"],
            ),
        ],
    ),
    (
        "glpi-tickets-en.csv",
        "tickets",
        "glpi",
        &[
            ("kind", "Type", &["incident", "request", "request", "incident"]),
            ("state", "Status", &["closed", "on_hold", "in_progress", "resolved"]),
            ("priority", "Priority", &["1", "3", "4", "2"]),
            ("channel", "Request source", &["phone", "portal", "email", "phone"]),
            (
                "on_hold_minutes",
                "Statistics - Waiting time",
                &["0", "1110", "-", "1566"],
            ),
        ],
    ),
    (
        "glpi-tickets-fr.csv",
        "tickets",
        "glpi",
        &[
            ("kind", "Type", &["incident", "request", "request", "incident"]),
            ("state", "Statut", &["closed", "on_hold", "in_progress", "resolved"]),
            ("priority", "Priorité", &["1", "3", "4", "2"]),
            (
                "resolved_at",
                "Date de résolution",
                &["2026-09-01 12:00", "-", "-", "2026-09-17 11:00"],
            ),
        ],
    ),
    (
        "glpi-tickets-pt.csv",
        "tickets",
        "glpi",
        &[
            ("kind", "Tipo", &["incident", "request", "request", "incident"]),
            ("state", "Status", &["closed", "on_hold", "in_progress", "resolved"]),
            ("priority", "Prioridade", &["1", "3", "4", "2"]),
            (
                "resolution_due_at",
                "Tempo para solução + Progresso",
                &[
                    "2026-09-01 16:00",
                    "2026-09-20 12:00",
                    "2026-09-25 08:08",
                    "2026-09-16 19:00",
                ],
            ),
        ],
    ),
    (
        "glpi-tickets-es.csv",
        "tickets",
        "glpi",
        &[
            ("kind", "Tipo", &["incident", "request", "request", "incident"]),
            ("state", "Estado", &["closed", "on_hold", "in_progress", "resolved"]),
            ("priority", "Prioridad", &["1", "3", "4", "2"]),
            (
                "group",
                "Asignado a: - Grupo de Tecnicos",
                &["Redes", "Puesto", "Puesto", "Puesto"],
            ),
        ],
    ),
    (
        "glpi-tickets-de.csv",
        "tickets",
        "glpi",
        &[
            ("kind", "Typ", &["incident", "request", "request", "incident"]),
            ("state", "Status", &["closed", "on_hold", "in_progress", "resolved"]),
            ("priority", "Priorität", &["1", "3", "4", "2"]),
            (
                "resolved_at",
                "Datum der Lösung",
                &["2026-09-01 12:00", "-", "-", "2026-09-17 11:00"],
            ),
        ],
    ),
    (
        "glpi-tickets-es.csv",
        "surveys",
        "glpi",
        &[
            ("score", "Encuesta de satisfacción - Satisfacción", &["400"]),
            ("at", "Fecha de cierre", &["2026-09-28 12:00"]),
        ],
    ),
    (
        "manageengine-tickets.csv",
        "tickets",
        "manageengine",
        &[
            ("kind", "Request Type", &["incident", "request", "request", "request"]),
            ("state", "Request Status", &["closed", "on_hold", "new", "resolved"]),
            ("priority", "Priority", &["2", "4", "5", "3"]),
            ("assignee", "Technician", &["0", "1", "-", "1"]),
            (
                "responded_at",
                "Responded Time",
                &["2026-09-01 08:10", "2026-09-13 17:00", "-", "2026-09-16 11:45"],
            ),
        ],
    ),
    (
        "manageengine-tickets-report.csv",
        "tickets",
        "manageengine",
        &[
            ("state", "Status.Name", &["closed", "in_progress"]),
            ("priority", "Priority.Name", &["2", "3"]),
            ("subcategory", "Sub Category.Name", &["Switch", "Screen"]),
        ],
    ),
    (
        "common-tickets-fr.csv",
        "tickets",
        "common",
        &[
            ("kind", "Type de ticket", &["incident", "request", "incident"]),
            ("state", "Statut", &["closed", "on_hold", "resolved"]),
            ("priority", "Priorité", &["1", "3", "2"]),
            ("channel", "Canal", &["phone", "portal", "email"]),
            (
                "resolved_at",
                "Résolu le",
                &["2026-09-01 12:00", "-", "2026-09-17 11:00"],
            ),
        ],
    ),
    (
        "common-tickets-pt.csv",
        "tickets",
        "common",
        &[
            ("kind", "Tipo de chamado", &["incident", "request", "incident"]),
            ("state", "Situação", &["closed", "on_hold", "resolved"]),
            ("priority", "Prioridade", &["1", "3", "2"]),
            ("channel", "Canal", &["phone", "portal", "walk_up"]),
            ("resolution_target_met", "SLA atendido", &["1", "-", "0"]),
        ],
    ),
    (
        "common-tickets-es.csv",
        "tickets",
        "common",
        &[
            ("kind", "Tipo de ticket", &["incident", "request", "incident"]),
            ("state", "Estado", &["closed", "on_hold", "resolved"]),
            ("priority", "Prioridad", &["1", "3", "2"]),
            ("channel", "Canal", &["phone", "portal", "email"]),
        ],
    ),
    (
        "common-tickets-de.csv",
        "tickets",
        "common",
        &[
            ("kind", "Tickettyp", &["incident", "request", "incident"]),
            ("state", "Status", &["closed", "on_hold", "resolved"]),
            ("priority", "Priorität", &["1", "3", "2"]),
            ("channel", "Kanal", &["phone", "portal", "chat"]),
        ],
    ),
    (
        "common-changes.csv",
        "changes",
        "common",
        &[
            ("type", "Change Type", &["normal", "emergency", "standard"]),
            ("risk", "Risk", &["medium", "high", "low"]),
            ("outcome", "Result", &["successful", "backed_out", "-"]),
            ("state", "State", &["closed", "closed", "in_progress"]),
        ],
    ),
    (
        "common-problems.csv",
        "problems",
        "common",
        &[
            ("known_error", "Known Error", &["1", "0"]),
            ("opened_at", "Opened At", &["2026-09-01 13:00", "2026-09-15 13:00"]),
        ],
    ),
    (
        "common-outages.csv",
        "outages",
        "common",
        &[
            ("service", "Affected Services", &["Order entry", "Payroll", "Payroll"]),
            ("ended_at", "Cleared", &["2026-09-01 12:00", "2026-09-13 21:30", "-"]),
            ("planned", "Planned", &["0", "1", "0"]),
        ],
    ),
    (
        "common-surveys.csv",
        "surveys",
        "common",
        &[
            ("score", "Satisfaction score", &["500", "-"]),
            ("instrument", "(constant)", &["csat", "csat"]),
        ],
    ),
    (
        "common-assets.csv",
        "assets",
        "common",
        &[
            (
                "warranty_end",
                "Warranty end",
                &["2027-01-15 00:00", "2025-05-20 00:00"],
            ),
            ("cost", "Purchase price", &["149900", "1295000"]),
        ],
    ),
    (
        "servicenow-contacts.csv",
        "contacts",
        "servicenow",
        &[
            (
                "at",
                "opened_at",
                &["2026-09-01 08:01", "2026-09-01 08:15", "2026-09-01 09:00"],
            ),
            ("channel", "type", &["phone", "chat", "phone"]),
            ("abandoned", "state", &["0", "1", "0"]),
        ],
    ),
    (
        "servicenow-worklog.csv",
        "worklog",
        "servicenow",
        &[
            ("minutes", "time_in_seconds", &["90", "15", "120"]),
            (
                "date",
                "work_date",
                &["2026-09-01 00:00", "2026-09-02 00:00", "2026-09-02 00:00"],
            ),
            ("activity", "category", &["Task work", "Task work", "Meeting"]),
            ("person", "user", &["0", "1", "0"]),
        ],
    ),
    (
        "servicenow-vulnerabilities.csv",
        "vulnerabilities",
        "servicenow",
        &[
            ("severity", "Risk rating", &["critical", "high", "-"]),
            ("fixed_at", "Closed", &["2026-08-10 11:30", "-", "-"]),
            (
                "due_at",
                "ttr_target_date",
                &["2026-08-16 03:00", "2026-09-14 03:00", "-"],
            ),
        ],
    ),
    (
        "servicenow-vendors.csv",
        "vendors",
        "servicenow",
        &[
            ("name", "Vendor", &["Contoso Networks", "Contoso Networks", "Fabrikam"]),
            ("annual_cost", "Yearly cost", &["24000000", "21600000", "1800000"]),
            ("contract_end", "Ends", &["2027-12-31 00:00", "2024-12-31 00:00", "-"]),
        ],
    ),
    (
        "servicenow-projects.csv",
        "projects",
        "servicenow",
        &[
            ("state", "State", &["closed", "in_progress", "new"]),
            ("ended_at", "Actual end date", &["2026-07-10 17:00", "-", "-"]),
            ("spent", "Actual cost", &["9125050", "6000000", "0"]),
        ],
    ),
    (
        "servicenow-articles.csv",
        "articles",
        "servicenow",
        &[
            ("kind", "(constant)", &["article", "article", "article"]),
            (
                "published_at",
                "published",
                &["2025-11-03 00:00", "2026-04-20 00:00", "-"],
            ),
            ("owner", "ownership_group", &["Service desk", "Network team", "-"]),
        ],
    ),
    (
        "servicenow-services.csv",
        "services",
        "servicenow",
        &[
            ("name", "name", &["Mail", "Payroll"]),
            (
                "criticality",
                "busines_criticality",
                &["1 - most critical", "2 - somewhat critical"],
            ),
        ],
    ),
    (
        "servicenow-risks.csv",
        "risks",
        "servicenow",
        &[("opened_at", "sys_created_on", &["2026-01-15 10:00", "2026-03-02 10:00"])],
    ),
    (
        "jira-worklog.csv",
        "worklog",
        "jira",
        &[
            ("minutes", "Hours", &["90", "15", "360"]),
            (
                "date",
                "Work date",
                &["2026-09-01 09:30", "2026-09-01 11:00", "2026-09-02 08:00"],
            ),
            ("person", "Full name", &["0", "1", "0"]),
        ],
    ),
    (
        "glpi-vendors.csv",
        "vendors",
        "glpi",
        &[
            (
                "contract_start",
                "Start date",
                &["2025-01-01 00:00", "2026-03-01 00:00"],
            ),
            ("contract_end", "End date", &["2027-12-31 00:00", "2028-02-29 00:00"]),
        ],
    ),
    (
        "glpi-projects.csv",
        "projects",
        "glpi",
        &[
            ("state", "State", &["closed", "in_progress"]),
            (
                "started_at",
                "Real start date",
                &["2026-01-12 08:00", "2026-05-04 08:00"],
            ),
            ("spent", "Total cost", &["9125050", "6000000"]),
        ],
    ),
    (
        "glpi-articles.csv",
        "articles",
        "glpi",
        &[
            (
                "published_at",
                "Visibility start date",
                &["2025-11-03 00:00", "2026-04-20 00:00"],
            ),
            ("category", "Category", &["Accounts", "Network"]),
        ],
    ),
    (
        "common-contacts.csv",
        "contacts",
        "common",
        &[
            ("channel", "Channel", &["phone", "chat"]),
            ("wait_seconds", "Wait time (seconds)", &["12", "95"]),
            ("handle_seconds", "Talk time (seconds)", &["180", "-"]),
            ("abandoned", "Abandoned", &["0", "1"]),
        ],
    ),
    (
        "common-worklog.csv",
        "worklog",
        "common",
        &[
            ("date", "Datum", &["2026-09-01 00:00", "2026-09-14 00:00"]),
            ("minutes", "Stunden", &["90", "480"]),
            ("planned", "Geplant", &["0", "1"]),
        ],
    ),
    (
        "common-patches.csv",
        "patches",
        "common",
        &[
            ("severity", "Severity", &["critical", "high"]),
            ("installed_at", "Installed on", &["2026-08-20 00:00", "-"]),
        ],
    ),
    (
        "common-vulnerabilities.csv",
        "vulnerabilities",
        "common",
        &[
            ("severity", "Severity", &["critical", "medium", "-"]),
            ("accepted_until", "Risk accepted until", &["-", "2026-12-31 00:00", "-"]),
        ],
    ),
    (
        "common-continuity.csv",
        "continuity",
        "common",
        &[
            ("kind", "Type", &["backup", "restore_test"]),
            ("passed", "Result", &["1", "0"]),
            ("recovery_minutes", "Recovery time (minutes)", &["-", "95"]),
        ],
    ),
    (
        "common-vendors.csv",
        "vendors",
        "common",
        &[
            ("annual_cost", "Coût annuel", &["24000000", "1800000"]),
            ("sla_target", "Objectif SLA", &["0.995", "0.95"]),
            (
                "contract_start",
                "Début du contrat",
                &["2025-01-01 00:00", "2026-03-15 00:00"],
            ),
        ],
    ),
    (
        "common-projects.csv",
        "projects",
        "common",
        &[
            ("state", "Status", &["closed", "in_progress"]),
            ("benefit_per_month", "Benefit per month", &["400000", "-"]),
        ],
    ),
    (
        "common-meetings.csv",
        "meetings",
        "common",
        &[
            ("stakeholder", "Parte interesada", &["Ventas", "Finanzas"]),
            ("kind", "Tipo", &["relationship", "project"]),
        ],
    ),
    (
        "common-goals.csv",
        "goals",
        "common",
        &[
            ("title", "Objective", &["Fewer failed changes", "Faster help"]),
            ("baseline", "Baseline", &["0.925", "14"]),
            ("current", "Current value", &["0.9425", "-1.5"]),
        ],
    ),
    (
        "common-training.csv",
        "training",
        "common",
        &[
            ("hours", "Duration (hours)", &["960", "30"]),
            ("mandatory", "Mandatory", &["1", "0"]),
            ("expires_at", "Expiry date", &["2029-06-12 00:00", "-"]),
        ],
    ),
    (
        "common-articles.csv",
        "articles",
        "common",
        &[
            ("kind", "Type", &["article", "process"]),
            ("reviewed_at", "Last reviewed", &["2026-02-01 00:00", "-"]),
        ],
    ),
    (
        "common-people.csv",
        "people",
        "common",
        &[
            ("person", "Name", &["0", "1"]),
            ("level", "Skill level", &["3", "1"]),
            ("backup", "Backup person", &["0", "-"]),
        ],
    ),
    (
        "common-services.csv",
        "services",
        "common",
        &[
            ("availability_target", "Availability target", &["0.999", "0.9995"]),
            ("monitored", "Monitored", &["1", "0"]),
            ("margin_per_hour", "Margin per hour", &["0", "900000"]),
        ],
    ),
    (
        "common-risks.csv",
        "risks",
        "common",
        &[
            ("rating", "Risk rating", &["5", "3"]),
            ("closed_at", "Date closed", &["-", "2026-08-01 00:00"]),
        ],
    ),
    (
        "common-spend.csv",
        "spend",
        "common",
        &[
            ("month", "Mês", &["2026-08-01 00:00", "2026-09-01 00:00"]),
            ("actual", "Realizado", &["115050", "-"]),
        ],
    ),
    (
        "common-actions.csv",
        "actions",
        "common",
        &[
            ("state", "Status", &["closed", "in_progress"]),
            ("expected_change", "Expected change", &["0.2", "-0.05"]),
            ("done_at", "Done on", &["2026-09-21 00:00", "-"]),
        ],
    ),
];

/// The folder of the sample exports.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/fixtures/presets");

#[test]
fn every_sample_export_becomes_the_values_that_stand_in_it() {
    for (file, table, preset, columns) in SAMPLES {
        let bytes = std::fs::read(format!("{FOLDER}/{file}")).expect(file);
        let exports = read_one(source(table, "a.csv"), bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        let ledger = &exports.ledger[0];
        assert_eq!(ledger.preset, *preset, "{file}");
        assert!(ledger.unknown_words.is_empty(), "{file}: {:?}", ledger.unknown_words);
        for (column, header, expected) in *columns {
            let found = ledger.columns.iter().find(|each| each.column == *column);
            assert_eq!(
                found.map(|each| each.header.as_str()),
                Some(*header),
                "{file}: {column}"
            );
            assert_eq!(values(&exports, table, column), *expected, "{file}: {column}");
        }
    }
}

#[test]
fn no_sample_export_is_left_out() {
    for entry in std::fs::read_dir(FOLDER).expect("the folder") {
        let name = entry.expect("an entry").file_name();
        let is_read = SAMPLES.iter().any(|(file, ..)| name == *file);
        assert!(is_read, "{}", name.display());
    }
}

#[test]
fn a_time_that_is_given_as_a_duration_is_worked_out_where_it_is_not_given_itself() {
    let header =
        "Id,Via,Submitter,Summation column,Created at,First reply time in minutes,Full resolution time in minutes";
    let rows =
        "1,Mail,A,1,2026-01-05 23:30,45,90\n2,Mail,A,1,2026-01-06 10:00,,soon\n3,Mail,A,1,2026-01-06 10:00,0,1:30\n";
    let exports = read_one(source("tickets", "a.csv"), format!("{header}\n{rows}")).expect("read");
    let responded = ["2026-01-06 00:15", "-", "2026-01-06 10:00"];
    assert_eq!(values(&exports, "tickets", "responded_at"), responded);
    let resolved = ["2026-01-06 01:00", "-", "2026-01-06 11:30"];
    assert_eq!(values(&exports, "tickets", "resolved_at"), resolved);
    assert_eq!(reason(&exports, "unreadable resolved_at"), 1);

    let both = format!("{header},Solved at\n1,Mail,A,1,2026-01-05 23:30,45,90,2026-01-07 12:00\n");
    let exports = read_one(source("tickets", "a.csv"), both).expect("read");
    assert_eq!(
        values(&exports, "tickets", "resolved_at"),
        ["2026-01-07 12:00"],
        "the time itself"
    );

    let told = source("tickets", "a.csv").column("responded_at", "Created at");
    let exports = read_one(told, format!("{header}\n{rows}")).expect("read");
    assert_eq!(
        values(&exports, "tickets", "responded_at")[0],
        "2026-01-05 23:30",
        "what the config says"
    );
}

#[test]
fn a_time_in_one_file_and_a_duration_in_another_are_not_mixed() {
    let files = Memory::default()
        .with(
            "a1.csv",
            &b"Id,Via,Submitter,Summation column,Created at,Full resolution time in minutes\n1,Mail,A,1,2026-01-05,90\n"[..],
        )
        .with(
            "a2.csv",
            &b"Id,Via,Submitter,Summation column,Created at,Solved at\n2,Mail,A,1,2026-01-05,2026-01-06\n"[..],
        );
    let exports = read_all(&[source("tickets", "a*.csv")], &files).expect("read");
    assert_eq!(values(&exports, "tickets", "resolved_at"), ["2026-01-05 01:30", "-"]);
    let warnings = warnings(&exports).join("\n");
    assert!(
        warnings.contains("resolved_at is a time in one file and a duration in another"),
        "{warnings}"
    );
}

#[test]
fn what_is_taken_for_granted_of_rows_of_no_tool_is_not_of_a_tool_s() {
    let bytes = std::fs::read(format!("{FOLDER}/servicenow-surveys.csv")).expect("the sample");
    let exports = read_one(source("surveys", "a.csv"), bytes).expect("read");
    let columns = &exports.ledger[0].columns;
    assert!(columns.iter().all(|each| each.column != "instrument"), "{columns:?}");
}
