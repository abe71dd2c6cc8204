### The pages of figures: their names, sections, headings and charts.

page-index = Summary
page-value = Value
page-stability = Stability
page-change = Change
page-capacity = Bandwidth
page-hygiene = Hygiene
page-people = Partners
page-method = Method

moved-signal = { $moved }, { $what }
moved-signals = { $moved }, { $what }; { $rest }
heading-plain = { $moved } in { $period }
headline-worse = { $n ->
    [one] one other figure got worse
   *[other] { NUMBER($n) } other figures got worse
}
headline-better = { $n ->
    [one] one other figure improved
   *[other] { NUMBER($n) } other figures improved
}
headline-moved = { $n ->
    [one] one other figure moved
   *[other] { NUMBER($n) } other figures moved
}

stability-calm = Nothing on this page moved beyond its usual variation in { $period }
stability-plain = How stable IT was in { $period }
stability-lead = In { $period } people opened { $opened ->
    [one] { NUMBER($opened) } ticket
   *[other] { NUMBER($opened) } tickets
} and IT resolved { NUMBER($resolved) }.
stability-backlog = { $open ->
    [one] { NUMBER($open) } ticket was open at the end.
   *[other] { NUMBER($open) } tickets were open at the end.
}
stability-backlog-aged = { $open ->
    [one] { NUMBER($open) } ticket was open at the end; { $aged } of the open tickets are older than 30 days.
   *[other] { NUMBER($open) } tickets were open at the end; { $aged } of them for 30 days or longer.
}
change-calm = { NUMBER($part) } of { NUMBER($whole) } changes succeeded in { $period } ({ $share })
change-calm-plain = Changes in { $period }
capacity-calm = { $share } of the recorded time went to unplanned work in { $period }

section-volumes = What arrives and what is resolved
section-resolution = How long until it is resolved
section-response = How long until somebody answers
section-first-time = Right the first time
section-escalation = Escalation
section-backlog = What is waiting
section-repeats = What comes back
section-by-hand = What is done by hand
section-tickets-by = Where tickets come from
section-success = How much change works
section-haste = Emergency and unauthorised changes
section-consequences = Incidents after changes
section-lead-time = How long a change takes
section-prevention = Automated and preventive changes
section-dora = DORA’s five, for those who use them
section-balance = The guardian and the enabler
section-spend = Money
section-problems = Root causes
section-contacts = Reaching the desk
section-availability = When services are there
section-security = Security, continuity and risk
section-projects = Projects and what they bring
section-lifecycle = The life of equipment
section-patching = Patches
section-vulnerabilities = Known weaknesses
section-tools = What the tools see
section-knowledge = What is written down
section-learning = Learning
section-roles = Roles and backups
section-satisfaction = What people say
section-preferences = How people want change
section-relationships = Whom IT has met
section-goals = Goals
section-vendors = Suppliers
section-actions = What was agreed, and what came of it
section-own = Your own figures
section-unplanned = Planned and unplanned work
section-hours = Where the hours go
section-demand = What projects ask for
section-outsourced = What suppliers do
section-team = The team

dim-kind = kind
dim-priority = priority
dim-type = type of change
dim-risk = risk
dim-service = service
dim-group = group
dim-category = category
dim-persona = department or role
dim-channel = channel
dim-vendor = vendor
dim-age = age
dim-week_hour = weekday and hour
dim-focus = focus
dim-severity = severity
dim-rating = rating
dim-open_risk = open risk
dim-goal = goal
dim-purpose = purpose
dim-activity = activity
dim-change_type = type of change
dim-answer = answer
dim-stakeholder = group of people
dim-point = point
dim-asset_age = age of device

stat-median = median
stat-p90 = 90th percentile
stat-mean = mean
stat-share-of-three = three or more
stat-per-working-day = per working day
stat-per-week = per working week
stat-per-100-hours = per 100 hours
stat-open-past-target = open past target
stat-unanswered = unanswered
stat-by-chance = by chance alone
stat-between-groups = between groups
stat-open-age = still open, median age
stat-downtime = time that they lasted
stat-cut = 95th percentile
stat-days-since = days since the last
stat-rate-ratio = how much more often past the end of life
stat-replacement-cost = cost of replacement
stat-needed = hours needed
stat-moved = hours moved from running to enabling
stat-reactive = reactive
stat-preventive = preventive
stat-outsourced-success = change success, outsourced
stat-internal-success = change success, internal
stat-outsourced-in-time = resolved in time, outsourced
stat-internal-in-time = resolved in time, internal
stat-in-period = of which in the period
title-with-stat = { $title }, { $stat }
beside-p90 = 90th percentile { $value }
beside-mean = mean { $value }
clock-service = service hours
clock-wall = wall clock
absent = –

column-figure = Figure
column-rolling = 12 months
column-target = Target
column-past = Against its past
column-month = Month
column-records = Records
column-age = Open for
column-hour = Hour
column-cumulated = Cumulated
caption-figures = { $section }: figures of { $period }
left-out-of = Left out of { $name }: { $what }.
left-out-cancelled = { NUMBER($n) } cancelled
left-out-duplicate = { $n ->
    [one] { NUMBER($n) } duplicate
   *[other] { NUMBER($n) } duplicates
}
left-out-not-monitored = { $n ->
    [one] one service in a month in which nobody would have known
   *[other] { NUMBER($n) } services by month in which nobody would have known
}
left-out-hours-not-understood = { $n ->
    [one] one service whose hours are not understood
   *[other] { NUMBER($n) } services by month whose hours are not understood
}
left-out-still-down = { NUMBER($n) } still down
left-out-without = { NUMBER($n) } without { $what }
left-out-months-not-covered = { $n ->
    [one] { NUMBER($n) } month that the data do not cover
   *[other] { NUMBER($n) } months that the data do not cover
}
left-out-too-early-to-tell = { NUMBER($n) } done in the last month, too early to tell
left-out-for = { NUMBER($n) } for “{ $reason }”
caption-by = By { $dim }, { $period }
caption-by-year = By { $dim }, the twelve months to { $last }: in the period alone too few of each have answered
caption-by-within = { $within } by { $dim }, { $period }
caption-bars = { $name } by { $dim }
caption-months = { $name } by month
note-slices = Parts are compared with the whole, not with their own past. Of twenty parts that do not differ, one stands apart by chance.

target-missed = { $name } missed the target of { $target }.
target-compatible = { $name } missed the target of { $target }, but is compatible with it: { $records } are too few to tell.
capability-always = Its whole usual range meets that target.
capability-never = None of its usual range meets that target: without a change in how the work is done, it will be missed.
capability-hit-and-miss = Its usual range lies on both sides of that target: as the work is done now, it is hit in some months and missed in others.
label-usual = usual { $usual }
label-target = target { $value }
label-all = all { $value }

describe-series = Line of { $name } by month, { $from } to { $to }, from { $first } to { $last }; lowest { $low } in { $low_month }, highest { $high } in { $high_month }.
describe-usual = A band marks the usual range of { $usual }; { $n ->
    [0] no month is a signal.
    [one] one month is a signal.
   *[other] { $n } months are signals.
}
event = { $sign }: { $what }
event-anew = { $sign }: { $what }; the usual range begins anew
event-in = { $month }, { $event }
describe-events = Marked are { $events }.
describe-bars = Bars of { $name } by { $dim }: { $parts }.
part-is = { $part } { $value }
bars-largest = { $name } by { $dim }; the largest: { $part }, with { $value }
bars-apart = { $name } by { $dim }, apart from the whole ({ $all }) by more than chance: { $parts }
bars-not-apart = { $name } by { $dim }: none stands apart from the whole ({ $all }) by more than chance
bars-range = { $name } by { $dim }: from { $least } to { $most }
reference-label = { $source } { $year }
reference-label-historic = { $source } { $year }, historic
reference = { $source }, { $year }: { $range } ({ $population }). A reference, not a target.
reference-historic = { $source }, { $year }: { $range } ({ $population }). A reference, not a target; historic, older than five years.

ageing-finding = { $aged ->
    [0] None of the { NUMBER($n) } open tickets has waited 30 days or longer
   *[other] { $share } of the open tickets ({ NUMBER($aged) } of { NUMBER($n) }) have waited 30 days or longer
}
ageing-description = Columns of the open tickets by how long they have been open: { $parts }.
ageing-caption = Open tickets by how long they have been open
unit-open-tickets = open tickets
unit-arrivals = tickets opened in the period, by the hour they were opened
arrivals-finding = Tickets arrive most often on { $day } between { $from } and { $to }
arrivals-description = Weekdays by hours, shaded by tickets opened in the period, { $all } in all; the most, { NUMBER($n) }, on { $day } between { $from } and { $to }, { $zone } time.
arrivals-caption = Tickets opened by hour of the day and weekday
by-hand-finding = { $n ->
    [one] One category makes { $share } of the { NUMBER($all) } tickets resolved by hand
   *[other] { $n } categories make { $share } of the { NUMBER($all) } tickets resolved by hand
}
by-hand-description = Bars of tickets resolved by hand by category, the largest first: { $parts }.
by-hand-subtitle = { $subtitle }; on the right the cumulated share
by-hand-caption = Tickets resolved by hand, by category

layer-unplanned = unplanned
layer-planned = planned
planned-in = { $month }: { $unplanned } unplanned and { $planned } planned
planned-finding = { $unplanned } unplanned and { $planned } planned in { $month }
planned-subtitle = hours a month; { $basis }
planned-description = Two stacked areas by month. { $first }. { $last }.
planned-caption = Planned and unplanned hours by month

mix-caption = Mean resolution time of { $kind }: { $change } than in { $before }; { $within } within the priorities, { $mix } by their mix
mix-more = { $amount } more
mix-less = { $amount } less
mix-count = { $period }, resolved
mix-mean = { $period }, mean
mix-note = Shares and means are taken half-way between the two periods, so that the two parts add up to the whole.

hygiene-calm = What keeps the house in order in { $period }
hygiene-lead = None of this makes news while it is done. Left undone it comes back as incidents: equipment past its life, patches that wait, weaknesses that stay open, knowledge in one head.
people-calm = How IT stands with those whom it serves in { $period }
people-lead = What people say, how they want change, whom IT has met, which goals its work serves, and what its suppliers and its own promises are worth.

balance-finding = { $unplanned } of the time was unplanned and { $enabling } enabled change in { $month }
balance-in = In { $month } { $unplanned } of the time went to unplanned work and { $enabling } to growing and transforming.
balance-subtitle = A dot a month, the last one dark. Up and to the left is more room for change.
balance-caption = Unplanned and enabling work by month
balance-across = unplanned share of the time →
balance-up = ↑ share of the time that grows or transforms
layer-preventive = preventive
layer-reactive = unplanned
reactive-finding = { $preventive } went into prevention and { $reactive } into what came unplanned in { $month }
reactive-in = In { $month } { $preventive } went into preventing incidents and { $reactive } into unplanned work.
reactive-subtitle = Hours a month. The longer a team is reactive, the more prevention slips, and the more reactive it gets.
reactive-caption = Preventive and unplanned hours by month

caption-preferences = The most given answers by group of people: { $question }
column-answers = Answers
column-all-types = All types together
caption-kept = Which window each group of people wants, and whether disruptive changes kept to it, { $period }
column-wants = Wants, by type of change
wants-of-type = { $name }: { $window }
column-inside-window = Changes inside it
note-kept = Counted are disruptive changes whose window was known when they were made: a preference that has changed since is no reproach. A dash is no such change in the period.
caption-risks = Open risks, the gravest first, { $period }
column-risk = Risk
column-rating = Rating, of 5
column-acceptance = Acceptance
risks-alike = { $risk } ({ NUMBER($risks) } risks of this name)
risk-overdue = { $risks ->
    [one] overdue: past its date
   *[other] { NUMBER($overdue) } of { NUMBER($risks) } overdue: past their dates
}
note-risks = In the order of their rating, of one rating those first that are overdue, then by name; the first is the top risk of the Summary.{ $unnamed ->
    [0] {""}
    [one] {" "}One more is not named.
   *[other] {" "}{ NUMBER($unnamed) } more are not named.
}
caption-stakeholders = Groups of people, and whether IT met them within their cadence in the twelve months to { $last }
column-group-of-people = Group of people
column-key-people = Key people
column-cadence = Cadence
column-last-met = Last met
column-longest-gap = Longest gap
column-within-cadence = Within cadence
gap-days = { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
}
met-days-before = { $n ->
    [0] that day
    [one] { NUMBER($n) } day before
   *[other] { NUMBER($n) } days before
}
never-met = never
within-cadence = yes
beyond-cadence = no
too-soon-to-tell = too soon to tell
note-stakeholders = Within its cadence is a group without a gap longer than that in the twelve months: one that was met lately may still have waited too long before. Days before are counted from the period’s last day; meetings about a project do not count.
caption-goals = Goals, and which of the seven points of SMARTER have evidence on file, { $period }
column-goal = Goal
column-on-file = Evidence on file
column-not-on-file = None yet
column-on-track = Its line
points-on-file = { $n } of { $all }
goal-on-track = on track
goal-behind = behind
note-goals = On track is a goal of which as much of the way from baseline to target is done as of the time to its due date; a dash is a goal without such a line. Evidence on file is no judgement of the goal itself.{ $folded ->
    [0] {""}
   *[other] {" "}Further goals are not named.
}
caption-actions = Agreed actions of the last twelve months, and what they moved
column-action = Action
column-expected-move = Expected
column-seen = Seen
note-actions = Seen is the figure of the last whole month of this period less that of the last whole month before the action was agreed. What was done in that last month itself has not had a whole month to show. Only a signal tells an effect from chance, and even that does not prove what caused it.
action-proven = as far as expected, and a signal
action-signal = a signal, not as far as expected
action-far = as far as expected, inside the usual range: no signal
action-other-signal = no signal in that direction
action-noise = inside the usual range: no signal
action-too-early = too early to tell
action-far-unjudged = as far as expected; whether that is a signal cannot be told
action-short-unjudged = not as far as expected; whether that is a signal cannot be told
caption-open-actions = Agreed actions that were not done by { $last }, what is due first at the top
column-due = Due
column-state = State
action-overdue = overdue by { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
}
action-due-in = { $n ->
    [0] due that day
    [one] { NUMBER($n) } day left
   *[other] { NUMBER($n) } days left
}
action-undated = open, without a date
note-open-actions = Counted from the period’s last day.{ $folded ->
    [0] {""}
    [one] {" "}One more is not named.
   *[other] {" "}{ NUMBER($folded) } more are not named.
}
