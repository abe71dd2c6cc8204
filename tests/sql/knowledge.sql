-- What is written down: articles used on tickets, articles reviewed, and categories with a process. The register's times are
-- plain days of the report's zone; `known_ends` is of assets.sql.

CREATE TEMP TABLE articles AS
SELECT kind, nullif(category, '') AS category, published_at::TIMESTAMP AS published, reviewed_at::TIMESTAMP AS reviewed
FROM read_csv(getvariable('folder') || '/articles.csv');

-- The tickets of benches/figures.sql with the article that their latest row names.
CREATE TEMP TABLE used_articles AS
WITH raw AS (
    SELECT number, 'incident' AS kind, sys_updated_on, sys_mod_count, u_kb_article, opened_at FROM read_csv(getvariable('folder') || '/incident.csv')
    UNION ALL
    SELECT number, 'request', sys_updated_on, sys_mod_count, u_kb_article, opened_at FROM read_csv(getvariable('folder') || '/sc_req_item.csv')
)
SELECT number, kind, nullif(u_kb_article, '') AS article FROM raw WHERE utc(opened_at) IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY number, kind ORDER BY utc(sys_updated_on) DESC, sys_mod_count::INT DESC) = 1;

INSERT INTO figures
WITH sums AS (
    SELECT done_month AS month, kind, priority, count(article) AS linked, count(*) AS n
    FROM tickets JOIN used_articles USING (number, kind) WHERE done IS NOT NULL
    GROUP BY GROUPING SETS ((month), (month, kind), (month, kind, priority))
)
SELECT f.id, period, ticket_slice(kind, priority), f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums JOIN months USING (month), unnest([share('knowledge.link_rate', '', linked, n)]) AS u(f);

-- The sample has fewer than twelve categories: none is folded.
INSERT INTO figures
WITH sums AS (
    SELECT category, count(article) AS linked, count(*) AS n
    FROM tickets JOIN used_articles USING (number, kind) JOIN months ON done_month = month AND period = getvariable('report')
    GROUP BY category
)
SELECT f.id, getvariable('report'), '{"category":"' || coalesce(category, 'not given') || '"}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([share('knowledge.link_rate', '', linked, n)]) AS u(f);

INSERT INTO figures
WITH sums AS (
    SELECT count(*) AS n, count(*) FILTER (published < at_local - INTERVAL 12 MONTH
        AND coalesce(reviewed < at_local - INTERVAL 12 MONTH, true)) AS stale
    FROM articles JOIN known_ends ON period = getvariable('report')
    -- Only the last review is known: how it stood before that, nobody knows.
    WHERE published < at_local AND (published >= at_local - INTERVAL 12 MONTH OR coalesce(reviewed < at_local, true))
)
SELECT f.id, getvariable('report'), '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([share('knowledge.stale_share', '', stale, n)]) AS u(f);

INSERT INTO figures
WITH asked AS (
    SELECT DISTINCT e.period, e.at_local, category
    FROM tickets t JOIN known_ends e ON t.done_month = e.month WHERE category IS NOT NULL
), sums AS (
    SELECT period, count(*) AS n, count(*) FILTER (EXISTS (
        FROM articles a WHERE a.kind = 'process' AND a.category = asked.category AND a.published < asked.at_local)) AS covered
    FROM asked GROUP BY period
)
SELECT f.id, period, '{}', f.clock, f.stat, f.value, f.part, f.whole, f.n
FROM sums, unnest([share('knowledge.process_coverage', '', covered, n)]) AS u(f);
