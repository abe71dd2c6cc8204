-- Roles and learning: what each person resolved, the desk's tickets, and the registers of people and of training, whose times
-- are plain days of the report's zone. `known_ends` is of assets.sql. Nothing is said of fewer than five persons.

CREATE TEMP TABLE members AS
SELECT person, "group" AS grp, level::INT AS level, nullif(backup, '') AS backup
FROM read_csv(getvariable('folder') || '/people.csv', all_varchar = true);

-- The tickets of benches/figures.sql that a person resolved, with the group that their latest row names as the first.
CREATE TEMP TABLE solved AS
WITH raw AS (
    SELECT number, 'incident' AS kind, sys_updated_on, sys_mod_count, u_first_group, assignment_group, opened_at FROM read_csv(getvariable('folder') || '/incident.csv')
    UNION ALL
    SELECT number, 'request', sys_updated_on, sys_mod_count, u_first_group, assignment_group, opened_at FROM read_csv(getvariable('folder') || '/sc_req_item.csv')
), first_groups AS (
    SELECT number, kind, coalesce(nullif(u_first_group, ''), assignment_group) AS first_group FROM raw WHERE utc(opened_at) IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY number, kind ORDER BY utc(sys_updated_on) DESC, sys_mod_count::INT DESC) = 1
)
SELECT period, person, nullif(category, '') AS category, first_group
FROM tickets JOIN first_groups USING (number, kind) JOIN months ON done_month = month
WHERE person IS NOT NULL AND NOT coalesce(automated, false);

-- Herfindahl's index of each person with five tickets, to a millionth.
INSERT INTO figures
WITH of_categories AS (
    SELECT period, person, category, count(*) AS n FROM solved WHERE category IS NOT NULL GROUP BY ALL
), of_persons AS (
    SELECT period, person, round(sum(n * n) * 1000000.0 / (sum(n) * sum(n))) AS concentration FROM of_categories GROUP BY ALL HAVING sum(n) >= 5
), sums AS (
    SELECT period, sum(concentration) AS part, count(*) AS n FROM of_persons GROUP BY period HAVING count(*) >= 5
)
SELECT 'roles.specialised', period, '{}', '', '', part / n / 1000000, part, n, n FROM sums;

CREATE TEMP TABLE hanging AS
WITH of_persons AS (
    SELECT period, category, person, count(*) AS n FROM solved WHERE category IS NOT NULL GROUP BY ALL
)
SELECT period, category, max(n) >= 0.8 * sum(n) AS by_one, arg_max(person, n) AS person FROM of_persons GROUP BY ALL HAVING sum(n) >= 5;

CREATE TEMP TABLE enough_solvers AS
SELECT period FROM solved WHERE category IS NOT NULL GROUP BY period HAVING count(DISTINCT person) >= 5;

INSERT INTO figures
SELECT 'roles.single_person', period, '{}', '', '', count(*) FILTER (by_one), count(*) FILTER (by_one), count(*), count(*)
FROM hanging JOIN enough_solvers USING (period) GROUP BY period;

INSERT INTO figures
SELECT 'roles.single_person', period, '{}', '', 'with_backup', count(*) FILTER (backup <> person), count(*) FILTER (backup <> person), count(*), count(*)
FROM hanging JOIN enough_solvers USING (period) JOIN members USING (person)
WHERE by_one AND period = getvariable('report') GROUP BY period;

INSERT INTO figures
WITH desks AS (
    SELECT grp FROM members WHERE level IS NOT NULL GROUP BY grp HAVING count(*) FILTER (level = 1) > count(*) / 2
), sums AS (
    SELECT count(*) FILTER (level = 3) AS part, count(*) AS n, count(DISTINCT person) AS persons
    FROM solved JOIN members USING (person)
    WHERE period = getvariable('report') AND level IS NOT NULL AND first_group IN (FROM desks)
)
SELECT f.id, getvariable('report'), '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([share('roles.senior_desk_share', '', part, n)]) AS u(f) WHERE persons >= 5;

INSERT INTO figures
SELECT f.id, getvariable('report'), '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM (SELECT count(*) FILTER (backup <> person) AS part, count(*) AS n FROM members),
    unnest([share('tickets.backup_coverage', '', part, n)]) AS u(f) WHERE n >= 5;

CREATE TEMP TABLE courses AS
SELECT person, try_cast(hours AS DOUBLE) AS hours, try_cast(due_at AS DATE) AS due, try_cast(completed_at AS DATE) AS completed,
    nullif(certification, '') AS certification, try_cast(expires_at AS DATE) AS expires, mandatory = 'true' AS mandatory
FROM read_csv(getvariable('folder') || '/training.csv', all_varchar = true);

INSERT INTO figures
WITH sums AS (
    SELECT (SELECT count(*) FROM members) AS n, coalesce(sum(round(hours * 60)), 0) AS minutes
    FROM courses JOIN members USING (person) WHERE strftime(completed, '%Y-%m') = getvariable('report')
)
SELECT 'learning.hours', getvariable('report'), '{}', '', '', minutes / n / 60, minutes, n, n FROM sums WHERE n >= 5;

-- What was held as each month ended, and whether it was valid on that day.
INSERT INTO figures
WITH held AS (
    SELECT period, person, certification, arg_max(coalesce(expires, DATE '9999-12-31'), completed) >= any_value(at_local - INTERVAL 1 SECOND)::DATE AS valid
    FROM courses JOIN known_ends ON completed < at_local WHERE certification IS NOT NULL GROUP BY ALL
), sums AS (
    SELECT period, count(*) FILTER (valid) AS part, count(*) AS n FROM held GROUP BY period HAVING count(DISTINCT person) >= 5
)
SELECT f.id, period, '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([share('learning.certified', '', part, n)]) AS u(f);

INSERT INTO figures
WITH sums AS (
    SELECT period, count(*) FILTER (completed <= due) AS part, count(*) AS n
    FROM courses JOIN known_ends ON date_trunc('month', due) = month
    WHERE mandatory AND due + INTERVAL 86399 SECOND <= local(horizon) GROUP BY period HAVING count(DISTINCT person) >= 5
)
SELECT f.id, period, '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([share('learning.mandatory', '', part, n)]) AS u(f);
