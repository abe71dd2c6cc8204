-- Suppliers, projects, money and agreed actions: the registers vendors.csv, projects.csv and actions.csv, whose times are plain
-- days of the report's zone, spend.csv, outages.csv, and the tickets of benches/figures.sql. `known_ends` is that of assets.sql:
-- what is known of a month ends with it, or with the data.

-- Tickets with a supplier that were resolved in time, of those with a target.
INSERT INTO figures
SELECT 'vendors.sla', period, CASE WHEN vendor IS NULL THEN '{}' ELSE json_object('vendor', vendor) END, '', '',
    count(*) FILTER (met) / nullif(count(met), 0), count(*) FILTER (met), count(met), count(met)
FROM (
    SELECT period, vendor, met FROM tickets JOIN months ON done_month = month WHERE vendor <> 'not given'
) GROUP BY GROUPING SETS ((period), (period, vendor)) HAVING vendor IS NULL OR period = getvariable('report');

-- Outages that a supplier answers for: of every month, and of the report's by whoever is named in it.
INSERT INTO figures
WITH known AS (
    SELECT month_of(utc(started_at)) AS month, nullif(vendor, '') AS vendor, NOT coalesce(planned::BOOLEAN, false) AS unplanned
    FROM read_csv(getvariable('folder') || '/outages.csv')
), sums AS (
    SELECT period, NULL AS vendor, count(*) FILTER (vendor IS NOT NULL AND unplanned) AS n
    FROM months LEFT JOIN known USING (month) GROUP BY period
    UNION ALL
    SELECT period, vendor, count(*) FILTER (unplanned) FROM months JOIN known USING (month)
    WHERE vendor IS NOT NULL AND period = getvariable('report') GROUP BY ALL
)
SELECT 'vendors.sla', period, CASE WHEN vendor IS NULL THEN '{}' ELSE json_object('vendor', vendor) END, '', 'outages', n, NULL, NULL, n FROM sums;

CREATE TEMP TABLE contracts AS
SELECT name AS vendor, nullif(owner, '') AS owner, contract_start::TIMESTAMP AS began, contract_end::TIMESTAMP + INTERVAL 86399 SECOND AS ends,
    annual_cost, flexible_share, readiness_assessed_at::TIMESTAMP AS assessed, roadmap_reviewed_at::TIMESTAMP AS reviewed,
    nullif(goal_id, '') AS goal, our_effort_hours AS effort, outcome_linked::BOOLEAN AS linked
FROM read_csv(getvariable('folder') || '/vendors.csv');

-- Contracts as each month ends: running, or begun in the twelve months before.
CREATE TEMP TABLE begun AS
SELECT e.period, e.at_local, c.*, coalesce(c.ends >= e.at_local, true) AS running,
    coalesce(c.began >= e.at_local - INTERVAL 12 MONTH, false) AS new
FROM contracts c JOIN known_ends e ON c.began IS NULL OR c.began < e.at_local
WHERE running OR new;

INSERT INTO figures
WITH sums AS (
    SELECT period, vendor, count(*) FILTER (running AND ends < at_local + INTERVAL 90 DAY) AS renews,
        sum(date_diff('day', (at_local - INTERVAL 1 SECOND)::DATE, ends::DATE)) FILTER (running AND ends < at_local + INTERVAL 90 DAY) AS days,
        count(*) FILTER (new) AS new, count(*) FILTER (new AND assessed < began) AS ready
    FROM begun GROUP BY GROUPING SETS ((period), (period, vendor)) HAVING vendor IS NULL OR period = getvariable('report')
)
SELECT f.id, period, CASE WHEN vendor IS NULL THEN '{}' ELSE json_object('vendor', vendor) END, '', f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    amount('vendors.renewals', '', renews, renews),
    CASE WHEN renews > 0 THEN {'id': 'vendors.renewals', 'stat': 'days_left', 'value': days / renews, 'part': days, 'whole': renews, 'n': renews} END,
    share('vendors.readiness', '', ready, new)
]) AS u(f) WHERE f IS NOT NULL;

-- What the register says today of those that run at the report's end.
CREATE TEMP TABLE running_today AS
SELECT *, CASE WHEN reviewed >= at_local THEN NULL ELSE coalesce(reviewed >= at_local - INTERVAL 12 MONTH, false) END AS lately
FROM begun WHERE running AND period = getvariable('report');

INSERT INTO figures
WITH sums AS (
    SELECT period, vendor, count(*) AS n, count(owner) AS owned, count(*) FILTER (lately) AS reviewed, count(lately) AS known_reviews,
        count(*) FILTER (linked) AS linked, count(linked) AS known_links, count(goal) AS with_goal
    FROM running_today GROUP BY GROUPING SETS ((period), (period, vendor))
)
SELECT f.id, period, CASE WHEN vendor IS NULL THEN '{}' ELSE json_object('vendor', vendor) END, '', f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    share('vendors.owned', '', owned, n),
    share('vendors.roadmap', '', reviewed, known_reviews),
    share('vendors.outcome_linked', '', linked, known_links),
    CASE WHEN vendor IS NULL THEN share('vendors.fit', 'with_goal', with_goal, n) END
]) AS u(f) WHERE f IS NOT NULL;

INSERT INTO figures
SELECT 'vendors.flexible', period, '{}', '', '', sum(flexible) / sum(annual_cost), sum(flexible), sum(annual_cost), count(*)
FROM (
    SELECT period, annual_cost, round(annual_cost * 100 * flexible_share) / 100 AS flexible FROM running_today
    WHERE annual_cost IS NOT NULL AND flexible_share IS NOT NULL
) GROUP BY period;

-- A month has a twelfth of the hours of a year, in whole minutes.
INSERT INTO figures
SELECT 'vendors.fit', period, '{}', '', 'needed', sum(round(effort * 60 / 12)) / 60, NULL, NULL, count(effort) FROM running_today GROUP BY period;

CREATE TEMP TABLE projects AS
SELECT id, name AS project, nullif(service, '') AS service, planned_end::DATE AS planned_end, started_at::TIMESTAMP AS started,
    ended_at::TIMESTAMP AS ended, budget, spent, benefit_per_month AS planned_benefit, benefit_realised AS benefit,
    readiness_assessed_at::TIMESTAMP AS assessed
FROM read_csv(getvariable('folder') || '/projects.csv') WHERE state NOT IN ('cancelled', 'duplicate');

-- Those that began or ended in the twelve months before each month's end.
INSERT INTO figures
WITH lately AS (
    SELECT e.period, p.*, coalesce(p.started >= e.at_local - INTERVAL 12 MONTH AND p.started < e.at_local, false) AS began_lately,
        coalesce(p.ended >= e.at_local - INTERVAL 12 MONTH AND p.ended < e.at_local, false) AS ended_lately,
        p.ended::DATE <= p.planned_end AS on_time, p.spent <= p.budget AS on_budget
    FROM projects p CROSS JOIN known_ends e
), sums AS (
    SELECT period, project, count(*) FILTER (ended_lately AND on_time) AS on_time,
        count(on_time) FILTER (ended_lately) AS planned, count(*) FILTER (ended_lately AND on_budget) AS on_budget,
        count(on_budget) FILTER (ended_lately) AS budgeted, count(*) FILTER (began_lately AND assessed < started) AS ready,
        count(*) FILTER (began_lately) AS began
    FROM lately GROUP BY GROUPING SETS ((period), (period, project)) HAVING project IS NULL OR period = getvariable('report')
)
SELECT f.id, period, CASE WHEN project IS NULL THEN '{}' ELSE json_object('project', project) END, '', '', f.value, f.part, f.whole, f.n
FROM sums, unnest([
    share('projects.on_time', '', on_time, planned),
    share('projects.on_budget', '', on_budget, budgeted),
    share('projects.ready', '', ready, began)
]) AS u(f);

-- Benefit a month, of all that had ended by the report's end.
INSERT INTO figures
SELECT 'projects.benefit_realised', period, CASE WHEN project IS NULL THEN '{}' ELSE json_object('project', project) END, '', '',
    sum(benefit) / sum(planned_benefit), sum(benefit), sum(planned_benefit), count(*)
FROM projects JOIN known_ends ON ended < at_local AND period = getvariable('report')
WHERE benefit IS NOT NULL AND planned_benefit IS NOT NULL GROUP BY GROUPING SETS ((period), (period, project));

-- Incidents on the service of an ended project, as many days before its end as after it: 90, or as many as are known.
INSERT INTO figures
WITH ends AS (
    SELECT e.period, e.horizon, p.project, p.service, timezone('UTC', timezone(getvariable('zone'), p.ended)) AS ended
    FROM projects p JOIN known_ends e ON p.ended >= e.at_local - INTERVAL 12 MONTH AND p.ended < e.at_local
    WHERE p.service IN (SELECT service FROM tickets)
), watched AS (
    SELECT *, least(90, seconds(ended, (SELECT min(first) FROM months)) // 86400,
        seconds(horizon + INTERVAL 1 SECOND, ended) // 86400) AS days FROM ends
), seen AS (
    SELECT w.period, w.project, w.days, count(t.number) FILTER (t.opened < w.ended) AS before, count(t.number) FILTER (t.opened >= w.ended) AS after
    FROM watched w LEFT JOIN tickets t ON t.kind = 'incident' AND t.service = w.service
        AND t.opened >= w.ended - to_days(w.days::INT) AND t.opened < w.ended + to_days(w.days::INT)
    WHERE w.days > 0 GROUP BY ALL
)
SELECT 'projects.stability_after', period, CASE WHEN project IS NULL THEN '{}' ELSE json_object('project', project) END, '', '',
    (sum(after) / sum(days)) / nullif(sum(before) / sum(days), 0), sum(after) / sum(days), sum(before) / sum(days), sum(before) + sum(after)
FROM seen GROUP BY GROUPING SETS ((period), (period, project)) HAVING project IS NULL OR period = getvariable('report');

-- Money, where the amounts are known.
INSERT INTO figures
WITH amounts AS (
    SELECT strftime(month::DATE, '%Y-%m') AS period, nullif(purpose, '') AS purpose, budget, actual
    FROM read_csv(getvariable('folder') || '/spend.csv') WHERE actual IS NOT NULL
)
SELECT 'spend.budget', period, CASE WHEN purpose IS NULL THEN '{}' ELSE json_object('purpose', purpose) END, '', '',
    sum(actual) / sum(budget), sum(actual), sum(budget), count(*)
FROM amounts WHERE budget IS NOT NULL
GROUP BY GROUPING SETS ((period), (period, purpose)) HAVING purpose IS NULL OR period = getvariable('report')
UNION ALL
SELECT 'spend.run_share', period, '{}', '', '', coalesce(sum(actual) FILTER (purpose = 'run'), 0) / sum(actual),
    coalesce(sum(actual) FILTER (purpose = 'run'), 0), sum(actual), count(*)
FROM amounts WHERE purpose IS NOT NULL GROUP BY period;

-- Agreed actions that fell due in a month, done by the end of their due day; those in a final state without a time are left out.
CREATE TEMP TABLE actions AS
SELECT id, title, opened_at::TIMESTAMP AS opened, due_at::DATE AS due, done_at::TIMESTAMP AS done, nullif(kpi, '') AS metric,
    expected_change AS expected, state
FROM read_csv(getvariable('folder') || '/actions.csv') WHERE state NOT IN ('cancelled', 'duplicate');

-- What was agreed and not done as each month ended; a date holds for its whole day.
INSERT INTO figures
WITH open AS (
    SELECT period, title, due::TIMESTAMP + INTERVAL 86399 SECOND < local(next) AS overdue,
        date_diff('day', (local(next) - INTERVAL 1 SECOND)::DATE, due) AS days
    FROM actions, months WHERE opened < local(next) AND (done IS NULL OR done >= local(next)) AND (done IS NOT NULL OR state NOT IN ('resolved', 'closed'))
), sums AS (
    SELECT period, title, count(*) FILTER (overdue) AS late, count(*) AS n, sum(days) AS days, count(days) AS dated
    FROM open GROUP BY GROUPING SETS ((period), (period, title)) HAVING title IS NULL OR period = getvariable('report')
)
SELECT 'actions.overdue', period, CASE WHEN title IS NULL THEN '{}' ELSE json_object('action', title)::VARCHAR END, '', f.stat, f.value, f.part, f.whole, f.whole
FROM sums, unnest([{'stat': '', 'value': late / n, 'part': late, 'whole': n}, {'stat': 'days_left', 'value': days / dated, 'part': days, 'whole': dated}]) AS u(f);

INSERT INTO figures
SELECT f.id, period, '{}', '', '', f.value, f.part, f.whole, f.n FROM (
    SELECT share('actions.done', '', count(*) FILTER (done::DATE <= due), count(*)) AS f, period
    FROM actions JOIN known_ends ON date_trunc('month', due) = month
    WHERE due::TIMESTAMP + INTERVAL 86399 SECOND <= local(horizon) AND (done IS NOT NULL OR state NOT IN ('resolved', 'closed'))
    GROUP BY period
);
