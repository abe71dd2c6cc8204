### Problems: the same keys as in kpis.ftl, and the words of their statistic.

stat-with-problem = major incidents with a problem record
name-of-with-problem = the share of major incidents with a problem record

kpi-problem-root_cause_rate =
    .title = Root causes found in time
    .short = the share of root causes found in time
    .question = Do we find out why things break?
    .formula = Of the problems whose root cause fell due in the period, the share whose root cause was found by then; a date holds for its whole day, and what is due later than the data reach has not fallen due. A problem whose root cause nobody recorded counts as not found, also where it is closed. Cancelled problems and duplicates are left out and counted apart. Beside it, the share of the major incidents opened in the period that name a problem record.
    .unit = share of root causes due in the month
    .needs = a problems export with root_cause_due_at and root_cause_at
    .business = How often the same disruption will not come back.
kpi-problem-known_errors =
    .title = Open problems that are known errors
    .short = the share of open problems that are known errors
    .question = Of how many open problems do we know the cause and a way around?
    .formula = Problems open at the last instant of the period that had become known errors by then, divided by all open at that instant, rebuilt from timestamps. Where only a flag says it, and no time, it is what the records say today: then there are no past months. Cancelled problems and duplicates are no stock. A problem in a final state without an end time is left out and counted as “ended, time unknown”.
    .unit = share of open problems at the end of the month
    .needs = a problems export with opened_at, closed_at and known_error_at or known_error
    .business = For how many open faults people have a way round.
    .derived = rebuilt from timestamps
kpi-problem-age =
    .title = Age of open problems
    .short = the median age of open problems
    .question = How long do causes stay with us?
    .formula = Median of the time since they were opened, of the problems open at the last instant of the period, on the wall clock and rebuilt from timestamps. Cancelled problems and duplicates are no stock. A problem in a final state without an end time is left out and counted as “ended, time unknown”.
    .unit = age of the open problems at the end of each month
    .needs = a problems export with opened_at and closed_at
    .business = For how long the business lives with a fault that it knows of.
    .derived = rebuilt from timestamps
