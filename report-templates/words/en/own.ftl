### The organisation's own KPIs, described by rule from what boardpack.toml says of them.

own-rows-where = { $table } where { $conditions }
own-count = The number of { $rows }, by { $at }.
own-ratio = Of { $rows }, by { $at }, the share where { $part }. Where a cell that would tell is empty, the row is left out of both sides.
own-sum = The { $of } of { $rows }, added up by { $at }.
own-mean = The mean { $of } of { $rows }, by { $at }. Rows without it are left out.
own-spread = The { $of } of { $rows }, by { $at }: median, 90th percentile and mean. Rows without it are left out.
own-between = time from { $from } to { $until }
own-stands-in = Where { $at } is empty, closed_at stands in.
own-leaves-out = Cancelled and duplicate records are left out.
own-is = { $column } is { $words }
own-is-not = { $column } is given and not { $words }
own-range = { $column } is from { $least } to { $most }
own-least = { $column } is at least { $least }
own-most = { $column } is at most { $most }
own-true = { $column } is true
own-false = { $column } is false
own-filled = { $column } is given
own-empty = { $column } is empty
own-or = { $first } or { $last }
own-and = { $first } and { $last }
own-question = { $title }: how does it develop?
own-needs = a { $table } export with { $columns }
own-unit-count = { $table } a month
own-unit-ratio = share of { $table }
own-unit-sum = { $unit ->
    [hours] hours a month
    [money] { $of } a month, in { $currency }
   *[other] { $of } a month
}
own-unit-mean = { $unit ->
    [hours] mean time, in hours
    [money] mean { $of }, in { $currency }
   *[other] mean { $of }
}
own-unit-spread = duration
