import ArgumentParser
import RolloutCore

/// Reads a plan file and says everything that is wrong with it.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read a plan file and say everything that is wrong with it.",
        discussion: "Looks at the file alone: no variable, artifact or router is touched."
    )

    @Argument(help: "The plan file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @OptionGroup var target: EnvironmentOption
    @OptionGroup var options: OutputOptions

    func run() throws {
        let report = CheckReport(of: file, for: target.environment)
        print(try options.output == .json ? report.jsonText() : report.text)
        guard report.isSound else { throw ExitCode.usage }
    }
}

/// What `handoff check` found.
struct CheckReport: Encodable, Hashable, Sendable {
    /// One problem, with its place when it has one.
    struct Problem: Encodable, Hashable, Sendable {
        var line: Int?
        var column: Int?
        var sentence: String
    }

    var file: String
    var isSound: Bool
    var problems: [Problem]
    /// The same for people.
    let text: String

    private enum CodingKeys: String, CodingKey { case file, isSound, problems }

    /// Reads the file; all its environments, also when one is named.
    init(of file: String, for environment: String? = nil) {
        self.file = file
        do throws(ConfigProblems) {
            if GroupFile.isGroup(file) {
                let group = try GroupFile(path: file, environment: environment)
                isSound = true
                problems = []
                text = "\(file): no problems; \(group.order)."
                return
            }
            let variants = try PlanVariants(path: file)
            let plans = environment == nil ? variants.all : [try variants.plan(for: environment)]
            isSound = true
            problems = []
            let courses = plans.map { plan in
                let stages = plan.stages.map(\.weight.description).joined(separator: ", ")
                let place = variants.all.count > 1 ? " in \(plan.environment)" : ""
                return "\(plan.service) goes through \(stages)\(place)"
            }
            text = "\(file): no problems; \(courses.joined(separator: "; "))."
        } catch {
            isSound = false
            problems = error.all.map {
                let place = $0.position
                return Problem(line: place?.line, column: place?.column, sentence: $0.sentence)
            }
            text = (error.lines + [error.summary]).joined(separator: "\n")
        }
    }
}
