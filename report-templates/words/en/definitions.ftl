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
layer-operational = operational
layer-strategic = strategic
quality-1 = 1 service-driven culture
quality-2 = 2 documented systems and processes
quality-3 = 3 specialised roles
quality-4 = 4 right tools and automation
quality-5 = 5 structured learning
quality-6 = 6 clear escalation
quality-7 = 7 proactive problem prevention
quality-8 = 8 equipment lifecycle
quality-9 = 9 timely updates
quality-10 = 10 security first
quality-11 = 11 metrics
quality-12 = 12 vendor management
quality-13 = 13 alignment with business goals
