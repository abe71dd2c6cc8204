-- The figures of the sample organisation in DuckDB, from the same exports and by the same rules as boardpack: the other
-- side of the bench, and an independent check. It leaves them in `figures` (id, period, slice, clock, stat, value, part,
-- whole, n): durations in seconds, ratios 0 to 1, stat and clock '' where the measure has one number.
--
-- The folder of the exports is the variable `folder`:  SET VARIABLE folder = 'sample-data/exports';
-- The zone, the service hours, the agreed times and the users are those of sample-data/boardpack.toml.

SET VARIABLE zone = 'America/Chicago';
SET VARIABLE users = 2400;
SET VARIABLE report = '2026-10';

CREATE TEMP MACRO utc(cell) AS try_cast(cell AS TIMESTAMP);
CREATE TEMP MACRO local(instant) AS timezone(getvariable('zone'), timezone('UTC', instant));
CREATE TEMP MACRO month_of(instant) AS (date_trunc('month', local(instant)))::DATE;
CREATE TEMP MACRO seconds(later, earlier) AS (epoch_ms(later) - epoch_ms(earlier)) // 1000;

-- A figure each way: one number, a share, the statistics of a spread.
CREATE TEMP MACRO amount(id, stat, value, n) AS
    {'id': id, 'clock': '', 'stat': stat, 'value': value::DOUBLE, 'part': NULL::DOUBLE, 'whole': NULL::DOUBLE, 'n': n::BIGINT};
CREATE TEMP MACRO share(id, stat, part, whole) AS
    {'id': id, 'clock': '', 'stat': stat, 'value': part::DOUBLE / nullif(whole, 0), 'part': part::DOUBLE,
     'whole': whole::DOUBLE, 'n': whole::BIGINT};
CREATE TEMP MACRO timed(id, clock, stat, value, n) AS
    {'id': id, 'clock': clock, 'stat': stat, 'value': value::DOUBLE, 'part': NULL::DOUBLE, 'whole': NULL::DOUBLE, 'n': n::BIGINT};

CREATE TEMP TABLE figures (
    id VARCHAR, period VARCHAR, slice VARCHAR, clock VARCHAR, stat VARCHAR, value DOUBLE, part DOUBLE, whole DOUBLE, n BIGINT
);

-- Days with the service hours before them, Mon-Fri 08:00-18:00 without holidays.
CREATE TEMP TABLE days AS
SELECT day, is_open, (coalesce(sum(is_open::INT) OVER (ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
    * 36000)::BIGINT AS before
FROM (
    SELECT range::DATE AS day, isodow(range) <= 5 AND range::DATE NOT IN (
        '2024-11-28', '2024-12-25', '2025-01-01', '2025-01-20', '2025-05-26', '2025-06-19', '2025-07-04', '2025-09-01',
        '2025-11-27', '2025-12-25', '2026-01-01', '2026-01-19', '2026-05-25', '2026-06-19', '2026-07-03', '2026-09-07',
        '2026-11-26', '2026-12-25') AS is_open
    FROM range(DATE '2024-01-01', DATE '2027-12-31', INTERVAL 1 DAY)
);
-- Seconds of service up to a local time, on its day.
CREATE TEMP MACRO served(before, is_open, at_local) AS
    before + CASE WHEN is_open THEN greatest(0, least(36000, epoch_ms(at_local::TIME) // 1000 - 28800)) ELSE 0 END;

CREATE TEMP TABLE targets (priority INT, response BIGINT, resolution BIGINT);
INSERT INTO targets VALUES (1, 1800, 14400), (2, 3600, 28800), (3, 14400, 72000), (4, 28800, 144000), (5, 36000, 288000);

-- Months of the series: first instant, and the first of the next.
CREATE TEMP TABLE months AS
SELECT range::DATE AS month, strftime(range, '%Y-%m') AS period,
       timezone('UTC', timezone(getvariable('zone'), range)) AS first,
       timezone('UTC', timezone(getvariable('zone'), range + INTERVAL 1 MONTH)) AS next
FROM range(TIMESTAMP '2024-11-01', TIMESTAMP '2026-11-01', INTERVAL 1 MONTH);

-- Tickets: rows without an opening time are set aside; of several rows of a number the latest stands; cancelled and
-- duplicate ones are left out of everything.
CREATE TEMP TABLE tickets AS
WITH raw AS (
    SELECT number, opened_at, u_first_response_at, resolved_at, closed_at, sys_updated_on, sys_mod_count, state, priority,
        category, subcategory, business_service, cmdb_ci, assignment_group, u_first_group, "caller_id.department",
        contact_type, reassignment_count, reopen_count, made_sla, u_escalated_at, u_automated, u_first_contact,
        u_effort_minutes, assigned_to, vendor, caused_by, u_major, 'incident' AS kind
    FROM read_csv(getvariable('folder') || '/incident.csv')
    UNION ALL
    SELECT number, opened_at, u_first_response_at, resolved_at, closed_at, sys_updated_on, sys_mod_count, state, priority,
        category, subcategory, business_service, cmdb_ci, assignment_group, u_first_group, "caller_id.department",
        contact_type, reassignment_count, reopen_count, made_sla, u_escalated_at, u_automated, u_first_contact,
        u_effort_minutes, assigned_to, vendor, NULL, NULL, 'request'
    FROM read_csv(getvariable('folder') || '/sc_req_item.csv')
), typed AS (
    SELECT number, kind, utc(opened_at) AS opened, utc(u_first_response_at) AS responded,
        coalesce(utc(resolved_at), utc(closed_at)) AS done, utc(u_escalated_at) AS escalated,
        state, left(priority, 1)::INT AS priority, category, business_service AS service, assignment_group AS grp,
        "caller_id.department" AS persona, nullif(cmdb_ci, '') AS asset, coalesce(nullif(vendor, ''), 'not given') AS vendor,
        coalesce(nullif(cmdb_ci, ''), business_service || '|' || subcategory) AS repeat_key,
        CASE lower(contact_type) WHEN 'self-service' THEN 'portal' WHEN 'walk-in' THEN 'walk_up' ELSE lower(contact_type) END AS channel,
        reassignment_count::INT AS reassignments, reopen_count::INT AS reopens, made_sla::BOOLEAN AS met,
        u_first_group = assignment_group AS right_first, u_automated::BOOLEAN AS automated,
        u_first_contact::BOOLEAN AS first_contact, u_effort_minutes::BIGINT AS effort, nullif(assigned_to, '') AS person,
        nullif(caused_by, '') AS caused_by,
        u_major::BOOLEAN AS major
    FROM raw WHERE utc(opened_at) IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY number, kind ORDER BY utc(sys_updated_on) DESC, sys_mod_count::INT DESC) = 1
)
SELECT t.*, month_of(t.opened) AS opened_month, month_of(t.done) AS done_month, month_of(t.responded) AS responded_month,
    t.done IS NULL AND t.state IN ('Closed', 'Resolved', 'Closed Complete') AS end_unknown,
    CASE WHEN t.done >= t.opened THEN seconds(t.done, t.opened) END AS took,
    CASE WHEN t.responded >= t.opened THEN seconds(t.responded, t.opened) END AS waited,
    served(o.before, o.is_open, local(t.opened)) AS opened_served,
    CASE WHEN t.done >= t.opened THEN served(d.before, d.is_open, local(t.done)) - opened_served END AS took_service,
    CASE WHEN t.responded >= t.opened THEN served(r.before, r.is_open, local(t.responded)) - opened_served END AS waited_service,
    s.resolution AS resolution_target, s.response AS response_target
FROM typed t
LEFT JOIN days o ON o.day = local(t.opened)::DATE
LEFT JOIN days d ON d.day = local(t.done)::DATE
LEFT JOIN days r ON r.day = local(t.responded)::DATE
LEFT JOIN targets s ON s.priority = t.priority
WHERE t.state NOT IN ('Canceled', 'Closed Skipped', 'Duplicate');

-- Changes: implemented means ended or closed, and not cancelled; a word that no map knows is no outcome.
CREATE TEMP TABLE changes AS
WITH typed AS (
    SELECT number, utc(opened_at) AS opened, utc(u_approved_at) AS approved, utc(end_date) AS planned_end,
        utc(work_start) AS started, utc(work_end) AS ended, coalesce(utc(work_end), utc(closed_at)) AS done,
        lower(type) AS type, CASE lower(risk) WHEN 'moderate' THEN 'medium' ELSE lower(risk) END AS risk, state,
        CASE close_code WHEN 'successful' THEN 'successful' WHEN 'successful_issues' THEN 'successful_with_issues'
            WHEN 'unsuccessful' THEN 'failed' WHEN 'Backed out' THEN 'backed_out' END AS outcome,
        unauthorized::BOOLEAN AS unauthorised, business_service AS service, cmdb_ci AS asset, category, assignment_group AS grp,
        assigned_to AS person,
        u_preventive::BOOLEAN AS preventive, u_automated::BOOLEAN AS automated, nullif(u_fixes_change, '') AS fixes_change,
        u_effort_minutes::BIGINT AS effort
    FROM read_csv(getvariable('folder') || '/change_request.csv')
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY utc(sys_updated_on) DESC) = 1
), caused AS (
    SELECT caused_by, CASE WHEN bool_and(done IS NOT NULL) THEN max(done) END AS recovered FROM tickets WHERE caused_by IS NOT NULL GROUP BY caused_by
)
SELECT c.*, month_of(c.done) AS done_month, k.caused_by IS NOT NULL AS caused, k.recovered,
    outcome = 'successful' AS good, outcome = 'successful' AND c.ended <= c.planned_end AND NOT c.unauthorised
        AND k.caused_by IS NULL AS strictly_good,
    c.outcome IS NOT NULL AS judged
FROM typed c LEFT JOIN caused k ON k.caused_by = c.number
WHERE c.state <> 'Canceled' AND c.done IS NOT NULL;

-- The change that an incident is suspected to come from: the last one before it on its service or its asset, within 72 h;
-- of several that ended in one second the last by number.
CREATE TEMP TABLE suspected AS
WITH incidents AS (
    SELECT number, opened, service, asset FROM tickets WHERE kind = 'incident'
), on_service AS (
    SELECT service, done, max(number) AS number FROM changes GROUP BY ALL
), on_asset AS (
    SELECT asset, done, max(number) AS number FROM changes GROUP BY ALL
), near AS (
    SELECT i.number AS incident, i.opened, c.number AS change, c.done FROM incidents i
    ASOF JOIN on_service c ON c.service = i.service AND c.done <= i.opened
    UNION ALL
    SELECT i.number, i.opened, c.number, c.done FROM incidents i
    ASOF JOIN on_asset c ON c.asset = i.asset AND c.done <= i.opened
)
SELECT DISTINCT first(change ORDER BY done DESC, change DESC) AS change
FROM near WHERE seconds(opened, done) <= 72 * 3600 GROUP BY incident;
ALTER TABLE changes ADD COLUMN suspect BOOLEAN;
UPDATE changes SET suspect = number IN (FROM suspected);

CREATE TEMP MACRO ticket_slice(kind, priority) AS
    CASE WHEN priority IS NOT NULL THEN '{"kind":"' || kind || '","priority":' || priority || '}'
         WHEN kind IS NOT NULL THEN '{"kind":"' || kind || '"}' ELSE '{}' END;

-- Tickets as they are opened.
CREATE TEMP TABLE inflow AS
SELECT opened_month AS month, kind, priority, count(*) AS opened, count(*) FILTER (major) AS major,
    count(*) FILTER (kind = 'incident' AND channel = 'monitoring') AS detected, count(*) FILTER (kind = 'incident') AS incidents
FROM tickets GROUP BY GROUPING SETS ((month), (month, kind), (month, kind, priority));

INSERT INTO figures
SELECT f.id, period, ticket_slice(kind, priority), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM inflow JOIN months USING (month), unnest([
    amount('tickets.opened', '', opened, opened),
    {'id': 'tickets.per_user', 'clock': '', 'stat': '', 'value': opened * 100.0 / getvariable('users'), 'part': opened::DOUBLE,
     'whole': getvariable('users')::DOUBLE, 'n': opened},
    CASE WHEN kind IS NULL THEN amount('tickets.major', '', major, major) END,
    CASE WHEN kind IS NULL THEN share('automation.detected_first', '', detected, incidents) END
]) AS u(f) WHERE f IS NOT NULL;

-- Tickets as they are resolved.
CREATE TEMP TABLE outflow AS
SELECT done_month AS month, kind, priority, count(*) AS resolved,
    count(took_service) AS timed,
    quantile_cont(took_service, [0.5, 0.9]) AS service, sum(took_service) / count(took_service) AS service_mean,
    quantile_cont(took, [0.5, 0.9]) AS wall, sum(took) / count(took) AS wall_mean,
    count(*) FILTER (met) AS met, count(met) AS with_target,
    count(*) FILTER (first_contact) AS first_contact, count(first_contact) AS with_contact,
    count(*) FILTER (reopens > 0) AS reopened, count(reopens) AS with_reopens,
    sum(reassignments) AS reassignments, count(*) FILTER (reassignments >= 3) AS bounced,
    count(escalated) AS escalated, count(*) FILTER (escalated IS NOT NULL AND met) AS escalated_met,
    count(*) FILTER (escalated IS NOT NULL AND met IS NOT NULL) AS escalated_with_target,
    count(*) FILTER (right_first) AS right_first, count(right_first) AS with_group, count(*) FILTER (NOT automated) AS by_hand
FROM tickets WHERE done IS NOT NULL GROUP BY GROUPING SETS ((month), (month, kind), (month, kind, priority));

INSERT INTO figures
SELECT f.id, period, ticket_slice(kind, priority), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM outflow JOIN months USING (month), unnest([
    amount('tickets.resolved', '', resolved, resolved),
    share('tickets.resolution_sla', '', met, with_target),
    share('tickets.first_contact', '', first_contact, with_contact),
    share('tickets.reopen_rate', '', reopened, with_reopens),
    share('tickets.bounces', '', reassignments, resolved),
    share('tickets.bounces', 'share_of_three', bounced, resolved),
    share('tickets.escalation_rate', '', escalated, resolved),
    share('tickets.escalated_sla', '', escalated_met, escalated_with_target),
    share('roles.right_first', '', right_first, with_group),
    CASE WHEN kind IS NOT NULL THEN timed('tickets.resolution_time', 'service', 'median', service[1], timed) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.resolution_time', 'service', 'p90', service[2], timed) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.resolution_time', 'service', 'mean', service_mean, timed) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.resolution_time', 'wall', 'median', wall[1], timed) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.resolution_time', 'wall', 'p90', wall[2], timed) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.resolution_time', 'wall', 'mean', wall_mean, timed) END,
    CASE WHEN kind IS NOT NULL AND priority IS NULL
        THEN {'id': 'service.consistency', 'clock': '', 'stat': '', 'value': service[2] / nullif(service[1], 0),
              'part': service[2], 'whole': service[1], 'n': timed} END,
    CASE WHEN kind IS NULL THEN amount('tickets.by_hand', '', by_hand, by_hand) END
]) AS u(f) WHERE f IS NOT NULL;

-- Responses, and escalations, in the month they came.
INSERT INTO figures
WITH answered AS (
    SELECT responded_month AS month, kind, priority, count(waited) AS n,
        quantile_cont(waited_service, [0.5, 0.9]) AS service, sum(waited_service) / count(waited) AS service_mean,
        quantile_cont(waited, [0.5, 0.9]) AS wall, sum(waited) / count(waited) AS wall_mean,
        count(*) FILTER (waited_service <= response_target) AS met,
        count(*) FILTER (waited_service IS NOT NULL AND response_target IS NOT NULL) AS with_target
    FROM tickets WHERE responded IS NOT NULL GROUP BY GROUPING SETS ((month), (month, kind), (month, kind, priority))
)
SELECT f.id, period, ticket_slice(kind, priority), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM answered JOIN months USING (month), unnest([
    share('tickets.response_sla', '', met, with_target),
    CASE WHEN kind IS NOT NULL THEN timed('tickets.response_time', 'service', 'median', service[1], n) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.response_time', 'service', 'p90', service[2], n) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.response_time', 'service', 'mean', service_mean, n) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.response_time', 'wall', 'median', wall[1], n) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.response_time', 'wall', 'p90', wall[2], n) END,
    CASE WHEN kind IS NOT NULL THEN timed('tickets.response_time', 'wall', 'mean', wall_mean, n) END
]) AS u(f) WHERE f IS NOT NULL;

INSERT INTO figures
WITH escalations AS (
    SELECT month_of(t.escalated) AS month, t.kind, t.priority, seconds(t.escalated, t.opened) AS wall,
        served(d.before, d.is_open, local(t.escalated)) - t.opened_served AS service
    FROM tickets t JOIN days d ON d.day = local(t.escalated)::DATE WHERE t.escalated >= t.opened
), spread AS (
    SELECT month, kind, priority, count(*) AS n, quantile_cont(wall, [0.5, 0.9]) AS wall, sum(wall) / count(*) AS wall_mean,
        quantile_cont(service, [0.5, 0.9]) AS service, sum(service) / count(*) AS service_mean
    FROM escalations GROUP BY GROUPING SETS ((month, kind), (month, kind, priority))
)
SELECT f.id, period, ticket_slice(kind, priority), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM spread JOIN months USING (month), unnest([
    timed('tickets.time_to_escalate', 'service', 'median', service[1], n),
    timed('tickets.time_to_escalate', 'service', 'p90', service[2], n),
    timed('tickets.time_to_escalate', 'service', 'mean', service_mean, n),
    timed('tickets.time_to_escalate', 'wall', 'median', wall[1], n),
    timed('tickets.time_to_escalate', 'wall', 'p90', wall[2], n),
    timed('tickets.time_to_escalate', 'wall', 'mean', wall_mean, n)
]) AS u(f);

-- Stock: what is open at each month's end, how old, and past its target.
CREATE TEMP TABLE stock AS
SELECT m.month, m.period, t.number, t.kind, t.priority, seconds(m.next, t.opened) AS age, t.service, t.grp, t.vendor, t.person,
    (t.responded IS NULL OR t.responded >= m.next) AND NOT coalesce(t.automated, false) AS unanswered,
    -- Used up to the second is not past it: resolved before the service opens again, it would still be in time.
    served(e.before, e.is_open, local(m.next)) - t.opened_served > t.resolution_target AS late
FROM tickets t
JOIN months m ON t.opened < m.next AND (t.done IS NULL OR t.done >= m.next)
JOIN days e ON e.day = local(m.next)::DATE
WHERE NOT t.end_unknown;

INSERT INTO figures
WITH sums AS (
    SELECT month, kind, priority, count(*) AS backlog, count(*) FILTER (age >= 30 * 86400) AS aged,
        count(*) FILTER (late) AS late, quantile_cont(age, 0.5) AS open_age,
        count(*) FILTER (unanswered) AS unanswered
    FROM stock GROUP BY GROUPING SETS ((month), (month, kind), (month, kind, priority))
)
SELECT f.id, period, ticket_slice(kind, priority), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums JOIN months USING (month), unnest([
    amount('tickets.backlog', '', backlog, backlog),
    share('tickets.aged_share', '', aged, backlog),
    amount('tickets.resolution_sla', 'open_past_target', late, late),
    CASE WHEN kind IS NOT NULL THEN timed('tickets.resolution_time', 'wall', 'open_age', open_age, backlog) END
]) AS u(f) WHERE f IS NOT NULL;

INSERT INTO figures
SELECT 'tickets.growth', period, slice, '', '', sum(CASE id WHEN 'tickets.opened' THEN value ELSE -value END), NULL, NULL,
    sum(n)::BIGINT
FROM figures WHERE id IN ('tickets.opened', 'tickets.resolved') GROUP BY period, slice;

-- Nobody answered: open at the month's end without a response until then, or resolved in it without one.
INSERT INTO figures
WITH unanswered AS (
    SELECT month, kind, priority FROM stock WHERE unanswered
    UNION ALL
    SELECT done_month, kind, priority FROM tickets WHERE done IS NOT NULL AND responded IS NULL AND NOT coalesce(automated, false)
), sums AS (
    SELECT month, kind, priority, count(*) AS n FROM unanswered GROUP BY GROUPING SETS ((month, kind), (month, kind, priority))
)
SELECT 'tickets.response_time', period, ticket_slice(kind, priority), '', 'unanswered', n, NULL, NULL, n
FROM sums JOIN months USING (month);

-- Changes, in total, by type and by risk.
CREATE TEMP TABLE done_changes AS
SELECT done_month AS month, type, risk, count(*) AS n, count(*) FILTER (judged) AS judged, count(*) FILTER (good) AS good,
    count(*) FILTER (strictly_good) AS strictly_good, count(*) FILTER (judged AND type <> 'standard') AS judged_nonstandard,
    count(*) FILTER (good AND type <> 'standard') AS good_nonstandard, count(*) FILTER (outcome = 'backed_out') AS backed_out,
    count(*) FILTER (strictly_good AND approved IS NOT NULL) AS effective,
    count(*) FILTER (type = 'emergency') AS emergency, count(*) FILTER (unauthorised) AS unauthorised,
    count(*) FILTER (caused) AS caused, count(*) FILTER (suspect) AS suspect, count(*) FILTER (automated) AS automated,
    count(*) FILTER (preventive) AS preventive, count(*) FILTER (ended <= planned_end) AS on_time,
    count(*) FILTER (ended IS NOT NULL AND planned_end IS NOT NULL) AS with_plan,
    count(*) FILTER (fixes_change IS NOT NULL) AS rework,
    quantile_cont(seconds(done, opened), [0.5, 0.9]) AS lead, sum(seconds(done, opened)) / count(*) AS lead_mean,
    quantile_cont(seconds(started, opened), [0.5, 0.9]) AS wait, sum(seconds(started, opened)) / count(started) AS wait_mean,
    count(started) AS with_start,
    quantile_cont(seconds(recovered, done), [0.5, 0.9]) AS recovery, sum(seconds(recovered, done)) / count(recovered) AS recovery_mean,
    count(recovered) AS recoveries, sum(effort) AS effort,
    count(*) FILTER (effort IS NOT NULL AND (strictly_good AND approved IS NOT NULL)) AS effective_with_effort, count(effort) AS with_effort
FROM changes GROUP BY GROUPING SETS ((month), (month, type), (month, risk));

INSERT INTO figures
SELECT f.id, period, CASE WHEN type IS NULL THEN '{}' ELSE '{"type":"' || type || '"}' END, f.clock, f.stat, f.value, f.part,
    f.whole, f.n
FROM done_changes c JOIN months USING (month)
JOIN (SELECT date_trunc('month', day)::DATE AS month, count(*) AS working_days FROM days WHERE is_open GROUP BY 1) w USING (month),
unnest([
    share('change.success_rate', '', good, judged),
    share('change.success_rate_strict', '', strictly_good, judged),
    share('change.backed_out_share', '', backed_out, judged),
    amount('change.throughput', '', effective, effective),
    {'id': 'change.throughput', 'clock': '', 'stat': 'per_week', 'value': effective * 5.0 / working_days,
     'part': effective::DOUBLE, 'whole': working_days / 5.0::DOUBLE, 'n': effective},
    {'id': 'change.throughput', 'clock': '', 'stat': 'per_100_hours', 'value': effective_with_effort * 6000.0 / nullif(effort, 0),
     'part': effective_with_effort::DOUBLE, 'whole': effort::DOUBLE, 'n': with_effort},
    share('change.unauthorised_share', '', unauthorised, n),
    share('change.caused_incidents', '', caused, n),
    share('change.suspected_incidents', '', suspect, n),
    share('change.automated_share', '', automated, n),
    share('change.preventive_share', '', preventive, n),
    share('change.on_time', '', on_time, with_plan),
    timed('change.lead_time', 'wall', 'median', lead[1], n),
    timed('change.lead_time', 'wall', 'p90', lead[2], n),
    timed('change.lead_time', 'wall', 'mean', lead_mean, n),
    timed('change.wait', 'wall', 'median', wait[1], with_start),
    timed('change.wait', 'wall', 'p90', wait[2], with_start),
    timed('change.wait', 'wall', 'mean', wait_mean, with_start),
    CASE WHEN type IS NULL THEN share('change.success_rate_nonstandard', '', good_nonstandard, judged_nonstandard) END,
    CASE WHEN type IS NULL THEN share('change.emergency_share', '', emergency, n) END,
    share('dora.fail_rate', '', judged - good, judged),
    share('dora.rework_rate', '', rework, n),
    {'id': 'dora.frequency', 'clock': '', 'stat': '', 'value': n * 5.0 / working_days, 'part': n::DOUBLE,
     'whole': working_days / 5.0::DOUBLE, 'n': n},
    timed('dora.lead_time', 'wall', 'median', lead[1], n),
    timed('dora.lead_time', 'wall', 'p90', lead[2], n),
    timed('dora.lead_time', 'wall', 'mean', lead_mean, n),
    CASE WHEN recoveries > 0 THEN timed('dora.recovery_time', 'wall', 'median', recovery[1], recoveries) END,
    CASE WHEN recoveries > 0 THEN timed('dora.recovery_time', 'wall', 'p90', recovery[2], recoveries) END,
    CASE WHEN recoveries > 0 THEN timed('dora.recovery_time', 'wall', 'mean', recovery_mean, recoveries) END
]) AS u(f) WHERE risk IS NULL AND f IS NOT NULL;

INSERT INTO figures
SELECT 'change.success_by_risk', period, '{"risk":"' || risk || '"}', '', '', good / nullif(judged, 0)::DOUBLE, good, judged, judged
FROM done_changes JOIN months USING (month) WHERE risk IS NOT NULL;

-- Twelve months to each month's end; at the beginning fewer.
INSERT INTO figures
SELECT 'change.batting_average', period, '{}', '', '', part / whole, part, whole, whole::BIGINT FROM (
    SELECT period, sum(good) OVER twelve AS part, sum(judged) OVER twelve AS whole
    FROM done_changes JOIN months USING (month) WHERE type IS NULL AND risk IS NULL
    WINDOW twelve AS (ORDER BY month ROWS BETWEEN 11 PRECEDING AND CURRENT ROW)
);

-- Incidents whose asset (else service and subcategory) has another one within 30 days.
CREATE TEMP TABLE repeats AS
SELECT opened_month AS month, service, category, coalesce(epoch(following - opened) <= 30 * 86400, false) AS again FROM (
    SELECT opened, opened_month, service, category, lead(opened) OVER (PARTITION BY repeat_key ORDER BY opened) AS following
    FROM tickets WHERE kind = 'incident' AND repeat_key IS NOT NULL
);

INSERT INTO figures
SELECT 'problem.repeat_rate', period, '{}', '', '', avg(again::INT), count(*) FILTER (again), count(*), count(*)
FROM repeats JOIN months USING (month) GROUP BY period;

-- What no hands had to do.
INSERT INTO figures
WITH work AS (
    SELECT done_month AS month, automated FROM tickets WHERE done IS NOT NULL
    UNION ALL
    SELECT done_month, automated FROM changes
)
SELECT 'automation.handled', period, '{}', '', '', count(*) FILTER (automated) / nullif(count(automated), 0)::DOUBLE,
    count(*) FILTER (automated), count(automated), count(automated)
FROM work JOIN months USING (month) GROUP BY ALL;

-- Slices of the report's month, a row a record and dimension.
CREATE TEMP TABLE sliced AS
WITH cut AS (
    SELECT * FROM months WHERE period = getvariable('report')
), records AS (
    SELECT 'opened' AS population, tickets.* FROM tickets JOIN cut ON opened_month = month
    UNION ALL SELECT 'resolved', tickets.* FROM tickets JOIN cut ON done_month = month
    UNION ALL SELECT 'responded', tickets.* FROM tickets JOIN cut ON responded_month = month
)
SELECT population, kind, unnest(['service', 'group', 'category', 'persona', 'channel', 'vendor']) AS dim,
    unnest([service, grp, category, persona, channel, vendor]) AS word, person, took, took_service, waited, waited_service, met,
    waited_service <= response_target AS response_met, reopens > 0 AS reopened, reassignments, escalated IS NOT NULL AS escalated,
    right_first, automated, channel = 'monitoring' AS detected, NULL::BOOLEAN AS hit
FROM records
UNION ALL BY NAME
SELECT 'open' AS population, kind, unnest(['service', 'group', 'vendor']) AS dim, unnest([service, grp, vendor]) AS word, person, late AS hit
FROM stock WHERE period = getvariable('report')
UNION ALL BY NAME
SELECT 'repeats' AS population, unnest(['service', 'category']) AS dim, unnest([service, category]) AS word, again AS hit
FROM repeats JOIN cut USING (month)
UNION ALL BY NAME
SELECT population, unnest(['service', 'group', 'category', 'risk']) AS dim, unnest([service, grp, category, risk]) AS word, person, hit
FROM (
    SELECT 'changes' AS population, changes.*, caused AS hit FROM changes JOIN cut ON done_month = month
    UNION ALL SELECT 'emergency', changes.*, type = 'emergency' FROM changes JOIN cut ON done_month = month
    UNION ALL SELECT 'judged', changes.*, good FROM changes JOIN cut ON done_month = month WHERE judged
);

-- The largest twelve words of each dimension, the rest as other. A group or persona behind which stand fewer than five
-- persons (where no column tells persons, records) is folded, and then never alone; where a figure is by kind as well, fewer
-- than five of either kind.
CREATE TEMP TABLE words AS
WITH by_kinds AS (
    SELECT population, dim, word, kind, count(*) AS records,
        CASE dim WHEN 'group' THEN count(DISTINCT person) WHEN 'persona' THEN count(*) ELSE 5 END AS persons
    FROM sliced WHERE word IS NOT NULL GROUP BY population, dim, word, kind
), counted AS (
    SELECT TRUE AS by_kind, population, dim, word, sum(records) AS records, min(persons) >= 5 AS shown
    FROM by_kinds GROUP BY population, dim, word
    UNION ALL
    SELECT FALSE, population, dim, word, count(*),
        CASE dim WHEN 'group' THEN count(DISTINCT person) WHEN 'persona' THEN count(*) ELSE 5 END >= 5
    FROM sliced WHERE word IS NOT NULL GROUP BY population, dim, word
), placed AS (
    SELECT *, row_number() OVER (dims ORDER BY shown DESC, records DESC, word) AS place, dim IN ('group', 'persona') AS hides,
        least(count(*) FILTER (shown) OVER dims, 12) AS kept, count(*) OVER dims AS all_words
    FROM counted WINDOW dims AS (PARTITION BY by_kind, population, dim)
)
SELECT by_kind, population, dim, word, if(place <= kept - (hides AND all_words - kept = 1)::INT, word, 'other') AS name FROM placed;

INSERT INTO figures
WITH sums AS (
    SELECT population, dim, name, count(*) AS n, count(*) FILTER (hit) AS hit, count(*) FILTER (met) AS met,
        count(met) AS with_target, count(*) FILTER (response_met) AS response_met, count(response_met) AS with_response_target,
        count(*) FILTER (reopened) AS reopened, sum(reassignments) AS reassignments,
        count(*) FILTER (reassignments >= 3) AS bounced, count(*) FILTER (escalated) AS escalated,
        count(*) FILTER (right_first) AS right_first, count(*) FILTER (NOT automated) AS by_hand,
        count(*) FILTER (kind = 'incident' AND detected) AS detected, count(*) FILTER (kind = 'incident') AS incidents
    FROM sliced JOIN words USING (population, dim, word) WHERE NOT by_kind GROUP BY population, dim, name
)
SELECT f.id, getvariable('report'), '{"' || dim || '":"' || name || '"}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest(CASE
    WHEN population = 'opened' THEN [
        CASE WHEN dim <> 'vendor' THEN amount('tickets.opened', '', n, n) END,
        CASE WHEN dim = 'service' AND incidents > 0 THEN share('automation.detected_first', '', detected, incidents) END]
    WHEN population = 'resolved' THEN [
        CASE WHEN dim = 'group' THEN amount('tickets.resolved', '', n, n) END,
        CASE WHEN dim IN ('service', 'group', 'vendor') THEN share('tickets.resolution_sla', '', met, with_target) END,
        CASE WHEN dim = 'group' THEN share('tickets.reopen_rate', '', reopened, n) END,
        CASE WHEN dim = 'category' THEN share('tickets.bounces', '', reassignments, n) END,
        CASE WHEN dim = 'category' THEN share('tickets.bounces', 'share_of_three', bounced, n) END,
        CASE WHEN dim IN ('service', 'category') THEN share('tickets.escalation_rate', '', escalated, n) END,
        CASE WHEN dim = 'category' THEN share('roles.right_first', '', right_first, n) END,
        CASE WHEN dim = 'category' THEN amount('tickets.by_hand', '', by_hand, by_hand) END]
    WHEN population = 'responded' THEN [
        CASE WHEN dim = 'group' THEN share('tickets.response_sla', '', response_met, with_response_target) END]
    WHEN population = 'open' THEN [
        CASE WHEN dim <> 'vendor' THEN amount('tickets.backlog', '', n, n) END,
        CASE WHEN hit > 0 THEN amount('tickets.resolution_sla', 'open_past_target', hit, hit) END]
    WHEN population = 'repeats' THEN [share('problem.repeat_rate', '', hit, n)]
    WHEN population = 'judged' THEN [share('change.success_rate', '', hit, n)]
    WHEN population = 'changes' AND dim = 'service' THEN [share('change.caused_incidents', '', hit, n)]
    WHEN population = 'emergency' AND dim = 'service' THEN [share('change.emergency_share', '', hit, n)]
    ELSE [] END) AS u(f) WHERE f IS NOT NULL;

INSERT INTO figures
WITH spread AS (
    SELECT population, kind, dim, name,
        count(took) AS took_n, quantile_cont(took_service, [0.5, 0.9]) AS took_service, sum(took_service) / count(took) AS took_service_mean,
        quantile_cont(took, [0.5, 0.9]) AS took, sum(took) / count(took) AS took_mean,
        count(waited) AS waited_n, quantile_cont(waited_service, [0.5, 0.9]) AS waited_service,
        sum(waited_service) / count(waited) AS waited_service_mean,
        quantile_cont(waited, [0.5, 0.9]) AS waited, sum(waited) / count(waited) AS waited_mean
    FROM sliced JOIN words USING (population, dim, word)
    WHERE by_kind AND population IN ('resolved', 'responded') AND dim <> 'channel'
    GROUP BY population, kind, dim, name
)
SELECT f.id, getvariable('report'), '{"kind":"' || kind || '","' || dim || '":"' || name || '"}', f.clock, f.stat, f.value, f.part,
    f.whole, f.n
FROM spread, unnest(CASE
    WHEN population = 'resolved' THEN [
        timed('tickets.resolution_time', 'service', 'median', took_service[1], took_n),
        timed('tickets.resolution_time', 'service', 'p90', took_service[2], took_n),
        timed('tickets.resolution_time', 'service', 'mean', took_service_mean, took_n),
        timed('tickets.resolution_time', 'wall', 'median', took[1], took_n),
        timed('tickets.resolution_time', 'wall', 'p90', took[2], took_n),
        timed('tickets.resolution_time', 'wall', 'mean', took_mean, took_n)]
    WHEN dim = 'group' THEN [
        timed('tickets.response_time', 'service', 'median', waited_service[1], waited_n),
        timed('tickets.response_time', 'service', 'p90', waited_service[2], waited_n),
        timed('tickets.response_time', 'service', 'mean', waited_service_mean, waited_n),
        timed('tickets.response_time', 'wall', 'median', waited[1], waited_n),
        timed('tickets.response_time', 'wall', 'p90', waited[2], waited_n),
        timed('tickets.response_time', 'wall', 'mean', waited_mean, waited_n)]
    ELSE [] END) AS u(f);

INSERT INTO figures
SELECT 'tickets.backlog', period, '{"age":"' || band || '"}', '', '', count(*), NULL, NULL, count(*) FROM (
    SELECT period, CASE WHEN age < 86400 THEN '0-1d' WHEN age < 5 * 86400 THEN '1-5d' WHEN age < 30 * 86400 THEN '5-30d'
        WHEN age < 90 * 86400 THEN '30-90d' ELSE '90d+' END AS band
    FROM stock WHERE period = getvariable('report')
) GROUP BY ALL;

INSERT INTO figures
SELECT 'tickets.opened', getvariable('report'), '{"week_hour":"' || isodow(local(opened)) || '-' || strftime(local(opened), '%H') || '"}',
    '', '', count(*), NULL, NULL, count(*)
FROM tickets JOIN months ON opened_month = month AND period = getvariable('report') GROUP BY ALL;
