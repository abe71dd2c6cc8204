-- Assets and tools: what is in service as each month ends, and the incidents that name it, from assets.csv and the tickets
-- of benches/figures.sql. All of the register's times are plain days of the report's zone.

-- What is known of a month ends with it, or with the data: the last stamp of tickets or of changes, the earlier of the two.
CREATE TEMP TABLE known_ends AS
WITH stamps AS (
    SELECT 'tickets' AS source, unnest([opened_at, resolved_at, closed_at, sys_updated_on]) AS cell FROM read_csv(getvariable('folder') || '/incident.csv')
    UNION ALL
    SELECT 'tickets', unnest([opened_at, resolved_at, closed_at, sys_updated_on]) FROM read_csv(getvariable('folder') || '/sc_req_item.csv')
    UNION ALL
    SELECT 'changes', unnest([opened_at, closed_at, sys_updated_on]) FROM read_csv(getvariable('folder') || '/change_request.csv')
), horizon AS (
    SELECT min(last) AS horizon FROM (SELECT max(utc(cell)) AS last FROM stamps GROUP BY source)
)
SELECT month, period, horizon, least(next, horizon + INTERVAL 1 SECOND) AS at, local(least(next, horizon + INTERVAL 1 SECOND)) AS at_local
FROM months, horizon;

CREATE TEMP TABLE register AS
SELECT id, coalesce(in_service_at, purchased_at)::TIMESTAMP AS began, retired_at::TIMESTAMP AS retired,
    -- The last second of the day on which its life ends.
    end_of_life_at::TIMESTAMP + INTERVAL 86399 SECOND AS life, replacement_cost, managed::BOOLEAN AS managed, protected::BOOLEAN AS protected
FROM read_csv(getvariable('folder') || '/assets.csv');

CREATE TEMP TABLE in_service AS
SELECT e.period, r.*, seconds(e.at, timezone('UTC', timezone(getvariable('zone'), r.began))) AS age, r.life < e.at_local AS past,
    r.life >= e.at_local AND r.life < e.at_local + INTERVAL 24 MONTH AS due
FROM register r JOIN known_ends e ON r.began < e.at_local AND (r.retired IS NULL OR r.retired >= e.at_local);

INSERT INTO figures
WITH sums AS (
    SELECT period, count(*) AS n, count(life) AS lives, count(*) FILTER (past) AS past, count(*) FILTER (due) AS due,
        quantile_cont(age, 0.5) AS age,
        coalesce(sum(replacement_cost) FILTER (past), 0) AS past_cost, count(replacement_cost) FILTER (past) AS past_priced,
        coalesce(sum(replacement_cost) FILTER (due), 0) AS due_cost, count(replacement_cost) FILTER (due) AS due_priced,
        count(*) FILTER (managed) AS managed, count(managed) AS managed_known,
        count(*) FILTER (protected) AS protected, count(protected) AS protected_known
    FROM in_service GROUP BY period
)
SELECT f.id, period, '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    share('assets.past_life_share', '', past, lives),
    amount('assets.past_life_share', 'replacement_cost', past_cost, past_priced),
    timed('assets.age', 'wall', '', age, n),
    amount('assets.due_24m', '', due, due),
    amount('assets.due_24m', 'replacement_cost', due_cost, due_priced),
    -- What the register says today it says of the report's end alone.
    CASE WHEN period = getvariable('report') THEN share('tools.managed', '', managed, managed_known) END,
    CASE WHEN period = getvariable('report') THEN share('tools.protected', '', protected, protected_known) END
]) AS u(f) WHERE f IS NOT NULL;

-- Of two rows of one name nobody knows which is meant. A day of service counts whole, the first and the last among them.
CREATE TEMP TABLE named AS
SELECT id, any_value(began)::DATE AS first_day, any_value(retired)::DATE AS last_day, any_value(life)::DATE AS last_of_life
FROM register GROUP BY id HAVING count(*) = 1;

CREATE TEMP MACRO in_service_on(day, first_day, last_day) AS day >= first_day AND (last_day IS NULL OR day <= last_day);
CREATE TEMP MACRO age_band(day, first_day) AS
    CASE WHEN day - first_day < 365.25 THEN '0-1y' WHEN day - first_day < 2 * 365.25 THEN '1-2y' WHEN day - first_day < 3 * 365.25 THEN '2-3y'
         WHEN day - first_day < 4 * 365.25 THEN '3-4y' WHEN day - first_day < 5 * 365.25 THEN '4-5y' ELSE '5y+' END;

CREATE TEMP TABLE device_days AS
SELECT m.period, age_band(d.day, n.first_day) AS band, d.day > n.last_of_life AS past, count(*) AS days
FROM days d
JOIN months m ON m.month = date_trunc('month', d.day)
JOIN known_ends e ON e.period = m.period AND d.day <= local(e.horizon)::DATE
JOIN named n ON in_service_on(d.day, n.first_day, n.last_day)
GROUP BY ALL;

CREATE TEMP TABLE device_incidents AS
SELECT m.period, age_band(local(t.opened)::DATE, n.first_day) AS band, local(t.opened)::DATE > n.last_of_life AS past, count(*) AS incidents
FROM tickets t JOIN months m ON t.opened_month = m.month
JOIN named n ON n.id = t.asset AND in_service_on(local(t.opened)::DATE, n.first_day, n.last_day)
WHERE t.kind = 'incident' GROUP BY ALL;

INSERT INTO figures
WITH parts AS (
    SELECT period, band, past, days, 0 AS incidents FROM device_days
    UNION ALL
    SELECT period, band, past, 0, incidents FROM device_incidents
), sums AS (
    SELECT period, band, sum(days)::DOUBLE AS days, sum(incidents)::BIGINT AS incidents,
        sum(incidents) FILTER (past) / sum(days) FILTER (past) AS rate_past,
        sum(incidents) FILTER (NOT past) / sum(days) FILTER (NOT past) AS rate_within,
        (sum(incidents) FILTER (past IS NOT NULL))::BIGINT AS compared
    FROM parts GROUP BY GROUPING SETS ((period), (period, band))
)
SELECT f.id, period, CASE WHEN band IS NULL THEN '{}' ELSE '{"asset_age":"' || band || '"}' END, f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    {'id': 'assets.tickets_by_age', 'clock': '', 'stat': '', 'value': incidents / days * 100 * 365.25, 'part': incidents::DOUBLE,
     'whole': days, 'n': incidents},
    CASE WHEN band IS NULL THEN
        {'id': 'assets.tickets_by_age', 'clock': '', 'stat': 'rate_ratio', 'value': rate_past / nullif(rate_within, 0),
         'part': rate_past::DOUBLE, 'whole': rate_within::DOUBLE, 'n': compared} END
]) AS u(f) WHERE f IS NOT NULL AND (band IS NULL OR period = getvariable('report'));
