### Roles and learning: the same keys as in kpis.ftl, and the words of their statistic.

stat-with-backup = with a backup
name-of-with-backup = { $name }, where that person has a backup
left-out-fewer-than-five-tickets = { $n ->
    [one] { NUMBER($n) } person with fewer than five tickets
   *[other] { NUMBER($n) } persons with fewer than five tickets
}
left-out-not-in-the-register-of-people = { NUMBER($n) } of people who are not in the register
left-out-not-due-yet = { NUMBER($n) } not due yet

## Roles

kpi-roles-specialised =
    .title = Specialisation
    .short = the concentration of each person’s work
    .question = Do people have a field of their own, or does everybody do everything?
    .formula = For each person who resolved at least five tickets in the period: the share of each category in their tickets, squared, and the squares added up (the Herfindahl index); then the mean over these persons. It is 1 where everybody works on one category alone, and 0.25 where all divide their work evenly between four. A ticket is resolved by whoever had it last (assignee), at its resolution, or at its close where that is missing. Tickets without an assignee or without a category, those handled with no hands, the cancelled and duplicates are left out. Of fewer than [privacy] smallest_group persons nothing is shown.
    .unit = mean over persons of the concentration of their work, from 0 to 1
    .needs = assignee and category in the tickets export
    .business = How often people get somebody who does this every day.
    .derived = resolved by whoever had the ticket last
kpi-roles-single_person =
    .title = Categories that hang on one person
    .short = the number of categories that one person solves
    .question = What would nobody know how to solve if one person were away?
    .formula = Categories of which at least five tickets were resolved in the period, and at least 80 % of those by one person. A ticket is resolved by whoever had it last (assignee), at its resolution, or at its close where that is missing. Tickets without an assignee or without a category, those handled with no hands, the cancelled and duplicates are left out. Beside it, at the report’s end only, as the register of people keeps no past: of how many of these categories that person has a backup in the register who is somebody else; who is not in the register is left out of that. Where fewer than [privacy] smallest_group persons resolved such tickets, nothing is shown.
    .unit = categories of which one person solves four fifths or more
    .needs = assignee and category in the tickets export, for the backups a people export with backup
    .business = What people would wait for if one person of IT fell ill.
    .derived = resolved by whoever had the ticket last
kpi-roles-senior_desk_share =
    .title = Desk tickets solved by seniors
    .short = the share of desk tickets solved by seniors
    .question = Do our most experienced people do the work of the desk?
    .formula = Of the tickets that first went to a desk and were resolved in the period, the share resolved by a person of level 3. A desk is a group of people of which more than half, of those whose level the register says, are of level 1. A ticket first went to its first group or, where that is missing, to the group that had it last. It is resolved by whoever had it last (assignee), at its resolution, or at its close where that is missing; where the register does not say that person’s level, it is left out and counted apart. Tickets handled with no hands, the cancelled and duplicates are left out. Groups and levels are those that the register says today: there are no past months. Of fewer than [privacy] smallest_group persons nothing is shown.
    .unit = share of desk tickets whose solver’s level is known
    .needs = first_group (else group) and assignee in the tickets export, and a people export with group and level
    .business = How much of the most experienced people’s time the new does without.
    .derived = resolved by whoever had the ticket last, with the levels of today
    .proxy = the group that had a ticket last stands in for the first one; resolved by whoever had it last, with the levels of today
kpi-tickets-backup_coverage =
    .title = People with a backup
    .short = the share of people with a backup
    .question = Is there someone to call when a specialist is away?
    .formula = Members of IT for whom the register names a backup who is somebody else, divided by all members of IT in it. Who stands there twice is one. It is what the register says today: there are no past months, and no interval, as nothing is a sample. Of fewer than [privacy] smallest_group persons nothing is shown.
    .unit = share of people
    .needs = a people export with backup
    .business = What stands still when one person of IT is on holiday.

## Learning

kpi-learning-hours =
    .title = Hours of learning
    .short = the hours of learning a person
    .question = Do our people have time to learn?
    .formula = Hours of the learning that was completed in the period (completed_at) by people in the register, divided by the number of people in it; without a register, by whoever the training export names, divided by how many those are. All the hours of a course count when it is completed. What has no hours, and what was learnt by people who are not in the register, is left out and counted apart. The register says who is there today: there are no past months. Of fewer than [privacy] smallest_group persons nothing is shown.
    .unit = hours of completed learning a person
    .needs = hours and completed_at in a training export, and a people export
    .business = Whether IT will know how to do what the business asks for next.
    .derived = over the people in the register today
    .proxy = the people named in the training export stand in for the register
kpi-learning-certified =
    .title = Certifications that hold
    .short = the share of certifications that hold
    .question = Is what our people were certified for still true?
    .formula = Certifications that were still valid on the last day of the period, divided by the certifications held. Held is what a person completed before the end of the period, each certification once: a later renewal takes the place of the one before. Without a date of expiry it does not expire; a plain date is valid for its whole day. It is rebuilt from these dates for each month, for everybody whom the export names; nothing is a sample, so that there is no interval. Of fewer than [privacy] smallest_group persons nothing is shown.
    .unit = share of certifications held
    .needs = certification and completed_at in a training export, with expires_at
    .business = Whether those who look after the business’s systems still know them.
    .derived = by completed_at and expires_at
kpi-learning-mandatory =
    .title = Mandatory learning in time
    .short = the share of mandatory learning done in time
    .question = Is what everybody must know learnt by the time it is due?
    .formula = Mandatory learning due in the period and completed by then, divided by all mandatory learning due in the period. A plain due date is in time for its whole day. An empty cell is not mandatory. What was not due yet when the data end is left out and counted apart. Of fewer than [privacy] smallest_group persons nothing is shown.
    .unit = share of the mandatory learning that was due
    .needs = mandatory, due_at and completed_at in a training export
    .business = Whether everybody in IT knows the rules that protect the business.
    .derived = by due_at and completed_at
