-- Last, as these are worked out from figures of the other files.

-- What suppliers need of us, over the capacity to carry out.
INSERT INTO figures
SELECT 'vendors.fit', period, slice, '', '', n.value / c.value, NULL, NULL, least(n.n, c.n)
FROM (SELECT * FROM figures WHERE id = 'vendors.fit' AND stat = 'needed') n
JOIN (SELECT * FROM figures WHERE id = 'work.execution_capacity' AND stat = '') c USING (period, slice)
WHERE c.value > 0;

-- What agreed actions were to move and what moved since the last whole month before they were opened: of those done in the
-- report's month or the twelve before it; in the month itself it is too early to tell. What was
-- done on a day before it was opened is a contradiction. The sample's actions name KPIs of one
-- number, in total.
CREATE TEMP TABLE moves AS
WITH report AS (
    SELECT (getvariable('report') || '-01')::DATE AS month
), totals AS (
    SELECT id, period, value, n FROM figures WHERE slice IN ('', '{}') AND stat = '' AND clock IN ('', 'service') AND value IS NOT NULL
)
SELECT a.title, a.metric, a.expected, if(a.done < report.month, now.value - was.value, NULL) AS seen, now.n,
    date_diff('day', a.done::DATE, last_day(report.month)) AS days
FROM actions a CROSS JOIN report
JOIN totals now ON now.id = a.metric AND now.period = getvariable('report')
JOIN totals was ON was.id = a.metric AND was.period = strftime(date_trunc('month', a.opened) - INTERVAL 1 MONTH, '%Y-%m')
WHERE a.done >= report.month - INTERVAL 12 MONTH AND a.done <= last_day(report.month) AND a.expected <> 0
    AND a.done::DATE >= a.opened::DATE;

INSERT INTO figures
SELECT 'actions.effect', getvariable('report'), '{}', '', '', avg((seen * sign(expected) >= abs(expected) * (1 - 1e-9))::INT),
    count(*) FILTER (seen * sign(expected) >= abs(expected) * (1 - 1e-9)), count(seen), count(seen)
FROM moves
UNION ALL
SELECT 'actions.effect', getvariable('report'), json_object('action', title, 'metric', metric), '', f.stat, f.value, NULL, NULL, n
FROM moves, unnest([{'stat': 'expected', 'value': expected::DOUBLE}, {'stat': 'seen', 'value': seen::DOUBLE},
    {'stat': 'days_since', 'value': days::DOUBLE}]) AS u(f);
