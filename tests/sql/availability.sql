-- When services were there. A service is to be there in its own hours, else in those of the calendar; on holidays only what
-- is there around the clock. What is not planned counts, overlapping outages of one service once, up to where the data end.

-- The data end where the tickets' or the changes' tool stamped last, whichever is earlier.
SET VARIABLE horizon = (
    SELECT least(
        (SELECT max(greatest(utc(opened_at), utc(resolved_at), utc(closed_at), utc(sys_updated_on))) FROM (
            SELECT opened_at, resolved_at, closed_at, sys_updated_on FROM read_csv(getvariable('folder') || '/incident.csv', all_varchar = true)
            UNION ALL
            SELECT opened_at, resolved_at, closed_at, sys_updated_on FROM read_csv(getvariable('folder') || '/sc_req_item.csv', all_varchar = true))),
        (SELECT max(greatest(utc(opened_at), utc(closed_at), utc(sys_updated_on)))
         FROM read_csv(getvariable('folder') || '/change_request.csv', all_varchar = true))
    )
);

CREATE TEMP TABLE outages AS
SELECT row_number() OVER () AS outage, service, utc(started_at) AS start,
    least(coalesce(utc(ended_at), getvariable('horizon')), getvariable('horizon')) AS stop,
    coalesce(utc(ended_at) <= getvariable('horizon'), false) AS is_over, coalesce(planned = 'true', false) AS planned, ticket_id
FROM read_csv(getvariable('folder') || '/outages.csv', all_varchar = true)
WHERE utc(started_at) < getvariable('horizon') AND (utc(ended_at) IS NULL OR utc(ended_at) >= utc(started_at));

CREATE TEMP TABLE service_register AS
SELECT name, hours, coalesce(monitored = 'true', false) AS monitored, coalesce(core = 'true', false) AS core
FROM read_csv(getvariable('folder') || '/services.csv', all_varchar = true);

-- Where nobody watches, the export is believed for as long after its last time as it was ever silent, in that month.
SET VARIABLE recorded_until = (
    WITH times AS (
        SELECT start AS moment FROM outages UNION ALL SELECT stop FROM outages WHERE is_over
    ), silences AS (
        SELECT moment, moment - lag(moment) OVER (ORDER BY moment) AS silence FROM times
    )
    SELECT least(max(moment) + max(silence), timezone('UTC', timezone(getvariable('zone'), date_trunc('month', local(max(moment))) + INTERVAL 1 MONTH)),
        getvariable('horizon')) FROM silences
);

CREATE TEMP TABLE served_services AS
SELECT name, coalesce(r.hours, 'Mon-Fri 08:00-18:00') AS hours,
    CASE WHEN coalesce(monitored, false) OR name IN (SELECT service FROM outages WHERE NOT is_over) THEN getvariable('horizon')
         ELSE getvariable('recorded_until') END AS known_until
FROM (SELECT name FROM service_register UNION SELECT service FROM outages) n LEFT JOIN service_register r USING (name);

-- The spans in which each service is to be there.
CREATE TEMP TABLE agreed_spans AS
WITH weekdays AS (
    SELECT unnest(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']) AS weekday, unnest(range(1, 8)) AS dow
), parts AS (
    SELECT name, trim(unnest(string_split(CASE hours WHEN '24x7' THEN 'Mon-Sun 00:00-24:00' ELSE hours END, ','))) AS part,
        hours = '24x7' AS always
    FROM served_services
), written AS (
    SELECT name, always, string_split(string_split(part, ' ')[1], '-') AS named, string_split(string_split(part, ' ')[2], '-') AS times FROM parts
), clocked AS (
    SELECT name, always, f.dow AS first_day, t.dow AS last_day,
        list_transform(times, lambda clock: 60 * string_split(clock, ':')[1]::INT + string_split(clock, ':')[2]::INT) AS minutes
    FROM written JOIN weekdays f ON f.weekday = named[1] JOIN weekdays t ON t.weekday = named[-1]
)
SELECT name, timezone('UTC', timezone(getvariable('zone'), day + to_minutes(minutes[1]))) AS start,
    timezone('UTC', timezone(getvariable('zone'), day + to_minutes(minutes[2]))) AS stop
FROM clocked JOIN days ON isodow(day) BETWEEN first_day AND last_day
    -- The calendar's days off on which it would be open.
    AND (always OR is_open OR isodow(day) > 5)
WHERE day BETWEEN DATE '2024-10-01' AND DATE '2026-12-01';

-- Overlapping or touching outages as one.
CREATE TEMP MACRO islands(rows_of) AS TABLE
    WITH marked AS (
        SELECT service, start, stop, is_over, coalesce(start > max(stop) OVER (PARTITION BY service ORDER BY start, stop
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true)::INT AS is_new
        FROM query_table(rows_of)
    ), numbered AS (
        SELECT *, sum(is_new) OVER (PARTITION BY service ORDER BY start, stop) AS island FROM marked
    )
    SELECT service, island, min(start) AS start, max(stop) AS stop, bool_and(is_over) AS is_over FROM numbered GROUP BY ALL;
CREATE TEMP TABLE unplanned AS SELECT * FROM outages WHERE NOT planned;
CREATE TEMP TABLE interruptions AS
SELECT i.*, (SELECT sum(seconds(least(i.stop, a.stop), greatest(i.start, a.start))) FROM agreed_spans a
    WHERE a.name = i.service AND a.start < i.stop AND i.start < a.stop) AS agreed_lost
FROM islands('unplanned') i;

-- A service and month: what was agreed, what was lost, what failed.
CREATE TEMP TABLE service_months AS
WITH known AS (
    SELECT name, known_until, m.month, m.period, m.first, least(m.next, known_until) AS until FROM served_services, months m
), agreed AS (
    SELECT k.name, k.month, coalesce(sum(seconds(least(a.stop, k.until), greatest(a.start, k.first))) FILTER (a.start < k.until AND a.stop > k.first), 0)::BIGINT AS agreed
    FROM known k LEFT JOIN agreed_spans a ON a.name = k.name AND a.start < k.until AND a.stop > k.first GROUP BY ALL
), lost AS (
    SELECT k.name, k.month, sum(seconds(least(a.stop, k.until, i.stop), greatest(a.start, k.first, i.start)))::BIGINT AS down
    FROM known k JOIN interruptions i ON i.service = k.name AND i.start < k.until AND i.stop > k.first
    JOIN agreed_spans a ON a.name = k.name AND a.start < least(k.until, i.stop) AND a.stop > greatest(k.first, i.start)
    GROUP BY ALL
), failed AS (
    SELECT k.name, k.month, count(*) AS failures FROM known k
    JOIN interruptions i ON i.service = k.name AND i.start >= k.first AND i.start < k.until AND i.agreed_lost > 0 GROUP BY ALL
)
SELECT k.name, k.month, k.period, k.first < k.until AS is_known, agreed, coalesce(down, 0) AS down, coalesce(failures, 0) AS failures
FROM known k JOIN agreed USING (name, month) LEFT JOIN lost USING (name, month) LEFT JOIN failed USING (name, month);

-- Of more than twelve services those that were down longest in the year are named.
CREATE TEMP TABLE named_services AS
WITH ranked AS (
    SELECT name, row_number() OVER (ORDER BY sum(down + 1) DESC, name) AS place FROM service_months
    WHERE month > (SELECT month - INTERVAL 12 MONTH FROM months WHERE period = getvariable('report')) AND month <= (SELECT month FROM months WHERE period = getvariable('report'))
    GROUP BY name
)
SELECT name, CASE WHEN place <= 12 THEN name ELSE 'other' END AS shown FROM ranked;

CREATE TEMP TABLE service_figures AS
SELECT '{}' AS slice, * FROM service_months
UNION ALL
SELECT '{"service":"' || shown || '"}', m.* FROM service_months m JOIN named_services USING (name);

INSERT INTO figures
WITH sums AS (
    SELECT slice, month, period, sum(agreed) FILTER (is_known) AS agreed, sum(agreed - down) FILTER (is_known) AS up,
        sum(down) FILTER (is_known) AS down, sum(failures) FILTER (is_known) AS failures, count(*) FILTER (is_known) AS services
    FROM service_figures GROUP BY ALL
), years AS (
    -- Fewer months are none of twelve.
    SELECT s.slice, s.month, CASE WHEN count(DISTINCT y.month) = 12 THEN sum(y.down) / 3600.0 END AS hours, sum(y.failures) AS failures
    FROM sums s JOIN sums y ON y.slice = s.slice AND y.month > s.month - INTERVAL 12 MONTH AND y.month <= s.month GROUP BY ALL
)
SELECT f.id, period, slice, f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums JOIN years USING (slice, month), unnest([
    {'id': 'availability.rate', 'clock': '', 'stat': '', 'value': up / nullif(agreed, 0)::DOUBLE, 'part': up::DOUBLE, 'whole': agreed::DOUBLE,
     'n': services},
    amount('availability.unscheduled_hours', '', hours, years.failures),
    amount('availability.unscheduled_hours', 'in_period', down / 3600.0, sums.failures),
    {'id': 'availability.mtbf', 'clock': '', 'stat': '', 'value': up / 3600.0 / nullif(sums.failures, 0), 'part': up::DOUBLE,
     'whole': sums.failures::DOUBLE, 'n': sums.failures}
]) AS u(f) WHERE slice = '{}' OR period = getvariable('report');

-- How long what failed in a month took to come back; what is still down is none of it.
INSERT INTO figures
WITH failures AS (
    SELECT month_of(start) AS month, unnest(['{}', '{"service":"' || service || '"}']) AS slice, agreed_lost, seconds(stop, start) AS wall
    FROM interruptions WHERE agreed_lost > 0 AND is_over
)
SELECT 'availability.mtrs', period, slice, clock, '', CASE clock WHEN 'wall' THEN avg(wall) ELSE avg(agreed_lost) END, NULL, NULL, count(*)
FROM failures JOIN months USING (month), unnest(['service', 'wall']) AS c(clock)
WHERE slice = '{}' OR period = getvariable('report') GROUP BY period, slice, clock;

-- The time for which major incidents kept services down, where an outage names them.
CREATE TEMP TABLE of_major AS
SELECT * FROM unplanned WHERE ticket_id IN (SELECT number FROM tickets WHERE major);
INSERT INTO figures
WITH parts AS (
    SELECT m.period, i.service, sum(seconds(least(i.stop, m.next), greatest(i.start, m.first))) AS down
    FROM islands('of_major') i JOIN months m ON i.start < m.next AND i.stop > m.first GROUP BY ALL
)
SELECT 'tickets.major', m.period, '{}', '', 'downtime', coalesce(sum(down), 0), NULL, NULL, count(down)
FROM months m LEFT JOIN parts USING (period) GROUP BY ALL
UNION ALL
SELECT 'tickets.major', period, '{"service":"' || service || '"}', '', 'downtime', down, NULL, NULL, 1 FROM parts WHERE period = getvariable('report');

-- What there is: tickets and changes that name a service or an asset of a register.
INSERT INTO figures
WITH records AS (
    SELECT opened_month AS month, service, asset FROM tickets
    UNION ALL
    SELECT month_of(utc(opened_at)), business_service, nullif(cmdb_ci, '') FROM (
        FROM read_csv(getvariable('folder') || '/change_request.csv', all_varchar = true)
        QUALIFY row_number() OVER (PARTITION BY number ORDER BY utc(sys_updated_on) DESC) = 1
    ) WHERE state <> 'Canceled'
), assets_known AS (
    SELECT id FROM read_csv(getvariable('folder') || '/assets.csv', all_varchar = true)
)
SELECT f.id, period, '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n FROM (
    SELECT month, count(*) AS n,
        count(*) FILTER (service IN (SELECT name FROM service_register) OR asset IN (FROM assets_known)) AS known
    FROM records GROUP BY month
) JOIN months USING (month), unnest([share('config.coverage', '', known, n)]) AS u(f);

-- Restore tests of twelve months. The months begin with the first of which the export holds its first three working days.
CREATE TEMP TABLE restore_tests AS
SELECT service, utc("at") AS tested, passed = 'true' AS passed, month_of(utc("at")) AS month
FROM read_csv(getvariable('folder') || '/continuity.csv', all_varchar = true) WHERE kind = 'restore_test';
SET VARIABLE continuity_begins = (
    WITH first AS (
        SELECT min(local(utc("at")))::DATE AS day FROM read_csv(getvariable('folder') || '/continuity.csv', all_varchar = true)
    ), third AS (
        SELECT day FROM days WHERE is_open AND day >= (SELECT date_trunc('month', day) FROM first) ORDER BY day LIMIT 1 OFFSET 2
    )
    SELECT (date_trunc('month', first.day) + CASE WHEN first.day > third.day THEN INTERVAL 1 MONTH ELSE INTERVAL 0 MONTH END)::DATE FROM first, third
);
INSERT INTO figures
WITH sums AS (
    SELECT m.period, unnest(['{}', '{"service":"' || service || '"}']) AS slice, passed
    FROM months m JOIN restore_tests t ON t.month > m.month - INTERVAL 12 MONTH AND t.month <= m.month AND t.month >= getvariable('continuity_begins')
)
SELECT f.id, period, slice, f.clock, f.stat, f.value, f.part, f.whole, f.n FROM (
    SELECT period, slice, count(*) FILTER (passed) AS passed, count(passed) AS done FROM sums
    WHERE slice = '{}' OR period = getvariable('report') GROUP BY ALL
), unnest([share('continuity.restore_tests', '', passed, done)]) AS u(f);
INSERT INTO figures
WITH tests AS (
    SELECT unnest(['{}', '{"service":"' || service || '"}']) AS slice, tested FROM restore_tests
)
SELECT 'continuity.restore_tests', period, slice, '', 'days_since', days, days, 1, 1 FROM (
    SELECT m.period, slice,
        date_diff('day', local(max(tested))::DATE, local(least(m.next, getvariable('horizon')) - INTERVAL 1 SECOND)::DATE) AS days
    FROM months m JOIN tests ON tested < least(m.next, getvariable('horizon'))
    WHERE m.month >= getvariable('continuity_begins') GROUP BY m.period, m.next, slice
) WHERE slice = '{}' OR period = getvariable('report');

-- Services that passed one in the year, of all in the register; of more than twelve those are named that passed none, and of
-- these what the organisation cannot work without.
INSERT INTO figures
WITH tested_services AS (
    SELECT name, core, name IN (SELECT service FROM restore_tests, months m WHERE passed AND m.period = getvariable('report')
        AND restore_tests.month > m.month - INTERVAL 12 MONTH AND tested < least(m.next, getvariable('horizon'))) AS tested
    FROM service_register
), register AS (
    SELECT *, CASE WHEN row_number() OVER (ORDER BY tested, core DESC, name) <= 12 THEN name ELSE 'other' END AS shown FROM tested_services
), sums AS (
    SELECT unnest(['{}', '{"service":"' || shown || '"}']) AS slice, tested FROM register
)
SELECT f.id, getvariable('report'), slice, f.clock, f.stat, f.value, f.part, f.whole, f.n FROM (
    SELECT slice, count(*) FILTER (tested) AS tested, count(*) AS services FROM sums GROUP BY slice
), unnest([share('continuity.coverage', '', tested, services)]) AS u(f);

-- Risks that were open at the end of each month; days are days of the report's zone. Before the first there was no register.
INSERT INTO figures
WITH risks AS (
    SELECT id, title, rating, opened_at::TIMESTAMP AS opened, closed_at::TIMESTAMP AS closed, accepted_until::TIMESTAMP + INTERVAL 86399 SECOND AS accepted
    FROM read_csv(getvariable('folder') || '/risks.csv', all_varchar = true)
), ends AS (
    SELECT period, local(least(next, getvariable('horizon') + INTERVAL 1 SECOND)) AS until FROM months
    WHERE month >= (SELECT date_trunc('month', min(opened)) FROM risks)
), open AS (
    SELECT period, title, rating, coalesce(accepted < until, FALSE) AS overdue FROM ends JOIN risks ON opened < until AND (closed IS NULL OR closed >= until)
), sums AS (
    SELECT period, '{}' AS slice, count(rating) AS n, count(*) FILTER (overdue) AS overdue FROM ends LEFT JOIN open USING (period) GROUP BY period
    UNION ALL
    SELECT period, '{"rating":"' || rating || '"}', count(*), NULL FROM open GROUP BY period, rating
    UNION ALL
    -- The gravest twelve by name: the highest rating first, and of one rating what is overdue.
    SELECT period, json_object('rating', rating, 'open_risk', shown)::VARCHAR, count(*), count(*) FILTER (overdue) FROM (
        SELECT *, if(row_number() OVER (ORDER BY rating DESC, overdue DESC, title) <= 12, title, 'other') AS shown
        FROM open WHERE period = getvariable('report')
    ) GROUP BY period, rating, shown
)
SELECT f.id, period, slice, f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    amount('risks.open', '', n, n),
    CASE WHEN overdue IS NOT NULL THEN amount('risks.overdue', '', overdue, overdue) END
]) AS u(f) WHERE f IS NOT NULL;

-- Security incidents as they are opened, and how long they took.
CREATE TEMP TABLE security_incidents AS
SELECT t.* FROM tickets t WHERE kind = 'incident' AND number IN (
    SELECT number FROM read_csv(getvariable('folder') || '/incident.csv', all_varchar = true)
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY utc(sys_updated_on) DESC, sys_mod_count::INT DESC) = 1 AND u_security = 'true'
);
INSERT INTO figures
SELECT 'security.incidents', m.period, '{}', '', '', count(number), NULL, NULL, count(number)
FROM months m LEFT JOIN security_incidents s ON s.opened_month = m.month GROUP BY m.period;
INSERT INTO figures
SELECT 'security.containment', period, '{}', clock, '', CASE clock WHEN 'wall' THEN wall ELSE service END, NULL, NULL, n FROM (
    SELECT done_month AS month, median(took) AS wall, median(took_service) AS service, count(took) AS n
    FROM security_incidents WHERE done IS NOT NULL GROUP BY done_month
) JOIN months USING (month), unnest(['service', 'wall']) AS c(clock);
INSERT INTO figures
SELECT 'security.incidents', getvariable('report'), '{"service":"' || name || '"}', '', '', count(s.number), NULL, NULL, count(s.number)
FROM tickets t JOIN months m ON t.opened_month = m.month AND m.period = getvariable('report')
JOIN words ON population = 'opened' AND dim = 'service' AND NOT by_kind AND word = t.service
LEFT JOIN security_incidents s ON s.number = t.number AND s.kind = t.kind GROUP BY name;
