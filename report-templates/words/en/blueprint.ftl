### The Blueprint: three layers, thirteen qualities, and whose language the metrics speak.

page-blueprint = Blueprint
blueprint-lead = First make the foundation solid, then use that stability for innovation: each layer stands on the one before. A layer and a quality are shown by what is on file for them, targets met and missed, and never as a score.
blueprint-missed = The next step is { $layer }: { $missed } of its { $targets ->
    [one] one target
   *[other] { $targets } targets
} { $missed ->
    [one] was
   *[other] were
} missed in { $period }
blueprint-worth-most = Worth most in the { $layer } layer: { $step } ({ $worth }).
blueprint-met = Every target of the three layers was met in { $period }
blueprint-plain = What is on file for the three layers in { $period }

heading-layer-foundational = Foundational improvements
heading-layer-operational = Operational enhancements
heading-layer-strategic = Strategic advancements
layer-targets = { $met } of { $targets } { $targets ->
    [one] target
   *[other] targets
} met
layer-no-target = no target
layer-evidence = { $with } { $with ->
    [one] figure
   *[other] figures
} on file{ $without ->
    [0] {""}
   *[other] , { $without } without data
}
caption-layer = The { $layer } layer, element by element
column-element = Element
column-solid = What is solid
column-next-step = Next step
element-help-desk = Help desk
element-configuration = Configuration and knowledge
element-root-causes = Root causes
element-metrics = Metrics and monitoring
element-maintenance = Preventive maintenance
element-automation = Automation
element-vulnerabilities = Vulnerabilities and risk
element-capacity = Capacity reallocated to change
element-outsourcing = Functions given to others
element-flexibility = Flexible service models
element-alignment = Aligned with the organisation’s goals
withheld = Not shown to the readers of this report.
solid-met = On target: { $what }.
solid-known = Known, without a target: { $what }.
name-value = { $name } { $value }
and-more = { $named } and { $more } more
next-missed = { $step } (now { $value }).
next-target = Agree on a target for { $name }.
next-export = Not seen yet: { $name }. It needs { $needs }.
next-none = Keep it so.

heading-qualities = Thirteen qualities of a highly effective department
qualities-what = Departments that are in trouble do not always look it. This is the evidence that the exports hold for each quality; what they do not hold is said, too.
caption-qualities = The thirteen qualities and the evidence for each
column-quality = Quality
column-targets = Targets
column-evidence = Evidence
evidence-counts = { $met } met, { $missed } missed; { $open } without a target, { $without } without data

heading-metric-review = The metric review
metric-review-what = Uptime is a number until somebody says what it achieves. These are the metrics with targets, whose language each speaks, and what IT’s own would read as in the business’s words.
metric-review-none = No metric has a target yet. A metric that nobody aims at steers nothing: agree on a few, at least half of them in the organisation’s own language.
metric-review-speaks = Speaks it already.
caption-metric-review = The metrics with targets, and whose language each speaks
column-metric = Metric
column-speaks = Speaks
column-business = In business words
focus-it = IT
focus-organisation = the organisation
focus-hybrid = both
