### What each KPI of partners is called, asks and is made of; the keys are those of kpis.ftl.

## What people say

kpi-satisfaction-csat =
    .title = Satisfaction
    .short = satisfaction
    .question = Are people content with the service they got?
    .formula = Answers in the upper two of five divided by all answers to a question of satisfaction (instrument csat), by the time of the answer. On another scale an answer counts where score × 5 ÷ scale_max is at least 4; where scale_max is empty the scale is five. Invitations without a score are left out, and so are scores beyond their scale, which are counted. Each answer is taken for a person: of fewer than [privacy] smallest_group nothing is shown.
    .unit = share of answers in the upper two of five
    .needs = a surveys export with score and instrument
kpi-satisfaction-nps =
    .title = Net promoter score
    .short = the net promoter score
    .question = Would people recommend IT?
    .formula = The share of answers of 9 and 10 minus the share of answers of 0 to 6, in points between −100 and 100, of answers to a question of recommendation (instrument nps) by the time of the answer. Where scale_max is empty the scale is 0 to 10; answers on another scale are left out and counted.
    .unit = points, those who recommend minus those who do not
    .needs = a surveys export with score and instrument nps
kpi-satisfaction-effort =
    .title = Ease
    .short = ease
    .question = How easy is it to get help?
    .formula = Mean score of answers to a question of effort (instrument effort) by the time of the answer, on a scale of five: score × 5 ÷ scale_max, to the nearest hundredth; where scale_max is empty the scale is five. scale_max is the best answer, the least effort. Scores beyond their scale are left out and counted.
    .unit = mean on a scale of five, five is the least effort
    .needs = a surveys export with score and instrument effort
kpi-satisfaction-response_rate =
    .title = Response rate of surveys
    .short = the response rate
    .question = How many of those asked say anything?
    .formula = Invitations with a score or an answer divided by all invitations to say something of satisfaction, recommendation or effort, by the time that the export gives (when it was answered, else sent). Where the export holds no unanswered invitation at all, nobody knows how many were asked: answers divided by tickets resolved in the period stand in as a proxy.
    .unit = share of invitations
    .needs = a surveys export with instrument that holds unanswered invitations, or a tickets export for the proxy
    .proxy = resolved tickets stand in for the invitations sent
kpi-satisfaction-lost_time =
    .title = Time lost
    .short = the time that people say they lost
    .question = How much working time does a disturbance cost those who have it?
    .formula = Mean of lost_minutes over the answers that say it, in hours, by the time of the answer; the team’s own survey is left out. Where ticket_id leads to a ticket of the export, incidents and requests are given apart; the total is of all answers. What somebody did not say is left out, never nought.
    .unit = hours lost an answer, as people say
    .needs = lost_minutes in a surveys export
kpi-satisfaction-assessment =
    .title = Assessments of services
    .short = the assessment of services
    .question = What do those who use a service think of it, and when were they last asked?
    .formula = Mean score of answers to an assessment (instrument assessment) in the period, on a scale of five: score × 5 ÷ scale_max, to the nearest hundredth; where scale_max is empty the scale is five. Scores beyond their scale are left out and counted. Days since the last: whole days from the last time that the service was asked about, answered or not, to the period’s last day; in total the mean over services that were ever asked about.
    .unit = mean on a scale of five
    .needs = a surveys export with score, service and instrument assessment

## How people want change, and whom IT has met

kpi-partners-preferences =
    .title = How people want change
    .short = agreement on how people want change
    .question = When do people want which type of change?
    .formula = For each department or role the answer that it gave most often to each question of preference (instrument preference) up to the report’s end, with the share of its answers that name it: by type of change where at least [privacy] smallest_group answered about each type that they were asked about, else of all types together, where so many answered about one of them. How many answered, the month with the most answers says, since the next round asks the same persons again. Of earlier months nothing is said: what one month adds to all answers would be those of a few. Answers that differ in capitals and marks alone are one. Where two answers were given as often as each other there is no preference, and neither has answers without a persona one; both are left out.
    .unit = share of answers that name their group’s most given one
    .needs = a surveys export with persona, answer and instrument preference
kpi-partners-met =
    .title = Stakeholders met
    .short = the share of groups met within their cadence
    .question = Does IT talk with those whom it serves?
    .formula = Groups of people without a gap longer than their cadence, divided by groups, at the period’s end. Groups are those of [[stakeholder]] (cadence_days, 90 where not given) and those that the meetings name beside them. A gap is the days from one meeting to the next over the twelve months up to then, from where those months or the data begin to the first meeting, and from the last meeting to the period’s last day. Meetings about a project do not count; a meeting without a kind does. Groups never met are left out and counted until the data are longer than their cadence. Days since the last: to the period’s last day, in total the mean over groups ever met. Longest gap: in days, in total the mean over groups. Key people: the same share, of the key_people of [[stakeholder]].
    .unit = share of groups at the end of each month
    .needs = a meetings export with date and stakeholder
    .derived = from the days of meetings

## Goals

kpi-goals-aligned =
    .title = Goals that serve the organisation
    .short = the share of goals that serve a goal of the organisation
    .question = Does what IT wants serve what the organisation wants?
    .formula = Goals that name a goal of the organisation divided by all goals of the register, as it stands: a register keeps no past, so that there is no earlier figure.
    .unit = share of goals
    .needs = organisation_goal in a goals export
kpi-goals-smarter =
    .title = Evidence on file for goals
    .short = the share of points with evidence on file
    .question = For how much of what makes a goal good is there evidence?
    .formula = Points with evidence on file divided by seven points for each goal of the register, as it stands; by point the share of goals, and the mean points of a goal. Specific: an organisation goal and a measure; measurable: a measure, a baseline and a target; achievable: somebody has checked it; relevant: an organisation goal; time-bound: a due date; evaluated and readjusted: a day before the period’s end on which it was. An empty cell, or a column that the register does not have, is no evidence. Whether a goal is good nobody can read from a file.
    .unit = share of the seven points of all goals
    .needs = a goals export with id
    .derived = from which cells of the register are filled
kpi-goals-on_track =
    .title = Goals on track
    .short = the share of goals on track
    .question = Will the goals be reached in time?
    .formula = Goals whose current value is at or beyond the straight line from the baseline on the day they started to the target at the end of the day on which they are due, at the period’s end, divided by goals that have all five; beyond means below where the target lies below the baseline. After the due date the line stays at the target. Goals that have not started, or whose target is the baseline, have no line; they are left out and counted. The current value is what the register says today: there are no past months, and nothing is said of a period that ended more than a month before the data do.
    .unit = share of goals
    .needs = baseline, target, current, started_at and due_at in a goals export
    .derived = against a straight line from baseline to target

## Statistics and dimensions

dim-question = question
stat-days-left = days left
name-of-days-left = days left of { $name }
stat-longest-gap = longest gap in days
name-of-longest-gap = longest gap between meetings: { $name }
stat-key-people = key people
name-of-key-people = { $name }, by key people
