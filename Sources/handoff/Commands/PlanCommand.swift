import ArgumentParser
import RolloutCore

/// Shows what a plan will do, before it does it.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show each step of a plan with its time, and what rollback would do there.",
        discussion: """
            Looks at the file, at its artifact, and at the journal for what would change from \
            what serves now. Nothing is started and nothing is changed.
            """
    )

    @Argument(help: "The plan file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @OptionGroup var target: EnvironmentOption
    @OptionGroup var place: StateOptions
    @OptionGroup var options: OutputOptions

    func run() async throws {
        if GroupFile.isGroup(file) {
            let group = try GroupFile(path: file, environment: target.environment)
            print("\(group.plan.name) to \(group.plan.environment): \(group.order).")
            for component in group.plan.components {
                print("`handoff plan \(component.file)` shows the steps of \(component.name)")
            }
            return
        }
        let plan = try PlanFile(path: file, environment: target.environment)
        let site = try ServiceSite(
            state: place.folders.state,
            service: plan.service,
            environment: plan.environment
        )
        let outlook = try await ReleaseDifference(site: site).outlook(for: plan)
        let report = PlanReport(plan, outlook: outlook)
        print(try options.output == .json ? report.jsonText() : report.text)
    }
}

/// What `handoff plan` shows.
struct PlanReport: Encodable, Hashable, Sendable {
    /// One step, with its times in seconds.
    struct Step: Encodable, Hashable, Sendable {
        var name: String
        var action: String
        var atLeastSeconds: Double
        var atMostSeconds: Double?
        var needs: [String]
        var needsPerson: Bool
        var persons: Int
        var hooks: [String]
        var rollback: [Return]
    }

    /// One part of a rollback.
    struct Return: Encodable, Hashable, Sendable {
        var what: String
        var time: String
    }

    var service: String
    var environment: String
    var whenUnwatched: Unwatched
    var shortestSeconds: Double
    var steps: [Step]
    /// What changes from what serves now; nil where nothing was ever released.
    var difference: PlanDifference?
    /// The same for people.
    let text: String

    private enum CodingKeys: String, CodingKey {
        case service, environment, whenUnwatched, shortestSeconds, steps, difference
    }

    /// The course that the file asks for, and what it changes.
    init(_ file: PlanFile, outlook: ReleaseDifference.Outlook? = nil) {
        let outline = PlanOutline(file)
        service = file.service.rawValue
        environment = file.environment
        whenUnwatched = file.whenUnwatched
        shortestSeconds = outline.shortest.inSeconds
        steps = outline.steps.map { step in
            Step(
                name: step.name,
                action: step.action,
                atLeastSeconds: step.atLeast.inSeconds,
                atMostSeconds: step.atMost?.inSeconds,
                needs: step.needs,
                needsPerson: step.needsPerson,
                persons: step.persons,
                hooks: step.hooks,
                rollback: step.rollback.map { Return(what: $0.what, time: $0.time) }
            )
        }
        let release = file.label.map { "\(file.service) \($0)" } ?? file.service.rawValue
        difference = outlook?.difference
        let trouble = outlook?.artifactTrouble.map { "\($0), so its bytes were not compared." }
        text = [
            "\(release) to \(file.environment)", outlook?.difference.text, trouble, outline.text,
            outline.summary(file),
        ].compactMap(\.self).joined(separator: "\n\n")
    }
}

extension PlanOutline {
    /// The steps for people, a few lines each.
    var text: String {
        steps.enumerated().map { index, step in
            let number = "\(index + 1)."
            let rows =
                [("does", step.action), ("takes", step.time)] + Self.rows("hooks", step.hooks)
                + Self.rows("rollback", step.rollback.map(\.text))
            let lines = rows.map { "    " + $0.0.filled(to: 10) + $0.1 }
            return ([number.filled(to: 4) + step.name] + lines).joined(separator: "\n")
        }
        .joined(separator: "\n")
    }

    /// A row for each text, with the word before the first.
    private static func rows(_ word: String, _ texts: [String]) -> [(String, String)] {
        texts.enumerated().map { ($0.offset == 0 ? word : "", $0.element) }
    }

    /// The times of all steps together, and where a person is needed.
    fileprivate func summary(_ file: PlanFile) -> String {
        let needed = personSteps.map { $0.name.replacing("shift to ", with: "") }
        let person =
            needed.isEmpty ? "no gate needs a person" : "a person is needed at \(needed.spokenList)"
        let unwatched =
            file.whenUnwatched == .hold
            ? "While no dashboard is open, it holds at the next gate."
            : "It goes on by the plan while no dashboard is open."
        return "At least \(shortest.spoken) in all; \(person). \(unwatched)"
            + file.unanswered.sentence + file.audience
    }
}

extension PlanOutline.Step {
    /// How long it takes, in words.
    fileprivate var time: String {
        var words: [String] = []
        if atLeast > .zero { words.append("at least \(atLeast.spoken)") }
        if let atMost { words.append("at most \(atMost.spoken)") }
        let openers =
            needs + (needsCriteria ? ["every criterion passes"] : [])
            + personWords
        if !openers.isEmpty { words.append("until " + openers.spokenList) }
        return words.isEmpty ? "as long as it needs" : words.joined(separator: ", ")
    }

    private var personWords: [String] {
        switch persons {
        case 0: []
        case 1: [part == .contract ? "a person confirms" : "a person advances"]
        default: ["\(persons) different persons advance"]
        }
    }
}

extension UnansweredPolicy {
    /// What happens when nobody answers, as a sentence behind others; empty when it just waits.
    fileprivate var sentence: String {
        switch way {
        case .hold: ""
        case .rollback: " A gate that nobody answers for \(after.spoken) rolls it back."
        case .continue: " A gate that nobody answers for \(after.spoken) opens."
        }
    }
}

extension PlanFile {
    /// How many are told, as a sentence behind others; empty when nobody is.
    fileprivate var audience: String {
        guard !notifications.isEmpty else { return "" }
        let count = notifications.count
        return " \(count) receiver\(count == 1 ? " is" : "s are") told of it."
    }
}

extension Consequence {
    fileprivate var text: String { time.isEmpty ? what : "\(what), \(time)" }
}
