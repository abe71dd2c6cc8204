## Knowledge

kpi-knowledge-link_rate =
    .title = Resolved with an article
    .short = the share of tickets resolved with an article
    .question = Is what was learned once used again?
    .formula = Tickets resolved in the period that name a knowledge article (article_id), divided by tickets resolved in the period. An empty cell is no article. Cancelled tickets and duplicates are left out.
    .unit = share of resolved tickets
    .needs = article_id in the tickets export
    .business = How often the second person with a problem waits less than the first.
kpi-knowledge-stale_share =
    .title = Articles not reviewed for a year
    .short = articles not reviewed for a year
    .question = Can people rely on what is written down?
    .formula = Articles and processes that were neither published nor reviewed in the twelve months before the end of the report’s period, divided by all published before it. An export holds only the last review, so that there is no figure of the past, and what was reviewed since is left out and counted apart; so is what has no date of publication.
    .unit = share of published articles
    .needs = an articles export with published_at and reviewed_at
    .business = How often people follow instructions that are no longer true.
kpi-knowledge-process_coverage =
    .title = Categories with a documented process
    .short = categories with a documented process
    .question = Is it written down how the work that comes is done?
    .formula = Categories of the tickets resolved in the period for which a process (an article of kind “process” with the same category) was published before the end of the period, divided by the categories of the tickets resolved in the period. Tickets without a category, the cancelled and duplicates are left out. A process without a date of publication documents nothing yet.
    .unit = share of the categories of resolved tickets
    .needs = category in the tickets export, and an articles export with kind, category and published_at
    .business = Whether service is the same whoever is on duty.
