### The Summary: what changed, what it costs, what to do next, what to trust.

summary-calm = Nothing moved beyond its usual variation in { $period }
summary-unjudged = { $period }: too few months to tell signal from noise
summary-other-signals = The table names the other signals.
summary-targets = { $period }: { $targets }
summary-nothing-else = Nothing else among the headline figures moved beyond its usual variation.
summary-no-signal = None of the { $n } headline figures is a signal; a difference to last month inside the usual range is noise.
summary-incomplete = The data end on { $end }, before the period does: its figures are incomplete.
summary-largest-cost = The largest cost that can be worked out is { $name }: { $amount }.
value-in = { $value } in { $period }
was = { $name } was { $one }.
was-both = { $name } was { $one } and { $other }.
it = It

fact-time = Working time lost to disruption, { $period }
fact-margin = Margin exposed, { $period }
fact-cash = Cash spent on disruption, { $period }
fact-capacity = capacity worth { $money } ({ $range }), not cash
fact-hours-only = in hours; nobody has given what an hour costs
fact-posts = as much as { $posts } full-time posts

column-status = Status
column-months = 24 months
caption-headlines = { $n ->
    [one] One headline figure
   *[other] { $n } headline figures
}; { $targets }. In the small lines the band is the usual range and a filled mark is a signal.
targets-none = nobody has set a target
heading-next = What to do next, by what it is worth
worth-a-month = a month; { $range }
worth-a-month-exact = a month
sentence-with-target = { $said }; the target is { $target }.
step-target = Bring { $name } back to its target of { $target }
step-layer = It belongs to the { $layer } layer: what stands on it waits for it.
failed-changes-where = { NUMBER($most) } of the { NUMBER($all) } changes that did not succeed touched { $service }.

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
   *[other] {" "}and { $more } more
}.
trust-provisional = Provisional until { $date }: { $what }.
trust-horizon = Data to { $end }.
