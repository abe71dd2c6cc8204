-- Patches (plain days of the report's zone) and vulnerabilities (UTC), in total and by severity. `known_ends` is of assets.sql.

CREATE TEMP MACRO severity_slice(severity) AS CASE WHEN severity IS NULL THEN '{}' ELSE '{"severity":"' || severity || '"}' END;

-- The rows begin late in September 2025, so that October is their first whole month.
CREATE TEMP TABLE due_patches AS
SELECT severity, released_at::TIMESTAMP AS released, due_at::TIMESTAMP + INTERVAL 86399 SECOND AS due, installed_at::TIMESTAMP AS installed,
    scanned_at::TIMESTAMP AS scanned
FROM read_csv(getvariable('folder') || '/patches.csv');
CREATE TEMP TABLE patch_ends AS SELECT * FROM known_ends WHERE period >= '2025-10';
CREATE TEMP MACRO in_utc(at_local) AS timezone('UTC', timezone(getvariable('zone'), at_local));

INSERT INTO figures
WITH sums AS (
    SELECT e.period, severity, count(*) AS n, count(*) FILTER (installed <= due AND scanned IS NOT NULL) AS compliant
    FROM due_patches p JOIN patch_ends e ON date_trunc('month', p.due) = e.month
    WHERE p.due <= local(e.horizon) GROUP BY GROUPING SETS ((period), (period, severity))
)
SELECT f.id, period, severity_slice(severity), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([share('patch.compliance', '', compliant, n)]) AS u(f);

INSERT INTO figures
WITH timed_patches AS (
    SELECT e.period, severity, seconds(in_utc(installed), in_utc(released)) AS took
    FROM due_patches p JOIN patch_ends e ON date_trunc('month', p.installed) = e.month WHERE installed >= released
), sums AS (
    SELECT period, severity, count(*) AS n, quantile_cont(took, [0.5, 0.9]) AS took, sum(took) / count(*) AS mean
    FROM timed_patches GROUP BY GROUPING SETS ((period), (period, severity))
)
SELECT f.id, period, severity_slice(severity), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    timed('patch.latency', 'wall', 'median', took[1], n),
    timed('patch.latency', 'wall', 'p90', took[2], n),
    timed('patch.latency', 'wall', 'mean', mean, n)
]) AS u(f);

INSERT INTO figures
WITH open_patches AS (
    SELECT e.period, p.severity, p.due < e.at_local AS overdue,
        CASE WHEN p.released < e.at_local THEN seconds(e.at, in_utc(p.released)) END AS age
    FROM due_patches p JOIN patch_ends e ON (p.released < e.at_local OR p.due < e.at_local) AND (p.installed IS NULL OR p.installed >= e.at_local)
), sums AS (
    SELECT period, severity, count(*) FILTER (overdue) AS overdue, count(age) AS n, quantile_cont(age, 0.5) AS age
    FROM open_patches GROUP BY GROUPING SETS ((period), (period, severity))
)
SELECT f.id, period, severity_slice(severity), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    amount('patch.overdue', '', overdue, overdue),
    timed('patch.latency', 'wall', 'open_age', age, n)
]) AS u(f);

CREATE TEMP TABLE findings AS
SELECT severity, utc(found_at) AS found, utc(due_at) AS due, utc(fixed_at) AS fixed,
    -- A plain day, to its last second.
    accepted_until::TIMESTAMP + INTERVAL 86399 SECOND AS accepted
FROM read_csv(getvariable('folder') || '/vulnerabilities.csv');

INSERT INTO figures
WITH fixes AS (
    SELECT m.period, severity, seconds(fixed, found) AS took
    FROM findings JOIN months m ON month_of(fixed) = m.month WHERE fixed >= found
), sums AS (
    SELECT period, severity, count(*) AS n, quantile_cont(took, [0.5, 0.9]) AS took, sum(took) / count(*) AS mean
    FROM fixes GROUP BY GROUPING SETS ((period), (period, severity))
)
SELECT f.id, period, severity_slice(severity), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    timed('vulnerability.remediation', 'wall', 'median', took[1], n),
    timed('vulnerability.remediation', 'wall', 'p90', took[2], n),
    timed('vulnerability.remediation', 'wall', 'mean', mean, n)
]) AS u(f);

INSERT INTO figures
WITH open_findings AS (
    SELECT e.period, severity, seconds(e.at, found) AS age, due < e.at AND coalesce(accepted < e.at_local, true) AS overdue,
        accepted < e.at_local AS acceptance_over
    FROM findings JOIN known_ends e ON found < e.at AND (fixed IS NULL OR fixed >= e.at)
), sums AS (
    SELECT period, severity, count(*) AS n, quantile_cont(age, 0.5) AS age, count(*) FILTER (overdue) AS overdue,
        count(*) FILTER (acceptance_over) AS acceptance_over
    FROM open_findings GROUP BY GROUPING SETS ((period), (period, severity))
)
SELECT f.id, period, severity_slice(severity), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    timed('vulnerability.remediation', 'wall', 'open_age', age, n),
    amount('vulnerability.overdue', '', overdue, overdue),
    amount('vulnerability.accepted', '', acceptance_over, acceptance_over)
]) AS u(f);
