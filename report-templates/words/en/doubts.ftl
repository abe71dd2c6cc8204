### What makes the numbers untrustworthy, on the Summary and the Method page.

doubt-title = Read with care
doubt-cap = { $file } has exactly { NUMBER($rows) } rows, which is where tools cut an export off: counts may be too low.
doubt-only-open = { $source } holds only what is still open: nothing that was resolved or closed can be counted.
doubt-only-closed = { $source } holds only what has ended: what is still open is missing, so backlog and age are too low.
doubt-ends-early = { $source } ends suddenly: { $month } has { $records ->
    [one] one record
   *[other] { NUMBER($records) } records
}, each of the six months before it { NUMBER($beside) } or more. The last figures may be too low.
doubt-begins-late = { $source } begins suddenly: { $month } has { $records ->
    [one] one record
   *[other] { NUMBER($records) } records
}, each of the six months after it { NUMBER($beside) } or more. The first figures may be too low.
doubt-future = { $source } has { $n ->
    [one] one time that lies
   *[other] { NUMBER($n) } times that lie
} after { $date }, where its data end: what rests on { $n ->
    [one] it
   *[other] them
} cannot be right.
doubt-other-order = { $source } has { $n ->
    [one] a date
   *[other] { NUMBER($n) } dates
} in { $column } that read only with day and month the other way than was said: its other dates may all be wrong.
doubt-shared-ids = { $source } has { $records ->
    [one] one record that another export has
   *[other] { NUMBER($records) } records that other exports have
}, too: { $records ->
    [one] it is
   *[other] they are
} counted twice.
doubt-more = { $n ->
    [one] One more is
   *[other] { NUMBER($n) } more are
} on the Method page.
