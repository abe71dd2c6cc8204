### The method page: data, definitions, assumptions, chance.

method-heading = What every number is made of, and what was left out
method-persons = The figures are about the system of work. They are not for appraisal of persons: no name of a caller, requester or technician is in this report, and nothing is shown that comes from fewer persons than the smallest group, nor what would tell it by subtraction: a month or a part of too few is hidden together with another. That holds for the figures of each KPI in this report; what two KPIs of your own pick of the same rows, or two reports of different months held side by side, can tell more.

heading-signals = How a signal is told from noise
method-signals = Every series of at least twelve months has a usual range: its mean, give or take 2.66 times its mean month-to-month difference (an XmR chart). A month is a signal when it lies outside that range, when seven months in a row lie on one side of the mean or rise or fall, or when two of three lie beyond two thirds of the way to a limit. Durations are judged on a log scale. A month of fewer than five records of a share, a mean or a median is no signal by how far out it lies. A stock such as the backlog is never judged so. A difference to last month inside the range is not news.
method-false-signals = With { $n ->
    [one] one headline figure
   *[other] { $n } headline figures
}, expect about { $expected } false signals in twelve months from chance alone. Parts of figures, such as single services, never make the news.
method-intervals = A share of counted records carries its 95{"\u00A0"}% Wilson interval, a rate its exact Poisson interval, a median the interval of its order statistics, which fewer than six records do not give. Where a target lies inside the interval, the figure is compatible with it: the sample is too small to tell. A share of fewer than five is written as counts, and under twenty it is called a small sample.

heading-notes = What happened when
method-notes = A letter in a chart over months stands in the month of what the organisation itself has noted. Where a usual range begins anew, only the months from there on count, and twelve of them are needed before anything can be called a signal again.
caption-notes = What the organisation has noted
column-sign = Letter
column-happened = What happened
column-anew = Usual range begins anew
note-outside = { $date }; outside of the months of the charts

heading-baseline = The baseline
method-baseline-none = No way is measured from { $baseline }: a baseline ends before the report’s period begins and lies in the data, whose whole months are { $first } to { $last }.
method-baseline = The way is measured from { $baseline }. The figures of that time are worked out anew from the exports of this report, by the definitions of this version: nothing is kept from an earlier report. Where a record of that time has been changed since, or a definition in a newer version, the baseline changes with it. A difference may be chance where the two 95{"\u00A0"}% intervals meet.

heading-data = What was read
method-data = Rows read are rows kept plus rows set aside. Rows set aside stand, with file, line, column and reason, in rejects.csv beside this report and never inside it.
caption-sources = The exports, and what became of their rows
note-sources = A record is a ticket or a change; an export may have several rows a record.
column-source = Source
column-table = Table, preset
column-read = Rows read
column-kept = Rows kept
column-aside = Set aside
column-reason = Reason
column-rows = Rows
column-column = Column
column-word = Word
column-suggestion = Nearest known word
column-header = Header in the export
column-filled = Records with a value
column-file = File
column-fingerprint = SHA-256
caption-reasons = Why rows were set aside, and what was noticed on rows that were kept
fold-reasons = Rows set aside and noticed, by reason
caption-unknown-words = Words that no map knows; these rows are kept with that cell empty
fold-unknown-words = Unknown words
caption-columns = Where each column came from
fold-columns = Columns, headers and time formats
preset-because = { $preset }: { $why }
caption-unread = Columns that were found and not read, because no figure needs them
fold-unread = Columns not read
caption-fingerprints = Fingerprints of the files
fold-fingerprints = Fingerprints of the files
first-in = the first in { $place }
ledger-warning = { $source }: { $warning }.

heading-evidence = The evidence behind every figure
caption-evidence = Figures of { $period }, with what they rest on
fold-evidence = Every figure with its records, interval, basis and what was left out
note-left-out = Left out means left out of both sides of a share.
column-value = Value
column-interval = 95{"\u00A0"}% interval
column-basis = Basis
column-left-out = Left out or stood in
left-out = { $reason }: { NUMBER($n) }

heading-not-measured = What cannot be told from these exports
method-not-measured = A figure without data is never shown as zero or as full marks. A register that keeps no past says what is so today: it is asked of the end of the report’s period alone, and not of a period that ended more than a month before the data do.
caption-not-measured = Figures that lack a column or a setting
fold-not-measured = Figures that lack a column or a setting, and which
caption-further-exports = What further exports would add, the most first
column-export = Export
column-adds = Figures
column-among-them = Among them
note-further-exports = `boardpack tables NAME` says which columns such an export may have; a few are enough to begin. A figure that needs two of them is counted with both.
nearer-way = { $name } (from { $needs })
note-nearer-ways = Some of them need no such export, if tickets and changes say more: { $ways }.
column-would-need = Why, and what would provide it

heading-focus = Whose language the targets speak
method-focus = Metrics with targets by focus: { $parts }.

heading-definitions = Definitions
fold-definitions = { $n ->
    [one] The definition of one figure
   *[other] The definitions of { $n } figures
}

heading-assumptions = Assumptions, and who signed them
caption-assumptions = Inputs of the value lines
column-input = Input
column-used = Used
column-signed = Signed by
column-signed-source = Source
unsigned = unsigned
signed-on = agreed on { $date }
review-by = to be looked at again by { $date }
