import Foundation
import RolloutCore

/// What the plan file of a group says, with the plan files of its components read as well.
struct GroupFile: Hashable, Sendable {
    /// The group, checked.
    let plan: GroupPlan

    /// Whether a file is of a group: it has `components`, and no artifact or instances of its own.
    ///
    /// A file that cannot be read is none, and one with both is a plan of one service; who reads it
    /// then says what is wrong.
    static func isGroup(_ path: String) -> Bool {
        guard let text = try? ConfigText.read(path),
            case .map(let entries)? = YAMLText(text).root?.content
        else { return false }
        let keys = Set(entries.map(\.key))
        return keys.contains("components") && keys.isDisjoint(with: ["artifact", "instances"])
    }

    /// Reads the file and those it names, for the environment named where they are for several.
    ///
    /// - Throws: everything that is wrong with it, at once; else what is wrong with the first file
    ///   of a component that cannot be used.
    init(path: String, environment: String? = nil) throws(ConfigProblems) {
        let folder = URL(fileURLWithPath: path).absoluteURL.deletingLastPathComponent()
        let text = try ConfigText.read(path)
        try self.init(text: text, file: path, folder: folder, environment: environment)
    }

    /// Reads a group from its text; `folder` is where the paths in it begin.
    init(
        text: String,
        file: String,
        folder: URL,
        environment: String? = nil
    ) throws(ConfigProblems) {
        let yaml = YAMLText(text)
        let root = yaml.root ?? YAMLNode(position: .start, content: .map([]))
        let layers = EnvironmentLayers(root)
        var problems = yaml.problems + layers.problems
        let drafts = layers.variants.map { variant in
            var draft = GroupDraft()
            var reading = Reading(known: GroupSections.file.paths)
            GroupSections.file.read(variant.root, into: &draft, &reading)
            problems += reading.problems.filter { !problems.contains($0) }
            return draft
        }
        guard problems.isEmpty else { throw ConfigProblems(file: file, problems) }
        let draft = try Self.choose(
            environment ?? layers.usual,
            from: drafts,
            file: file,
            at: layers.position
        )
        var components: [ComponentPlan] = []
        for component in draft.components {
            components.append(try ComponentPlan(component, of: draft, folder: folder))
        }
        plan = GroupPlan(
            name: ServiceName(rawValue: draft.service),
            environment: draft.environment,
            components: components,
            returnsTogether: draft.returnsTogether
        )
        try Self.checkServices(of: plan, file: file)
    }

    private static func choose(
        _ environment: String?,
        from drafts: [GroupDraft],
        file: String,
        at position: Position
    ) throws(ConfigProblems) -> GroupDraft {
        let fitting = drafts.filter { environment == nil || $0.environment == environment }
        if let draft = fitting.first, fitting.count == 1 { return draft }
        let there = drafts.map(\.environment.quotedForSentence).spokenList
        let not = environment.map { ", not for \($0.quotedForSentence)" } ?? ""
        let sentence = "this file is for \(there)\(not). Name one with `--environment`."
        throw ConfigProblems(file: file, [ConfigProblem(position: position, sentence: sentence)])
    }

    /// Each component is a service of its own, because a service has one release at a time.
    private static func checkServices(of plan: GroupPlan, file: String) throws(ConfigProblems) {
        var owners: [ServiceName: ComponentName] = [:]
        var problems: [ConfigProblem] = []
        for component in plan.components {
            let subject = "`\(component.name)` releases the service `\(component.service)`, "
            if component.service == plan.name {
                let sentence = subject + "which is the name of the whole. Name the whole otherwise."
                problems.append(ConfigProblem(position: .start, sentence: sentence))
            } else if let other = owners[component.service] {
                let sentence = subject + "and so does `\(other)`. Keep one."
                problems.append(ConfigProblem(position: .start, sentence: sentence))
            }
            owners[component.service] = component.name
        }
        guard problems.isEmpty else { throw ConfigProblems(file: file, problems) }
    }
}

extension GroupFile {
    /// The course in a sentence: `api and mailer start at once, web after api`.
    var order: String {
        let first = plan.components.filter(\.after.isEmpty).map(\.name.rawValue)
        let later = plan.components.filter { !$0.after.isEmpty }.map { component in
            "\(component.name) after \(component.after.map(\.rawValue).spokenList)"
        }
        let start = "\(first.spokenList) start\(first.count == 1 ? "s" : "") at once"
        return ([start] + later).joined(separator: ", ")
    }
}

extension ComponentPlan {
    /// The component with what its own plan file says.
    fileprivate init(
        _ draft: ComponentDraft,
        of group: GroupDraft,
        folder: URL
    ) throws(ConfigProblems) {
        let path = folder.resolving(draft.plan)
        let file = try PlanFile(path: path, environment: group.environment)
        self.init(
            name: ComponentName(rawValue: draft.name),
            service: file.service,
            file: path,
            after: draft.after.map(ComponentName.init),
            warm: file.warm
        )
    }
}
