### The Summary: what changed, what it costs, what to do next, what to trust.

summary-calm = Nothing moved beyond its usual variation in { $period }
summary-nothing = No headline figure can be told for { $period }
summary-too-few = There are too few whole months to tell signal from noise.
summary-targets = { $period }: { $targets }
summary-nothing-else = No other headline figure moved beyond its usual variation.
summary-missed = Missed: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
summary-no-signal = { $n ->
    [one] The one headline figure is no signal
   *[other] None of the { $n } headline figures is a signal
}; a difference to last month inside the usual range is noise.
summary-incomplete = The data end on { $end }, before the period does: its figures are incomplete.
summary-largest-cost = The largest cost that can be worked out is { $name }: { $amount }.
value-in = { $value } in { $period }
it-was = That compares with { $then }.
moved-against = { $moved }, against { $then }.

heading-decisions = What we ask you to decide
heading-context = The context
heading-risks = What may go wrong
comment-by = The author’s comment; no rule wrote it.

fact-time = Working time lost to disruption
fact-margin = Margin exposed
fact-cash = Cash spent on disruption
fact-posts = as much as { $posts } full-time posts
fact-difference = Lost working time against { $before }
fact-unplanned = Unplanned work
fact-unplanned-view = partly the same hours as the lost working time
fact-point = Worth of a point of change success

brief-risk = The top risk
top-risk = “{ $risk }” is rated { $rating } of 5{ $alike ->
    [0] {""}
    [one] {""}, as is one other
   *[other] {""}, as are { $alike } others
}.
risks-late = { $open ->
    [one] It is the only open risk, { $late ->
        [0] and not overdue
       *[other] and overdue
    }.
   *[other] { $late ->
        [0] None of the { NUMBER($open) } open risks is overdue
        [one] One of the { NUMBER($open) } open risks is overdue{ $this ->
            [yes] : this one
           *[no] , not this one
        }
       *[other] { NUMBER($late) } of the { NUMBER($open) } open risks are overdue, { $this ->
            [yes] this one among them
           *[no] not this one
        }
    }.
}
brief-actions = The latest actions
actions-due = { $due ->
    [one] The one action due { $during } was { $done ->
        [0] not done in time
       *[other] done in time
    }.
   *[other] { $done ->
        [0] None of the { NUMBER($due) } actions due { $during } was
        [one] One of the { NUMBER($due) } actions due { $during } was
       *[other] { NUMBER($done) } of the { NUMBER($due) } actions due { $during } were
    } done in time.
}
action-said = “{ $action }” ({ $figure }): expected { $expected }; seen { $seen }, { $verdict }.
action-said-early = “{ $action }” ({ $figure }): expected { $expected }; { $verdict }.
actions-more = { $n ->
    [one] One more that was to move a figure was
   *[other] { NUMBER($n) } more that were to move a figure were
} done since the period before began.
balance-guardian = { $share } of the time was unplanned
balance-enabler = { $share } grew or transformed the organisation
balance-said = { $guardian } and { $enabler }.
balance-against = { $guardian } and { $enabler }, against { $unplanned } and { $enabling } { $during }.

column-status = Status
column-months = 24 months
caption-headlines = { $n ->
    [one] One headline figure
   *[other] { $n } headline figures
}; { $targets }. In the small lines the band is the usual range and a filled mark is a signal.
caption-baseline = The way since the baseline, { $baseline }
baseline-label = “{ $label }”
column-difference = Difference
difference-better = better
difference-worse = worse
difference-chance = may be chance
difference-longer = periods of different length
targets-none = nobody has set a target
heading-next = What to do next
worth-a-month = a month
sentence-with-target = { $said }; the target is { $target }.
step-target = Bring { $name } to the target of { $target }
step-layer = It belongs to the { $layer } layer: what stands on it waits for it.
step-where = { $step }, beginning with { $place }
step-repeats = Find the root cause of the incidents that come back in { $place }
    .why = { NUMBER($most) } of the { NUMBER($all) } repeat incidents were there.
step-by-hand = Automate what is asked for most often in { $place }
    .why = { NUMBER($most) } of the { NUMBER($all) } tickets resolved by hand were there.
failed-changes-where = { NUMBER($most) } of the { NUMBER($all) } changes that did not succeed were in { $place }.

trust-rows = { $share } of { NUMBER($rows) } rows from { $sources ->
    [one] one export
   *[other] { $sources } exports
} used.
trust-assumptions = { $unsigned ->
    [0] All { $all } assumptions behind the money are signed.
   *[other] { $unsigned } of { $all ->
        [one] { $all } assumption
       *[other] { $all } assumptions
    } unsigned.
}
trust-unseen = Not seen: { $what }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more kinds of export
}.
unseen-tickets = tickets
unseen-changes = changes
unseen-problems = problems
unseen-outages = outages
unseen-contacts = calls and chats
unseen-surveys = surveys
unseen-worklog = hours booked
unseen-assets = assets
unseen-patches = patches
unseen-vulnerabilities = vulnerabilities
unseen-continuity = backup and restore tests
unseen-vendors = suppliers
unseen-projects = projects
unseen-meetings = meetings
unseen-goals = goals
unseen-training = learning
unseen-articles = knowledge articles
unseen-people = members of IT
unseen-services = services
unseen-risks = risks
unseen-spend = money spent
unseen-actions = agreed actions
trust-provisional = Provisional until { $date }: { $what }.
trust-horizon = Data to { $end }.
