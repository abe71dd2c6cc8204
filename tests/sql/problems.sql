-- Problems, from problems.csv, and the major incidents that name one; `known_ends` is that of assets.sql. The records begin
-- within November 2024, so that December is their first whole month.
CREATE TEMP TABLE problems AS
SELECT id, utc(opened_at) AS opened, utc(root_cause_at) AS found, utc(root_cause_due_at) AS due, utc(known_error_at) AS known,
    utc(closed_at) AS closed, state, nullif(service, '') AS service
FROM read_csv(getvariable('folder') || '/problems.csv') WHERE state NOT IN ('cancelled', 'duplicate');

-- No due time of the sample is a plain day.
INSERT INTO figures
WITH sums AS (
    SELECT month_of(due) AS month, service, count(*) FILTER (found <= due) AS found, count(*) AS n
    FROM problems WHERE due <= (SELECT horizon FROM known_ends LIMIT 1) GROUP BY GROUPING SETS ((month_of(due)), (month_of(due), service))
)
SELECT f.id, period, CASE WHEN service IS NULL THEN '{}' ELSE json_object('service', service) END, '', '', f.value, f.part, f.whole, f.n
FROM sums JOIN months USING (month), unnest([share('problem.root_cause_rate', '', found, n)]) AS u(f)
WHERE period >= '2024-12' AND (service IS NULL OR period = getvariable('report'));

INSERT INTO figures
WITH majors AS (
    SELECT number, month_of(utc(opened_at)) AS month, service, nullif(problem_id, '') AS problem
    FROM read_csv(getvariable('folder') || '/incident.csv') JOIN tickets USING (number)
    WHERE u_major::BOOLEAN AND kind = 'incident' AND opened = utc(opened_at)
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY utc(sys_updated_on) DESC, sys_mod_count::INT DESC) = 1
), sums AS (
    SELECT month, service, count(problem) AS named, count(*) AS n FROM majors GROUP BY GROUPING SETS ((month), (month, service))
)
SELECT f.id, period, CASE WHEN service IS NULL THEN '{}' ELSE json_object('service', service) END, '', f.stat, f.value, f.part, f.whole, f.n
FROM sums JOIN months USING (month), unnest([share('problem.root_cause_rate', 'with_problem', named, n)]) AS u(f)
WHERE service IS NULL OR period = getvariable('report');

INSERT INTO figures
WITH open AS (
    SELECT e.period, p.service, coalesce(p.known < e.at, false) AS known, seconds(e.at, p.opened) AS age
    FROM problems p JOIN known_ends e ON p.opened < e.at AND (p.closed IS NULL OR p.closed >= e.at)
    WHERE NOT (p.state IN ('resolved', 'closed') AND p.closed IS NULL) AND e.period >= '2024-12'
), sums AS (
    SELECT period, service, count(*) FILTER (known) AS known, count(*) AS n, quantile_cont(age, 0.5) AS age
    FROM open GROUP BY GROUPING SETS ((period), (period, service)) HAVING service IS NULL OR period = getvariable('report')
)
SELECT f.id, period, CASE WHEN service IS NULL THEN '{}' ELSE json_object('service', service) END, f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    share('problem.known_errors', '', known, n),
    CASE WHEN service IS NULL THEN timed('problem.age', 'wall', '', age, n) END
]) AS u(f) WHERE f IS NOT NULL;
