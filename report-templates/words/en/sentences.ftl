### Sentences by rule: names, evidence, verdicts, targets.

name-of-median = median { $name }
name-of-p90 = 90th percentile of { $name }
name-of-mean = mean { $name }
name-of-share-of-three = three or more { $name }
name-of-per-working-day = { $name } per working day
name-of-per-week = { $name } per working week
name-of-per-100-hours = { $name } per 100 hours of effort
name-of-open-past-target = tickets still open past their target
name-of-unanswered = tickets without any response
name-of-by-chance = { $name } that chance alone would give
name-of-between-groups = { $name } between groups
name-of-open-age = median age of those still open
name-of-downtime = time that { $name } lasted
name-of-days-since = days since the last of { $name }
name-of-rate-ratio = how much more often past the end of life than within it: { $name }
name-of-replacement-cost = cost of replacing { $name }
name-of-needed = hours needed: { $name }
name-of-moved = hours moved from running to enabling
name-of-reactive = reactive { $name }
name-of-preventive = preventive { $name }
name-of-outsourced-success = change success where suppliers did it
name-of-internal-success = change success where no supplier did it
name-of-outsourced-in-time = resolution in time where suppliers did it
name-of-internal-in-time = resolution in time where no supplier did it
name-of-in-period = { $name }, of which in the period
name-of-cut = { $name } at the 95th percentile
name-of-slice = { $name } for { $slice }

slice-kind-priority = priority { $priority } { $kind }
slice-priority = priority { $priority }
slice-kind-incident = incidents
slice-kind-request = requests
slice-type-standard = standard changes
slice-type-normal = normal changes
slice-type-emergency = emergency changes
slice-risk-low = low-risk changes
slice-risk-medium = medium-risk changes
slice-risk-high = high-risk changes
slice-age-0-1d = under 1 day
slice-age-1-5d = 1 to 5 days
slice-age-5-30d = 5 to 30 days
slice-age-30-90d = 30 to 90 days
slice-age-90d-up = 90 days or more
slice-channel-phone = phone
slice-channel-email = e-mail
slice-channel-portal = portal
slice-channel-chat = chat
slice-channel-walk_up = walk-up
slice-channel-monitoring = monitoring
slice-focus-it = IT’s own
slice-focus-organisation = the organisation’s
slice-focus-hybrid = both
slice-severity-critical = critical
slice-severity-high = high
slice-severity-medium = medium
slice-severity-low = low
slice-rating-1 = rating 1
slice-rating-2 = rating 2
slice-rating-3 = rating 3
slice-rating-4 = rating 4
slice-rating-5 = rating 5
slice-purpose-run = running what there is
slice-purpose-grow = growing the business
slice-purpose-transform = transforming it
slice-point-specific = specific
slice-point-measurable = measurable
slice-point-achievable = achievable
slice-point-relevant = relevant
slice-point-time_bound = time-bound
slice-point-evaluated = evaluated
slice-point-readjusted = readjusted
slice-asset_age-0-1y = under 1 year
slice-asset_age-1-2y = 1 to 2 years
slice-asset_age-2-3y = 2 to 3 years
slice-asset_age-3-4y = 3 to 4 years
slice-asset_age-4-5y = 4 to 5 years
slice-asset_age-5y-up = 5 years or more
slice-other = all others
slice-none = not given

no-data = no data
needs = needs { $needs }
batting = .{ $digits }
effort-of = { $part } of { $whole }
time-all = all of { $whole }
time-all-but = all but { $missing } of { $whole }
small-sample = small sample
basis-proxy = a proxy
basis-recorded-name = recorded
basis-derived-name = derived
basis-proxy-name = proxy
provisional = provisional until { $date }
interval = 95{"\u00A0"}% interval { $range }
records = { $n ->
    [one] { NUMBER($n) } record
   *[other] { NUMBER($n) } records
}
records-tickets = { $n ->
    [one] { NUMBER($n) } ticket
   *[other] { NUMBER($n) } tickets
}
records-changes = { $n ->
    [one] { NUMBER($n) } change
   *[other] { NUMBER($n) } changes
}
records-persons = { $n ->
    [one] { NUMBER($n) } person
   *[other] { NUMBER($n) } persons
}

moved-up = { $name } rose to { $value }
moved-down = { $name } fell to { $value }
moved-not = { $name } stayed at { $value }
moved-was = { $name } stood at { $value }
with-evidence = { $said } ({ $evidence })
sentence = { $said }.
sentence-judged = { $said }, { $verdict }.
sentence-no-data = { $name }: no data; { $reason }.
no-signal = { $verdict }: no signal

verdict-too-early = too early to tell
verdict-one-sided = not judged: the export is one-sided
verdict-too-few = too few months to tell signal from noise
    .short = too few months to tell
verdict-few-records = too few records to tell signal from noise
    .short = too few records to tell
verdict-usual = inside its usual { $usual }
    .short = inside its usual { $usual }
verdict-usual-unknown = inside its usual variation
    .short = inside its usual variation
verdict-signal = { $what }: { $signal }
    .short = { $what }, { $signal }
signal = a signal
    .short = a signal
signal-better = a signal, for the better
    .short = better
signal-worse = a signal, for the worse
    .short = worse
rule-above = above its usual { $usual }
    .short = above its usual { $usual }
    .headline = above its usual range
rule-below = below its usual { $usual }
    .short = below its usual { $usual }
    .headline = below its usual range
rule-side-above = seven months or more above its centre of { $centre }
    .short = 7 months above { $centre }
    .headline = above its average for seven months or more
rule-side-below = seven months or more below its centre of { $centre }
    .short = 7 months below { $centre }
    .headline = below its average for seven months or more
rule-rising = rising for seven months or more
    .short = rising for 7 months
    .headline = rising for seven months or more
rule-falling = falling for seven months or more
    .short = falling for 7 months
    .headline = falling for seven months or more
rule-near-above = two of three months near the top of its usual { $usual }
    .short = 2 of 3 months near the top of { $usual }
    .headline = near the top of its usual range
rule-near-below = two of three months near the bottom of its usual { $usual }
    .short = 2 of 3 months near the bottom of { $usual }
    .headline = near the bottom of its usual range

finding = { $name }: { $value }, { $verdict }
finding-plain = { $name }: { $value } in { $period }
finding-signal = { $moved }, { $verdict }

target-at-least = ≥{"\u00A0"}{ $value }
target-at-most = ≤{"\u00A0"}{ $value }
at-least = at least { $value }
at-most = at most { $value }
exactly = { $value }
mark-met = met
mark-missed = missed
mark-missed-compatible = missed, may be chance
mark-no-target = no target
mark-no-data = no data
targets-met = { $met } of { $all ->
    [one] { $all } target
   *[other] { $all } targets
} met{ $blind ->
    [0] {""}
   *[other] , { $blind } without data
}
