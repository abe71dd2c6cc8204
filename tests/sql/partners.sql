-- What people say, how they want change, whom IT has met, and goals. Times of surveys are UTC, days of the registers the report's
-- zone's. Nothing is said of fewer than five who answered; each row of a survey is taken for a person.

CREATE TEMP TABLE voices AS
SELECT id, utc("at") AS moment, month_of(utc("at")) AS month, instrument, nullif(ticket_id, '') AS ticket, nullif(service, '') AS service,
    nullif(change_type, '') AS change_type, nullif(question, '') AS question, round(score * 100)::BIGINT AS score,
    coalesce(scale_max, CASE instrument WHEN 'nps' THEN 10 ELSE 5 END)::BIGINT AS scale, nullif(answer, '') AS answer,
    nullif(persona, '') AS persona, lost_minutes::BIGINT AS lost
FROM read_csv(getvariable('folder') || '/surveys.csv', types = {'score': 'DOUBLE', 'scale_max': 'BIGINT', 'lost_minutes': 'BIGINT'});

-- One row an answer (or an invitation, where those are counted), by the figure that it is of.
CREATE TEMP TABLE said AS
SELECT 'satisfaction.csat' AS id, month, persona, NULL AS service, (score * 5 >= scale * 400)::BIGINT AS part, TRUE AS person, NULL AS ticket
FROM voices WHERE instrument = 'csat' AND score <= scale * 100
UNION ALL
SELECT 'satisfaction.nps', month, persona, NULL, CASE WHEN score >= 900 THEN 1 WHEN score <= 600 THEN -1 ELSE 0 END, TRUE, NULL
FROM voices WHERE instrument = 'nps' AND scale = 10 AND score <= 1000
UNION ALL
-- The nearest hundredth of five.
SELECT CASE instrument WHEN 'effort' THEN 'satisfaction.effort' ELSE 'satisfaction.assessment' END, month, persona,
    if(instrument = 'assessment', service, NULL), (score * 10 + scale) // (scale * 2), TRUE, NULL
FROM voices WHERE instrument IN ('effort', 'assessment') AND score <= scale * 100
UNION ALL
SELECT 'satisfaction.response_rate', month, persona, NULL, (score IS NOT NULL OR answer IS NOT NULL)::BIGINT,
    score IS NOT NULL OR answer IS NOT NULL, NULL
FROM voices WHERE instrument IN ('csat', 'nps', 'effort')
UNION ALL
SELECT 'satisfaction.lost_time', month, persona, NULL, lost, TRUE, ticket
FROM voices WHERE instrument <> 'team' AND lost IS NOT NULL AND (score IS NOT NULL OR answer IS NOT NULL);

-- How much of a sum is one of a figure.
CREATE TEMP MACRO worth(id) AS CASE id WHEN 'satisfaction.nps' THEN 100.0 WHEN 'satisfaction.effort' THEN 0.01
    WHEN 'satisfaction.assessment' THEN 0.01 WHEN 'satisfaction.lost_time' THEN 1 / 60.0 ELSE 1.0 END;

INSERT INTO figures
SELECT id, period, '{}', '', '', sum(part) / count(*) * worth(id), sum(part), count(*), count(*)
FROM said JOIN months USING (month) GROUP BY id, period HAVING count(*) FILTER (person) >= 5;

INSERT INTO figures
WITH kinds AS (
    SELECT number, 'incident' AS kind FROM read_csv(getvariable('folder') || '/incident.csv') WHERE utc(opened_at) IS NOT NULL
    UNION
    SELECT number, 'request' FROM read_csv(getvariable('folder') || '/sc_req_item.csv') WHERE utc(opened_at) IS NOT NULL
)
SELECT id, period, '{"kind":"' || kind || '"}', '', '', sum(part) / count(*) * worth(id), sum(part), count(*), count(*)
FROM said JOIN kinds ON number = ticket JOIN months USING (month) GROUP BY id, period, kind HAVING count(*) >= 5;

-- The report's month in parts: the words of fewer than five who answered are folded, and then never alone or of fewer than five.
CREATE TEMP TABLE report_parts AS
WITH parts AS (
    SELECT id AS population, 'persona' AS dim, persona AS word, person FROM said JOIN months USING (month) WHERE period = getvariable('report')
    UNION ALL
    SELECT id, 'service', service, person FROM said JOIN months USING (month) WHERE period = getvariable('report') AND id = 'satisfaction.assessment'
    UNION ALL
    SELECT 'changes', 'persona', nullif(u_persona, ''), TRUE FROM changes
    JOIN months ON done_month = month AND period = getvariable('report')
    JOIN (FROM read_csv(getvariable('folder') || '/change_request.csv')
        QUALIFY row_number() OVER (PARTITION BY number ORDER BY utc(sys_updated_on) DESC) = 1) AS raw USING (number)
), counted AS (
    SELECT population, dim, word, count(*) AS records, count(*) FILTER (person) AS persons FROM parts WHERE word IS NOT NULL GROUP BY ALL
), placed AS (
    SELECT *, row_number() OVER (dims ORDER BY persons >= 5 DESC, records DESC, word) AS place,
        least(count(*) FILTER (persons >= 5) OVER dims, 12) AS kept
    FROM counted WINDOW dims AS (PARTITION BY population, dim)
), folded AS (
    SELECT population, dim, count(*) AS words, sum(persons) AS persons FROM placed WHERE place > kept GROUP BY ALL
)
SELECT p.population, p.dim, p.word, if(place <= kept - coalesce(f.words = 1 OR f.persons < 5, false)::INT, p.word, 'other') AS name
FROM placed p LEFT JOIN folded f USING (population, dim);

INSERT INTO figures
SELECT id, getvariable('report'), json_object(dim, name)::VARCHAR, '', '', sum(part) / count(*) * worth(id), sum(part), count(*), count(*)
FROM said JOIN months USING (month) JOIN report_parts ON population = id AND word = CASE dim WHEN 'persona' THEN persona ELSE service END
WHERE period = getvariable('report') GROUP BY id, dim, name HAVING count(*) FILTER (person) >= 5;

-- Whole days of the zone since each service was last asked about, answered or not; of fifteen services twelve by name.
INSERT INTO figures
WITH last_days AS (
    SELECT period, service, date_diff('day', max(local(moment))::DATE, (months.month + INTERVAL 1 MONTH)::DATE) - 1 AS days
    FROM months JOIN voices ON instrument = 'assessment' AND moment < next GROUP BY period, months.month, service
), named AS (
    SELECT *, if(row_number() OVER (ORDER BY service) <= 12, service, 'other') AS name FROM last_days WHERE period = getvariable('report')
)
SELECT 'satisfaction.assessment', period, '{}', '', 'days_since', sum(days) / count(*), sum(days), count(*), count(*) FROM last_days GROUP BY period
UNION ALL
SELECT 'satisfaction.assessment', period, json_object('service', name)::VARCHAR, '', 'days_since', sum(days) / count(*), sum(days), count(*), count(*)
FROM named GROUP BY period, name;

-- What each group preferred at the end of each month: to each question, and of the answers that name a window to all of them. By
-- type of change where five answered about each; else together, where five answered about one: in one month, since the next
-- round asks the same ones. Two that are as often are none.
CREATE TEMP TABLE preferences AS
WITH asked AS (
    SELECT 'all' AS use, period, persona, question, change_type, answer, voices.month AS month
    FROM months JOIN voices ON instrument = 'preference' AND moment < next WHERE answer IS NOT NULL AND persona IS NOT NULL
    UNION ALL
    SELECT 'window', period, persona, NULL, change_type, answer, voices.month
    FROM months JOIN voices ON instrument = 'preference' AND moment < next
    WHERE answer IN ('overnight', 'evening', 'weekend', 'working_hours') AND persona IS NOT NULL
), by_type AS (
    SELECT use, period, persona, question, change_type, max(n) AS n FROM (
        SELECT use, period, persona, question, change_type, month, count(*) AS n FROM asked GROUP BY ALL
    ) GROUP BY ALL
), enough AS (
    SELECT use, period, persona, question, min(n) >= 5 AS apart FROM by_type GROUP BY ALL HAVING max(n) >= 5
), groups AS (
    SELECT a.use, a.period, a.persona, a.question, if(apart, change_type, NULL) AS change_type, answer, count(*) AS n
    FROM asked a JOIN enough e ON (a.use, a.period, a.persona) = (e.use, e.period, e.persona) AND a.question IS NOT DISTINCT FROM e.question
    GROUP BY ALL
)
SELECT use, period, persona, question, change_type, arg_max(answer, n) AS answer, max(n) AS part, sum(n) AS whole
FROM groups GROUP BY use, period, persona, question, change_type
HAVING max(n) > coalesce(list_sort(list(n), 'DESC')[2], 0);

INSERT INTO figures
SELECT 'partners.preferences', period, '{}', '', '', sum(part) / sum(whole), sum(part), sum(whole), sum(whole) FROM preferences
WHERE use = 'all' AND period = getvariable('report') GROUP BY period
UNION ALL
SELECT 'partners.preferences', period, json_object('persona', persona, 'question', question, 'change_type', coalesce(change_type, 'not given'),
    'answer', answer)::VARCHAR, '', '', part / whole, part, whole, whole
FROM preferences WHERE use = 'all' AND period = getvariable('report');

-- The hours of each window, as instants.
CREATE TEMP TABLE window_hours AS
SELECT w.name, timezone('UTC', timezone(getvariable('zone'), day + w.first)) AS first, timezone('UTC', timezone(getvariable('zone'), day + w.last)) AS last
FROM days, (VALUES ('overnight', INTERVAL 20 HOUR, INTERVAL 30 HOUR), ('evening', INTERVAL 18 HOUR, INTERVAL 22 HOUR),
    ('weekend', INTERVAL 0 HOUR, INTERVAL 48 HOUR), ('working_hours', INTERVAL 8 HOUR, INTERVAL 18 HOUR)) AS w(name, first, last)
WHERE CASE w.name WHEN 'overnight' THEN TRUE WHEN 'evening' THEN isodow(day) <= 5 WHEN 'weekend' THEN isodow(day) = 6 ELSE is_open END;

CREATE TEMP TABLE noticed AS
WITH raw AS (
    SELECT number, nullif(u_persona, '') AS persona, u_disruptive::BOOLEAN AS disruptive FROM read_csv(getvariable('folder') || '/change_request.csv')
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY utc(sys_updated_on) DESC) = 1
)
SELECT m.period, c.type, r.persona, EXISTS (
    FROM window_hours w WHERE w.name = coalesce(t.answer, g.answer) AND w.first <= c.started AND c.ended <= w.last AND c.started < w.last) AS inside
FROM changes c JOIN raw r USING (number) JOIN months m ON c.done_month = m.month
LEFT JOIN preferences t ON t.use = 'window' AND t.period = m.period AND t.persona = r.persona AND t.change_type = c.type
LEFT JOIN preferences g ON g.use = 'window' AND g.period = m.period AND g.persona = r.persona AND g.change_type IS NULL
WHERE r.disruptive AND coalesce(t.answer, g.answer) IS NOT NULL AND c.started <= c.ended;

INSERT INTO figures
WITH sums AS (
    SELECT period, CASE WHEN grouping(type) = 1 THEN '{}' ELSE json_object('type', type)::VARCHAR END AS slice, count(*) FILTER (inside) AS hit, count(*) AS n
    FROM noticed GROUP BY GROUPING SETS ((period), (period, type))
    UNION ALL
    SELECT period, json_object('persona', name)::VARCHAR, count(*) FILTER (inside), count(*)
    FROM noticed JOIN report_parts ON population = 'changes' AND word = persona WHERE period = getvariable('report') GROUP BY period, name
)
SELECT f.id, period, slice, f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([share('change.inside_preferred_window', '', hit, n)]) AS u(f);

-- Groups are those of boardpack.toml, all to be met every 90 days, and Legal, which only the meetings name: it is there from its
-- first meeting on. The meetings' data begin with November 2024.
CREATE TEMP TABLE met AS
WITH meetings AS (
    SELECT date, stakeholder, kind FROM read_csv(getvariable('folder') || '/meetings.csv')
), groups AS (
    SELECT name, key_people, DATE '2024-11-01' AS since FROM (VALUES ('Sales', 4), ('Stores', 6), ('Warehouse', 3), ('Logistics', 3), ('Finance', 3),
        ('Customer Care', 4), ('HR', 2), ('Marketing', 2)) AS g(name, key_people)
    UNION ALL
    SELECT 'Legal', NULL, greatest(min(date), DATE '2024-11-01') FROM meetings WHERE stakeholder = 'Legal'
), years AS (
    SELECT period, (month - INTERVAL 11 MONTH)::DATE AS first_day, (month + INTERVAL 1 MONTH)::DATE - 1 AS last_day FROM months
), marks AS (
    SELECT period, name, greatest(since, first_day) AS day FROM years JOIN groups ON since <= last_day
    UNION ALL
    SELECT period, name, date FROM years JOIN groups ON since <= last_day JOIN meetings ON stakeholder = name AND date BETWEEN first_day AND last_day
    WHERE kind <> 'project'
), gaps AS (
    SELECT period, name, max(gap) AS gap FROM (
        SELECT period, name, date_diff('day', day, lead(day) OVER (PARTITION BY period, name ORDER BY day)) AS gap FROM marks
    ) GROUP BY ALL
), last_met AS (
    SELECT period, name, max(date) AS day FROM years JOIN groups ON since <= last_day
    LEFT JOIN meetings ON stakeholder = name AND kind <> 'project' AND date <= last_day GROUP BY ALL
)
SELECT period, name, key_people, date_diff('day', l.day, last_day) AS days_since,
    greatest(coalesce(gap, 0), date_diff('day', coalesce(l.day, since), last_day)) AS longest,
    CASE WHEN l.day IS NOT NULL OR longest > 90 THEN longest <= 90 END AS is_met
FROM years JOIN last_met l USING (period) JOIN groups USING (name) LEFT JOIN gaps USING (period, name);

INSERT INTO figures
WITH sums AS (
    SELECT period, CASE WHEN grouping(name) = 1 THEN '{}' ELSE json_object('stakeholder', name)::VARCHAR END AS slice, grouping(name) AS whole,
        count(*) FILTER (is_met) AS hit, count(is_met) AS n, sum(days_since) AS days, count(days_since) AS ever_met,
        sum(longest) AS gaps, count(*) AS groups, sum(key_people) FILTER (is_met) AS key_hit, sum(key_people) FILTER (is_met IS NOT NULL) AS key_all,
        count(key_people) FILTER (is_met IS NOT NULL) AS with_key
    FROM met GROUP BY GROUPING SETS ((period), (period, name))
)
SELECT 'partners.met', period, slice, '', f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    {'stat': '', 'value': hit / n, 'part': hit, 'whole': n, 'n': n},
    {'stat': 'days_since', 'value': days / ever_met, 'part': days, 'whole': ever_met, 'n': ever_met},
    {'stat': 'longest_gap', 'value': gaps / groups, 'part': gaps, 'whole': groups, 'n': groups},
    {'stat': 'key_people', 'value': coalesce(key_hit, 0) / key_all, 'part': coalesce(key_hit, 0), 'whole': key_all, 'n': with_key}]) AS u(f)
WHERE f.whole > 0 AND (sums.whole = 1 OR period = getvariable('report'));

-- Goals, as the register has them at the report's end.
CREATE TEMP TABLE aims AS
WITH raw AS (
    SELECT g.*, m.next, utc(next) AS t FROM read_csv(getvariable('folder') || '/goals.csv') g, months m WHERE m.period = getvariable('report')
), typed AS (
    SELECT title, organisation_goal IS NOT NULL AS relevant, measure IS NOT NULL AS has_measure, baseline::DOUBLE AS baseline, target::DOUBLE AS target,
        current::DOUBLE AS current, epoch(timezone(getvariable('zone'), started_at::TIMESTAMP)) AS first,
        epoch(timezone(getvariable('zone'), due_at::TIMESTAMP + INTERVAL 86399 SECOND)) AS due, coalesce(achievable::BOOLEAN, false) AS achievable,
        coalesce(evaluated_at::TIMESTAMP < local(next), false) AS evaluated, coalesce(readjusted_at::TIMESTAMP < local(next), false) AS readjusted,
        epoch(timezone('UTC', next)) AS t
    FROM raw
)
SELECT *, relevant AND has_measure AS specific, has_measure AND baseline IS NOT NULL AND target IS NOT NULL AS measurable, due IS NOT NULL AS time_bound,
    CASE WHEN target <> baseline AND first < due AND first < t
        THEN (current - baseline) / (target - baseline) + 1e-9 >= least(1, (t - first) / (due - first)) END AS on_track
FROM typed;

INSERT INTO figures
WITH points AS (
    SELECT title, p.name, CASE p.name WHEN 'specific' THEN specific WHEN 'measurable' THEN measurable WHEN 'achievable' THEN achievable
        WHEN 'relevant' THEN relevant WHEN 'time_bound' THEN time_bound WHEN 'evaluated' THEN evaluated ELSE readjusted END AS on_file
    FROM aims, (VALUES ('specific'), ('measurable'), ('achievable'), ('relevant'), ('time_bound'), ('evaluated'), ('readjusted')) AS p(name)
), sums AS (
    SELECT 'goals.aligned' AS id, '{}' AS slice, '' AS stat, count(*) FILTER (relevant) AS hit, count(*) AS n FROM aims
    UNION ALL
    SELECT 'goals.on_track', '{}', '', count(*) FILTER (on_track), count(on_track) FROM aims
    UNION ALL
    SELECT 'goals.on_track', json_object('goal', title)::VARCHAR, '', count(*) FILTER (on_track), count(on_track) FROM aims
    GROUP BY title HAVING count(on_track) > 0
    UNION ALL
    SELECT 'goals.smarter', json_object('point', name, 'goal', title)::VARCHAR, '', count(*) FILTER (on_file), count(*) FROM points GROUP BY name, title
    UNION ALL
    SELECT 'goals.smarter', CASE WHEN grouping(name) = 1 THEN '{}' ELSE json_object('point', name)::VARCHAR END, '', count(*) FILTER (on_file), count(*)
    FROM points GROUP BY GROUPING SETS ((), (name))
    UNION ALL
    SELECT 'goals.smarter', '{}', 'mean', count(*) FILTER (on_file), count(*) // 7 FROM points
)
SELECT id, getvariable('report'), slice, '', stat, hit / n, hit, n, n FROM sums;
