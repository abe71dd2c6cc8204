### Business value: lines, roles, units, inputs.

value-heading = Disruption took { $hours } of working time in { $period } ({ $range })
value-heading-none = What disruption cost in { $period } cannot be worked out yet
value-not-in = Not in it, for want of data: { $names }.
value-lead = Hours come first; their money is capacity, which does not lower the payroll. Working time, margin and cash are three things and are never added up. Every amount has a range, and its working can be redone from this page.
value-asked-for = These inputs have no defaults, because only the organisation knows them. Until somebody gives them, lines are said in hours or not at all.

heading-translations = What IT says, and what the business hears
heading-matters-most = The assumptions that matter most
heading-not-worked-out = What cannot be worked out yet
caption-not-worked-out = Lines without an amount, and what they lack
column-line = Line
heading-asked-for = What is asked for
caption-matters-most = What the working time of the headline would be at the low and at the high of each
caption-asked-for = Inputs that nobody has given, and the lines that wait for them
caption-inputs = Inputs
column-range = Low to high
column-origin = From
column-at-low = At its low
column-expected = Expected
column-at-high = At its high
column-lines = For

line-name = { $name }: { $kind }
role-level = Now
role-delta = Against { $before }
role-potential = A step
role-view = Now; other lines count part of these hours
mean-was = The mean was { $now }, against { $before } in { $period }.
more = { $amount } more
less = { $amount } less
kind-time = working time
kind-margin = margin exposed
kind-cash = cash
capacity-worth = capacity worth { $money } ({ $range })
capacity-worth-exact = capacity worth { $money }
capacity-cost = cost { $money } as capacity ({ $range })
capacity-cost-exact = cost { $money } as capacity

value-resolution =
    .name = waiting for incidents to be resolved
    .it = The time to resolve incidents.
    .level = People could not work for { $hours } in { $period } while they waited for incidents to be resolved.
    .delta-more = People waited { $hours } longer than they would have at the resolution times of { $before }.
    .delta-less = People waited { $hours } less than they would have at the resolution times of { $before }.
    .delta-same = People waited as long as they would have at the resolution times of { $before }.
    .potential = Faster resolution would give people back { $hours } in { $period }.
    .view = People waited { $hours } in { $period }.
    .step = Resolve incidents faster
value-failed_changes =
    .name = failed changes
    .it = The share of changes that succeed.
    .level = Failed changes, and the tickets that they caused, took { $hours } of IT’s time in { $period }.
    .delta-more = Failed changes, and the tickets that they caused, took { $hours } more than in { $before }.
    .delta-less = Failed changes, and the tickets that they caused, took { $hours } less than in { $before }.
    .delta-same = Failed changes, and the tickets that they caused, took as long as in { $before }.
    .potential = One point of change success is worth { $hours } of IT’s time in a period like { $period }.
    .view = Failed changes took { $hours } in { $period }.
    .step = Raise change success
    .each = for each point
value-unplanned =
    .name = unplanned work
    .it = The share of unplanned work.
    .level = Unplanned work took { $hours } of IT’s time in { $period }.
    .delta-more = Unplanned work took { $hours } more than in { $before }.
    .delta-less = Unplanned work took { $hours } less than in { $before }.
    .delta-same = Unplanned work took as long as in { $before }.
    .potential = The team’s own next step down would return { $hours } to planned work in a period like { $period }.
    .view = Unplanned work took { $hours } of IT’s time in { $period }.
    .step = Bring unplanned work back to the best month of the last twelve
    .step-target = Bring unplanned work to its target of { $target }
value-rework =
    .name = second tries
    .it = The share of tickets that come back.
    .level = Second tries, tickets that came back or were handed on more than once, took { $hours } of IT’s time in { $period }.
    .delta-more = Second tries took { $hours } more than in { $before }.
    .delta-less = Second tries took { $hours } less than in { $before }.
    .delta-same = Second tries took as long as in { $before }.
    .potential = Fewer second tries would return { $hours } in a period like { $period }.
    .view = Second tries took { $hours } in { $period }.
    .step = Solve tickets at the first try

times = {" "}×{" "}
divided = { $said } ÷ { $by }
step-whole = { $said } = { $hours }
step-whole-less = less { $said } = { $hours }
step-slice = { $slice }: { $said } = { $hours }
step-slice-less = { $slice }, less: { $said } = { $hours }
step-sum = together { $hours }
step-money = { $hours } × { $rate } = { $money }
step-range = The range is the same working with every input at its low and at its high together.

unit-hours = { $number }{"\u00A0"}h
unit-minutes = { $number }{"\u00A0"}min
unit-seconds = { $number }{"\u00A0"}s
unit-ratio = { $number }
unit-changes = { $n ->
    [one] { $number } change
   *[other] { $number } changes
}
unit-tickets = { $n ->
    [one] { $number } ticket
   *[other] { $number } tickets
}
unit-incidents = { $n ->
    [one] { $number } incident
   *[other] { $number } incidents
}
unit-users = { $n ->
    [one] { $number } person
   *[other] { $number } people
}
unit-reopens = { $n ->
    [one] { $number } reopening
   *[other] { $number } reopenings
}
unit-handovers = { $n ->
    [one] { $number } hand-over
   *[other] { $number } hand-overs
}
unit-money_per_hour = { $number } an hour

note-missing = Not given yet: { $inputs }.
note-unsigned = { $n ->
    [one] Nobody has signed this input yet: { $inputs }.
   *[other] Nobody has signed these inputs yet: { $inputs }.
}
note-either-way = The range reaches from less to more: there may be no difference at all.
note-delta = A recorded difference between two periods. It is not called saved: that takes a signal, and an action dated before it.
note-view = These hours are seen here from another side; other lines own part of them, and no total counts them.
note-capacity = Money for working time is capacity; it does not lower the payroll.

signed = signed
origin-figure = figure of { $period }
origin-stand-in = no column says it; one is assumed
origin-definition = by definition
origin-config = the configuration
input-target = target of { $name }
input-share-blocked = share of work that a priority { $priority } incident blocks
input-field-n = number of records behind { $name }
input-field-part = part counted in { $name }
input-field-whole = whole counted in { $name }
input-cost-employee_hour = what an employee’s hour costs
input-cost-it_hour = what an hour of IT costs
input-cost-cost_per_ticket = what a ticket costs
input-cost-cost_per_self_service = what a self-service contact costs
input-cost-avoidable_cost = cost avoided by a contact that needs nobody
input-cost-productivity_loss = share of work lost in an outage
input-work-capacity_hours = IT’s hours a month
input-work-hours_per_post_month = hours of a full-time post a month
input-work-rework_hours = hours to do a failed change again
input-work-reopen_minutes = minutes a reopened ticket takes again
input-work-handover_minutes = minutes a hand-over takes
input-work-handling_minutes = minutes to handle a ticket
input-service-margin_per_hour = margin that { $service } earns an hour
input-service-share_not_recovered = share of the margin of { $service } not earned later after an interruption
input-service-next_nine_cost_per_year = yearly cost of ten times fewer interruptions of { $service }
input-report-currency = the report’s currency
input-change-success_rate-point = one point of change success
