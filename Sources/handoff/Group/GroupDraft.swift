import RolloutCore

/// A group's plan file while it is being read.
struct GroupDraft {
    var service = ""
    var environment = ""
    var components: [ComponentDraft] = []
    var returnsTogether = true
}

/// One component, as the plan file of its group says it.
struct ComponentDraft {
    var name = ""
    var plan = ""
    var after: [String] = []
}

/// The table of a group's plan file.
enum GroupSections {
    /// The whole file.
    static var file: Section<GroupDraft> {
        Section(keys: own + foreign, rules: [serviceRule, edgeRule, cycleRule])
    }

    private static var own: [Key<GroupDraft>] {
        [
            Key(
                "service",
                \.service,
                .name("shop"),
                isRequired: true,
                "The name of the whole; no component's service has it."
            ),
            Key(
                "environment",
                \.environment,
                .name("production"),
                isRequired: true,
                "Where all components are released to."
            ),
            Key(
                "components",
                in: \.components,
                .named(
                    "component",
                    such: "{api: {plan: api.yaml}, web: {plan: web.yaml, after: [api]}}",
                    pattern: .plain,
                    component,
                    start: { ComponentDraft(name: $0) }
                ),
                isRequired: true,
                "The services of the group, each with a plan file of its own."
            ),
            Key("rollback", in: \.self, rollback, "How far a way back goes."),
        ]
    }

    private static var component: Section<ComponentDraft> {
        Section(keys: [
            Key(
                "plan",
                \.plan,
                .path("api.yaml"),
                isRequired: true,
                "Its plan file; relative to this one."
            ),
            Key(
                "after",
                \.after,
                .distinct("names of components, such as [api]", of: .name("api")),
                "Components that have to have arrived at 100% before it starts."
            ),
        ])
    }

    private static var rollback: Section<GroupDraft> {
        Section(keys: [
            Key(
                "together",
                \.returnsTogether,
                .flag,
                "Whether one that does not arrive takes those back that have arrived."
            )
        ])
    }

    /// Keys of a plan of one service, which somebody might write here.
    private static var foreign: [Key<GroupDraft>] {
        let known = Set(own.map(\.name) + ["environments"])
        return PlanSections.file.keys.map(\.name).filter { !known.contains($0) }.map { name in
            .refused(name, "`\(name)` is for the plan of one component. Move it there.")
        }
    }

    private static var serviceRule: Rule<GroupDraft> {
        Rule(over: "service", "components") { draft in
            guard draft.components.contains(where: { $0.name == draft.service }) else { return [] }
            let name = draft.service.quotedForSentence
            return [
                Finding(
                    place: "components.\(draft.service)",
                    sentence: "\(name) is the name of the whole. Name the component otherwise."
                )
            ]
        }
    }

    private static var edgeRule: Rule<GroupDraft> {
        Rule(over: "components") { draft in
            let names = draft.components.map(\.name)
            return draft.components.flatMap { component in
                component.after.compactMap { before -> Finding? in
                    let place = "components.\(component.name).after"
                    if before == component.name {
                        let sentence = "`\(before)` cannot come after itself. Remove it here."
                        return Finding(place: place, sentence: sentence)
                    }
                    guard !names.contains(before) else { return nil }
                    let near = names.nearest(to: before).map { "Write `\($0)`" }
                    let sentence =
                        "there is no component \(before.quotedForSentence). "
                        + (near ?? "Write one of \(names.map { "`\($0)`" }.spokenList)")
                        + ", or remove it."
                    return Finding(place: place, sentence: sentence)
                }
            }
        }
    }

    private static var cycleRule: Rule<GroupDraft> {
        Rule(over: "components") { draft in
            let plan = GroupPlan(
                name: ServiceName(rawValue: draft.service),
                environment: draft.environment,
                components: draft.components.map { component in
                    ComponentPlan(
                        name: ComponentName(rawValue: component.name),
                        service: ServiceName(rawValue: component.name),
                        file: component.plan,
                        after: component.after.filter { $0 != component.name }
                            .map(ComponentName.init)
                    )
                }
            )
            guard let cycle = plan.cycle, let first = cycle.first else { return [] }
            let way = cycle.map { "`\($0)`" }.joined(separator: " after ")
            return [
                Finding(
                    place: "components.\(first).after",
                    sentence: "\(way): none of them could ever start. Remove one `after`."
                )
            ]
        }
    }
}
