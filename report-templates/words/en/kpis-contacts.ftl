### What each KPI of contacts is called, asks and is made of; the keys are those of kpis.ftl.

kpi-contacts-speed_to_answer =
    .title = Speed to answer
    .short = wait for an answer
    .question = How long do people wait for a human?
    .formula = Wait of calls and chats that a human answered, by the time they came: median, 90th percentile and mean, on the wall clock. Those that were given up, or of which nobody recorded whether they were answered, are left out; those without a recorded wait are counted apart. Read it beside the share abandoned: the wait is shorter where more people give up.
    .unit = time from the contact to a human’s answer
    .needs = wait_seconds and abandoned in a contacts export
kpi-contacts-abandoned =
    .title = Contacts abandoned
    .short = the share of contacts abandoned
    .question = How many people give up before anyone answers?
    .formula = Calls and chats that were given up before a human answered divided by all calls and chats, by the time they came. Those of which nobody recorded it are left out and counted. Read it beside the speed to answer.
    .unit = share of calls and chats
    .needs = abandoned in a contacts export
