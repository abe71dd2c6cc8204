-- Where the hours go: what was booked, what projects ask for, the team as a team, and maintenance against its plan.

-- Bookings on days of the report's zone.
CREATE TEMP TABLE booked AS
SELECT date_trunc('month', date::DATE)::DATE AS month, nullif(person, '') AS person, minutes::BIGINT AS minutes, activity,
    planned::BOOLEAN AS planned, purpose, out_of_hours::BOOLEAN AS out_of_hours, outsourced::BOOLEAN AS outsourced,
    nullif(goal_id, '') AS goal
FROM read_csv(getvariable('folder') || '/worklog.csv', all_varchar = true);

-- [rules] preventive_activities of the sample; no booking names a change.
CREATE TEMP TABLE preventive_activities AS SELECT unnest(['Maintenance', 'Problem review']) AS activity;

CREATE TEMP TABLE hours_of AS
SELECT month, sum(minutes) AS minutes, count(*) AS n,
    sum(minutes) FILTER (NOT planned) AS unplanned, sum(minutes) FILTER (planned) AS planned,
    sum(minutes) FILTER (planned IS NOT NULL) AS marked, count(planned) AS n_marked,
    coalesce(sum(minutes) FILTER (purpose IN ('grow', 'transform')), 0) AS enabling,
    sum(minutes) FILTER (purpose IS NOT NULL) AS with_purpose, count(purpose) AS n_purpose,
    coalesce(sum(minutes) FILTER (activity IN (FROM preventive_activities)), 0) AS preventive,
    coalesce(sum(minutes) FILTER (goal IS NOT NULL), 0) AS aligned,
    coalesce(sum(minutes) FILTER (outsourced), 0) AS outsourced,
    sum(minutes) FILTER (outsourced IS NOT NULL) AS with_doer, count(outsourced) AS n_doer,
    coalesce(sum(minutes) FILTER (out_of_hours), 0) AS late, sum(minutes) FILTER (out_of_hours IS NOT NULL) AS with_time,
    count(out_of_hours) AS n_time, count(DISTINCT person) AS persons
FROM booked GROUP BY month;

CREATE TEMP MACRO hours(id, stat, part, whole, n) AS
    {'id': id, 'clock': '', 'stat': stat, 'value': part / 60.0::DOUBLE, 'part': part::DOUBLE, 'whole': whole::DOUBLE, 'n': n::BIGINT};
CREATE TEMP MACRO minutes_share(id, part, whole, n) AS
    {'id': id, 'clock': '', 'stat': '', 'value': part / whole::DOUBLE, 'part': part::DOUBLE, 'whole': whole::DOUBLE, 'n': n::BIGINT};

-- Against the month before: shares of as many hours as there are now.
INSERT INTO figures
WITH beside AS (
    SELECT *, unplanned / marked::DOUBLE AS share, lag(unplanned / marked::DOUBLE) OVER months AS share_before,
        enabling / with_purpose::DOUBLE AS enabling_share, lag(enabling / with_purpose::DOUBLE) OVER months AS enabling_before
    FROM hours_of WINDOW months AS (ORDER BY month)
)
SELECT f.id, period, '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n FROM beside JOIN months USING (month), unnest([
    minutes_share('work.unplanned_share', unplanned, marked, n_marked),
    hours('work.execution_capacity', '', planned, marked, n_marked),
    hours('work.hours', '', minutes, minutes, n),
    minutes_share('work.enabling_share', enabling, with_purpose, n_purpose),
    amount('work.enabling_share', 'moved', (enabling_share - enabling_before) * with_purpose / 60, n_purpose),
    amount('work.bandwidth_freed', '', (share_before - share) * marked / 60, n_marked),
    hours('work.reactive_preventive', 'reactive', unplanned, marked, n_marked),
    hours('work.reactive_preventive', 'preventive', preventive, minutes, n),
    minutes_share('work.aligned_share', aligned, minutes, n),
    minutes_share('work.outsourced_share', outsourced, with_doer, n_doer),
    CASE WHEN persons >= 5 THEN minutes_share('team.out_of_hours_share', late, with_time, n_time) END
]) AS u(f) WHERE f IS NOT NULL;

INSERT INTO figures
SELECT 'work.hours', period, '{"purpose":"' || purpose || '"}', '', '', sum(minutes) / 60.0, sum(minutes), sum(minutes), count(*)
FROM booked JOIN months USING (month) GROUP BY ALL;

-- Activities of the report's month: the largest twelve of those with five persons; what is folded is never alone, nor of fewer.
INSERT INTO figures
WITH now AS (
    SELECT * FROM booked JOIN months USING (month) WHERE period = getvariable('report') AND activity IS NOT NULL
), counted AS (
    SELECT activity, count(*) AS records, count(DISTINCT person) >= 5 AS shown FROM now GROUP BY activity
), placed AS (
    SELECT *, row_number() OVER (ORDER BY shown DESC, records DESC, activity) AS place, least(count(*) FILTER (shown) OVER (), 12) AS kept,
        count(*) OVER () AS all_activities
    FROM counted
), few AS (
    SELECT any_value(all_activities - kept) = 1 OR count(DISTINCT person) BETWEEN 0 AND 4 AS one_more
    FROM now JOIN placed USING (activity) WHERE place > kept
), named AS (
    SELECT activity, if(place <= kept - coalesce((SELECT one_more AND place > 0 FROM few), false)::INT, activity, 'other') AS name FROM placed
)
SELECT 'work.hours', getvariable('report'), '{"activity":"' || name || '"}', '', '', sum(minutes) / 60.0, sum(minutes), sum(minutes), count(*)
FROM now JOIN named USING (activity) GROUP BY name;

-- Plans of projects, spread over their days; none after the day on which a project ended.
INSERT INTO figures
WITH plans AS (
    SELECT (effort_hours_needed::DOUBLE * 60)::BIGINT AS minutes, planned_start::DATE AS from_day, planned_end::DATE AS to_day,
        try_cast(ended_at AS DATE) AS ended
    FROM read_csv(getvariable('folder') || '/projects.csv', all_varchar = true)
    WHERE effort_hours_needed <> '' AND planned_start::DATE <= planned_end::DATE AND coalesce(state, '') NOT IN ('cancelled', 'duplicate')
        AND NOT (coalesce(state, '') IN ('resolved', 'closed') AND coalesce(ended_at, '') = '')
), touched AS (
    SELECT month, period, minutes, to_day - from_day + 1 AS days,
        least(to_day, coalesce(ended, to_day), (month + INTERVAL 1 MONTH)::DATE - 1) - greatest(from_day, month) + 1 AS inside
    FROM plans CROSS JOIN months
), needed AS (
    SELECT month, period, coalesce(sum((minutes * inside * 2 + days) // (days * 2)) FILTER (inside > 0), 0) AS minutes,
        count(*) FILTER (inside > 0) AS n
    FROM touched GROUP BY ALL
)
SELECT f.id, period, '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n FROM needed d JOIN hours_of h USING (month), unnest([
    amount('work.demand', 'needed', d.minutes / 60.0, d.n),
    amount('work.demand', '', d.minutes / h.planned::DOUBLE, least(d.n, h.n_marked))
]) AS u(f);

-- Changes and tickets with a vendor, and those without.
INSERT INTO figures
WITH vendors AS (
    SELECT number, nullif(vendor, '') IS NOT NULL AS outsourced FROM read_csv(getvariable('folder') || '/change_request.csv')
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY utc(sys_updated_on) DESC) = 1
), outcomes AS (
    SELECT 'success' AS what, done_month AS month, outsourced, good AS well FROM changes JOIN vendors USING (number) WHERE judged
    UNION ALL
    SELECT 'in_time', done_month, vendor <> 'not given', met FROM tickets WHERE met IS NOT NULL
)
SELECT 'work.outsourced_share', period, '{}', '', if(outsourced, 'outsourced_', 'internal_') || what, avg(well::INT), count(*) FILTER (well),
    count(*), count(*)
FROM outcomes JOIN months USING (month) GROUP BY ALL;

-- Interruptions: each person of a month has its working days.
INSERT INTO figures
WITH workdays AS (
    SELECT date_trunc('month', day)::DATE AS month, count(*) FILTER (is_open) AS days FROM days GROUP BY 1
), opened AS (
    SELECT opened_month AS month, count(*) AS incidents FROM tickets WHERE kind = 'incident' GROUP BY 1
)
SELECT 'team.interruptions', period, '{}', '', '', incidents / (persons * days)::DOUBLE, incidents, persons * days, persons
FROM hours_of JOIN workdays USING (month) JOIN opened USING (month) JOIN months USING (month) WHERE persons >= 5;

-- The team's own survey asks one question.
INSERT INTO figures
WITH answers AS (
    SELECT month_of(utc("at")) AS month, round(score::DOUBLE * 500 / coalesce(try_cast(scale_max AS DOUBLE), 5)) AS hundredths
    FROM read_csv(getvariable('folder') || '/surveys.csv', all_varchar = true)
    WHERE instrument = 'team' AND score <> '' AND score::DOUBLE <= coalesce(try_cast(scale_max AS DOUBLE), 5)
)
SELECT 'team.wellbeing', period, '{}', '', '', avg(hundredths) / 100, sum(hundredths), count(*), count(*)
FROM answers JOIN months USING (month) GROUP BY ALL HAVING count(*) >= 5;

-- Preventive changes by when they were planned to end: done by then, undone after it, or not known.
CREATE TEMP TABLE maintenance AS
WITH raw AS (
    SELECT number, utc(end_date) AS planned_end, utc(work_end) AS ended, utc(closed_at) AS closed, state, business_service AS service,
        u_preventive::BOOLEAN AS preventive
    FROM read_csv(getvariable('folder') || '/change_request.csv')
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY utc(sys_updated_on) DESC) = 1
), horizon AS (
    SELECT least(
        (SELECT max(utc(sys_updated_on)) FROM read_csv(getvariable('folder') || '/change_request.csv')),
        (SELECT max(utc(sys_updated_on)) FROM read_csv([getvariable('folder') || '/incident.csv', getvariable('folder') || '/sc_req_item.csv'], union_by_name = true))
    ) AS until
)
SELECT month_of(planned_end) AS month, service, preventive,
    CASE WHEN ended IS NOT NULL THEN ended <= planned_end WHEN closed IS NULL AND planned_end <= until THEN false END AS kept
FROM raw, horizon WHERE state <> 'Canceled' AND planned_end IS NOT NULL;

INSERT INTO figures
SELECT 'maintenance.on_schedule', period, '{}', '', '', avg(kept::INT), count(*) FILTER (kept), count(kept), count(kept)
FROM maintenance JOIN months USING (month) WHERE preventive GROUP BY ALL;

INSERT INTO figures
WITH now AS (
    SELECT * FROM maintenance JOIN months USING (month) WHERE period = getvariable('report') AND service IS NOT NULL
), placed AS (
    SELECT service, row_number() OVER (ORDER BY count(*) DESC, service) AS place FROM now GROUP BY service
)
SELECT 'maintenance.on_schedule', getvariable('report'), '{"service":"' || if(place <= 12, service, 'other') || '"}', '', '',
    avg(kept::INT), count(*) FILTER (kept), count(kept), count(kept)
FROM now JOIN placed USING (service) WHERE preventive GROUP BY ALL;
