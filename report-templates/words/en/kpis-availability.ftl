### Services: whether they were there, are known, can be brought back, and what stands against them. Keys as in kpis.ftl.

## Availability

kpi-availability-rate =
    .title = Availability
    .short = availability
    .question = Were services there when they were to be?
    .formula = The time in which services were there divided by the time in which they were to be, in seconds over all services. A service is to be there in its own hours, else in those of the calendar, else around the clock; on the calendar’s holidays only what is there around the clock is. Interruptions of one service that overlap or meet are one; planned ones are not counted, one without an end runs to the end of the data, one that ends before it begins is left out, and so is one whose end cannot be read. Services are those of the register and those with interruptions. Where a cell names several services, each of which also stands alone in its column, each of them was down. A service that is monitored, or is down as the data end, is known until then; any other only as far as the outages export goes: from its first whole month until its last time plus the longest silence between two of its times, in that month. Of what is not known nothing is said.
    .unit = share of agreed time
    .needs = an outages export with service, started_at and ended_at; services that are monitored, in a services export or as [[service]], are known in months without any outage, too
    .derived = from recorded interruptions and agreed hours
kpi-availability-unscheduled_hours =
    .title = Unscheduled downtime in twelve months
    .short = unscheduled downtime in twelve months
    .question = For how long could people not work with the services they were promised?
    .formula = Agreed hours in which services were down without a plan, over the twelve whole months to the period’s end and all services: an hour in which two services are down is two. Overlapping interruptions of one service count once. Of fewer months there is no such sum. Beside it the hours of the period alone. Hours, services and what is known of them are those of availability.
    .unit = hours of downtime in twelve months
    .needs = an outages export with service, started_at and ended_at
    .derived = from recorded interruptions and agreed hours
kpi-availability-mtbf =
    .title = Mean time between failures
    .short = mean time between failures
    .question = How long does a service run before it fails?
    .formula = Agreed time in which services were there, in hours, divided by the failures that began in the period. A failure is an unplanned interruption that took agreed time; those of one service that overlap or meet are one. Without a failure there is no such time, but a least that it is: the hours without one. Hours, services and what is known of them are those of availability.
    .unit = agreed hours between failures
    .needs = an outages export with service, started_at and ended_at
    .derived = from recorded interruptions and agreed hours
kpi-availability-mtrs =
    .title = Mean time to restore service
    .short = mean time to restore service
    .question = How long is a service away when it fails?
    .formula = Mean time from the beginning to the end of the failures that began in the period, in the service’s hours and on the wall clock. A failure is an unplanned interruption that took agreed time; those of one service that overlap or meet are one. A service that is still down is left out and counted, and so is an interruption whose end cannot be read.
    .unit = time to restore a service
    .needs = an outages export with service, started_at and ended_at
    .derived = from recorded interruptions and agreed hours

## What there is, and whether it can be brought back

kpi-config-coverage =
    .title = Tickets and changes about something known
    .short = the share of tickets and changes about something in the register
    .question = Does IT know what it works on?
    .formula = Tickets and changes opened in the period whose service is in the register of services, or whose asset is in the assets export, divided by all of them. One that names neither is not covered. Where a change names several assets, one in the register is enough. Cancelled ones and duplicates are left out.
    .unit = share of tickets and changes opened
    .needs = a services or assets export, or [[service]] in boardpack.toml, and service or asset_id in the tickets or changes export
    .business = Whether IT knows what a disruption will hit before it does.
    .derived = from names that match the register’s
kpi-continuity-restore_tests =
    .title = Restore tests passed in twelve months
    .short = the share of restore tests passed in twelve months
    .question = When something is lost, can it be brought back?
    .formula = Restore tests that passed divided by restore tests done in the twelve whole months to the period’s end. Tests without a result are left out of both and counted; backups are no tests. Beside it the days from the last restore test, passed or not, to the period’s last day: in total of any service, by service of its own, where services are folded together their mean.
    .unit = share of restore tests
    .needs = a continuity export with kind, at and passed
kpi-continuity-coverage =
    .title = Services with a passed restore test
    .short = the share of services with a passed restore test
    .question = How much of what the organisation depends on is known to come back?
    .formula = Services of the register that passed a restore test in the twelve whole months to the period’s end, divided by all services of the register. The register keeps no past, so that only the report’s period has this figure.
    .unit = share of services
    .needs = a continuity export with service, kind, at and passed, and a services export or [[service]] in boardpack.toml
    .derived = from the restore tests of each service

## Risks and security

kpi-risks-open =
    .title = Open risks
    .short = the number of open risks
    .question = What may still happen?
    .formula = Risks recorded before the period’s end and not closed before it, by rating, rebuilt from timestamps. Without opened_at and closed_at the register keeps no past, and only the report’s end has this figure. A risk without a time of its own is left out and counted. So is one whose closing time cannot be read, as “ended, time unknown”. The twelve of the highest rating are shown by title; where ratings are missing, none is.
    .unit = open risks at the end of each month
    .needs = a risks export
kpi-risks-overdue =
    .title = Risks accepted past their date
    .short = the number of risks accepted past their date
    .question = Which acceptances does somebody have to renew?
    .formula = Open risks whose acceptance ran out before the period’s end, or before the end of the data where that comes first; a date holds for its whole day. A risk that nobody accepted until a date is none of them. One whose closing time cannot be read is left out and counted as “ended, time unknown”.
    .unit = open risks past their acceptance at the end of each month
    .needs = accepted_until in the risks export
kpi-security-incidents =
    .title = Security incidents
    .short = security incidents
    .question = How often was security breached or at risk?
    .formula = Count of incidents marked as security incidents, by the time they were opened. Cancelled ones and duplicates are left out and counted apart.
    .unit = security incidents a month
    .needs = security in the tickets export
kpi-security-containment =
    .title = Time to contain a security incident
    .short = time to contain a security incident
    .question = How long until a security incident is over?
    .formula = Median time from opened to resolved of the security incidents resolved in the period, in service hours where a calendar is given and on the wall clock. On the service clock, on-hold minutes are taken off where the export has them.
    .unit = time from opened to resolved
    .needs = security and resolved_at in the tickets export
    .proxy = closed_at stands in for resolved_at
