### How a KPI is explained, by `boardpack explain` and on the method page.

definition-needs = Needs { $needs }.
definition-derived = Derived { $what }.
definition-proxy = As a proxy: { $what }.
definition-seen = Known as { $id }. Better: { $better }. Focus: { $focus }. Layer of the Balance Blueprint: { $layer }.
definition-evidence = Evidence for: { $qualities }.
definition-provisional = Provisional until { $days ->
    [one] a day
   *[other] { $days } days
} after the period: late outcomes may still change it.
better-higher = more
better-lower = less
better-neither = neither; it describes
layer-foundational = foundational
    .what = Help desk, configuration management, root causes: they cut unplanned incidents, shorten resolution and build trust.
layer-operational = operational
    .what = Metrics and monitoring, preventive maintenance, automation, vulnerability management: less firefighting, more time for change.
layer-strategic = strategic
    .what = Capacity reallocated, what is not core given to others, flexible service models: IT enables growth without giving up control.
quality-1 = 1 service-driven culture
    .what = It improves how people work
quality-2 = 2 documented systems and processes
    .what = Service does not depend on who is there
quality-3 = 3 specialised roles
    .what = Work goes to those who know it
quality-4 = 4 right tools and automation
    .what = Automation in place of effort by hand
quality-5 = 5 structured learning
    .what = Time, certificates and duties
quality-6 = 6 clear escalation
    .what = Everybody knows whom to call
quality-7 = 7 proactive problem prevention
    .what = What is prevented need not be repaired
quality-8 = 8 equipment lifecycle
    .what = Replaced before it fails
quality-9 = 9 timely updates
    .what = By severity, within the time agreed
quality-10 = 10 security first
    .what = Found, closed and tested
quality-11 = 11 metrics
    .what = Response, planning, resolution, satisfaction
quality-12 = 12 vendor management
    .what = An owner, a strategy, a roadmap each
quality-13 = 13 alignment with business goals
    .what = Change that works and serves the goals
