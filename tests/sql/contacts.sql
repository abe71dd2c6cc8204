-- Calls and chats, by the time they came in UTC: how long those waited whom a human answered, and how many gave up.

INSERT INTO figures
WITH reached AS (
    SELECT month_of(utc("at")) AS month, channel, wait_seconds::BIGINT AS wait, abandoned::BOOLEAN AS abandoned
    FROM read_csv(getvariable('folder') || '/contacts.csv')
), parts AS (
    SELECT period, '{}' AS slice, wait, abandoned FROM reached JOIN months USING (month)
    UNION ALL
    SELECT period, json_object('channel', coalesce(channel, 'not given'))::VARCHAR, wait, abandoned
    FROM reached JOIN months USING (month) WHERE period = getvariable('report')
), sums AS (
    SELECT period, slice, count(*) FILTER (abandoned) AS gave_up, count(abandoned) AS n,
        list(wait) FILTER (NOT abandoned AND wait IS NOT NULL) AS waits
    FROM parts GROUP BY ALL
)
SELECT f.id, period, slice, f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([
    share('contacts.abandoned', '', gave_up, n),
    timed('contacts.speed_to_answer', 'wall', 'median', list_aggregate(waits, 'quantile_cont', 0.5), len(waits)),
    timed('contacts.speed_to_answer', 'wall', 'p90', list_aggregate(waits, 'quantile_cont', 0.9), len(waits)),
    timed('contacts.speed_to_answer', 'wall', 'mean', list_avg(waits), len(waits))]) AS u(f);
