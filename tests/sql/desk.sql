-- The service desk's companions: figures beside those of benches/figures.sql, of which most are none in most months. A slice
-- has them as soon as it has a record that could be one.

-- How many a working day: of the whole and of the parts that are given for every month.
INSERT INTO figures
WITH weeks AS (
    SELECT m.month, m.period, count(*) FILTER (d.is_open) / 5.0 AS weeks
    FROM months m JOIN days d ON d.day >= m.month AND d.day < m.month + INTERVAL 1 MONTH GROUP BY ALL
)
SELECT 'tickets.opened', period, ticket_slice(kind, priority), '', 'per_working_day', opened / weeks * 0.2, opened, weeks, opened
FROM inflow JOIN weeks USING (month);

-- What waits for a first answer, and is past the agreed time for it.
INSERT INTO figures
WITH waiting AS (
    SELECT s.*, s.unanswered AND served(e.before, e.is_open, local(m.next)) - t.opened_served > t.response_target AS past
    FROM stock s JOIN months m USING (month)
    JOIN days e ON e.day = local(m.next)::DATE
    JOIN tickets t ON t.number = s.number AND t.kind = s.kind
), sums AS (
    SELECT period, ticket_slice(kind, priority) AS slice, count(*) FILTER (past) AS past
    FROM waiting GROUP BY GROUPING SETS ((period), (period, kind), (period, kind, priority))
    UNION ALL
    SELECT period, '{"group":"' || name || '"}', count(*) FILTER (past)
    FROM waiting JOIN words ON population = 'open' AND dim = 'group' AND NOT by_kind AND word = grp
    WHERE period = getvariable('report') GROUP BY ALL
)
SELECT 'tickets.response_sla', period, slice, '', 'open_past_target', past, NULL, NULL, past FROM sums;

-- Where figures.sql has only those that are more than none.
INSERT INTO figures
SELECT 'tickets.resolution_sla', period, '{"' || dim || '":"' || name || '"}', '', 'open_past_target', 0, NULL, NULL, 0
FROM sliced JOIN words USING (population, dim, word) CROSS JOIN (SELECT getvariable('report') AS period)
WHERE population = 'open' AND NOT by_kind GROUP BY ALL HAVING count(*) FILTER (hit) = 0;

INSERT INTO figures
WITH candidates AS (
    SELECT period, kind, priority FROM stock
    UNION ALL
    SELECT period, kind, priority FROM tickets JOIN months ON done_month = month
)
SELECT DISTINCT 'tickets.response_time', period, ticket_slice(kind, priority), '', 'unanswered', 0.0, NULL::DOUBLE, NULL::DOUBLE, 0
FROM (
    SELECT period, kind, priority FROM candidates GROUP BY GROUPING SETS ((period, kind), (period, kind, priority))
)
WHERE (period, ticket_slice(kind, priority)) NOT IN (
    SELECT (period, slice) FROM figures WHERE id = 'tickets.response_time' AND stat = 'unanswered'
);

-- How often an incident's key would come again within 30 days if all came at random times: with n of a key over the whole
-- span, one of the other n − 1 falls into the window with 1 − (1 − 30 days ÷ span)^(n − 1), in millionths.
CREATE TEMP TABLE chances AS
WITH keyed AS (
    SELECT opened_month AS month, service, category, opened, repeat_key FROM tickets WHERE kind = 'incident' AND repeat_key IS NOT NULL
), span AS (
    SELECT greatest(seconds(max(opened), min(opened)), 30 * 86400)::DOUBLE AS span FROM keyed
), often AS (
    SELECT repeat_key, count(*) AS n FROM keyed GROUP BY 1
)
SELECT month, service, category, round((1 - pow(greatest(1 - 30 * 86400 / span, 0), n - 1)) * 1e6) AS chance
FROM keyed JOIN often USING (repeat_key), span;

INSERT INTO figures
SELECT 'problem.repeat_rate', period, slice, '', 'by_chance', sum(chance) / count(*) / 1e6, sum(chance), count(*), count(*)
FROM (
    SELECT period, '{}' AS slice, chance FROM chances JOIN months USING (month)
    UNION ALL
    SELECT period, '{"' || dim || '":"' || name || '"}', chance FROM (
        SELECT period, chance, unnest(['service', 'category']) AS dim, unnest([service, category]) AS word
        FROM chances JOIN months USING (month) WHERE period = getvariable('report')
    ) JOIN words USING (dim, word) WHERE population = 'repeats' AND NOT by_kind
) GROUP BY ALL;

-- Major incidents by service.
INSERT INTO figures
WITH named AS (
    SELECT service, CASE WHEN place <= 12 THEN service ELSE 'other' END AS name FROM (
        SELECT service, row_number() OVER (ORDER BY count(*) DESC, service) AS place
        FROM tickets JOIN months ON opened_month = month AND period = getvariable('report') WHERE service IS NOT NULL GROUP BY service
    )
)
SELECT 'tickets.major', getvariable('report'), '{"service":"' || name || '"}', '', '', count(*) FILTER (major), NULL, NULL, count(*) FILTER (major)
FROM tickets JOIN months ON opened_month = month AND period = getvariable('report') JOIN named USING (service) GROUP BY name;

-- The slowest group's median over the fastest's, of groups with twenty records.
INSERT INTO figures
WITH medians AS (
    SELECT json_extract_string(slice, '$.kind') AS kind, value, n FROM figures
    WHERE id = 'tickets.resolution_time' AND period = getvariable('report') AND clock = 'service' AND stat = 'median'
        AND json_extract_string(slice, '$.group') NOT IN ('other', 'not given') AND n >= 20
)
SELECT 'service.consistency', getvariable('report'), '{"kind":"' || kind || '"}', '', 'between_groups', max(value) / min(value),
    max(value), min(value), sum(n)
FROM medians GROUP BY kind HAVING count(*) > 1;

-- Whose language the metrics with targets speak: what the config sets targets for, by the catalogue's focus.
CREATE TEMP TABLE focus (id VARCHAR, focus VARCHAR);
INSERT INTO focus VALUES
    ('change.success_rate', 'hybrid'), ('change.emergency_share', 'it'), ('change.unauthorised_share', 'it'),
    ('work.unplanned_share', 'organisation'), ('tickets.resolution_time', 'it'), ('tickets.resolution_sla', 'it'),
    ('tickets.response_sla', 'it'), ('tickets.first_contact', 'hybrid'), ('tickets.reopen_rate', 'hybrid'),
    ('problem.repeat_rate', 'hybrid'), ('automation.detected_first', 'it'), ('availability.unscheduled_hours', 'hybrid'),
    ('satisfaction.csat', 'organisation'), ('config.coverage', 'it'), ('knowledge.link_rate', 'it'),
    ('maintenance.on_schedule', 'it'), ('patch.compliance', 'it'), ('vulnerability.overdue', 'it'),
    ('assets.past_life_share', 'hybrid'), ('work.enabling_share', 'organisation'), ('projects.on_time', 'hybrid'),
    ('partners.met', 'organisation'), ('goals.on_track', 'organisation'), ('vendors.owned', 'hybrid');
INSERT INTO figures
SELECT 'metrics.focus_mix', getvariable('report'), CASE WHEN focus IS NULL THEN '{}' ELSE '{"focus":"' || focus || '"}' END, '', '',
    count(*), NULL, NULL, count(*)
FROM targets_set LEFT JOIN focus USING (id) GROUP BY GROUPING SETS ((), (focus));
