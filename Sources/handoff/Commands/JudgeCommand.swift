import ArgumentParser
import RolloutCore

/// Judges a recorded release from a file of counts.
struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Judge a recorded release from a file of counts, or try the judge without one.",
        discussion: manual
    )

    /// The documented format, see ``CSVHeader`` and ``JSONRow``.
    static let manual = """
        The file has a row for each second and group: CSV with a first line of names, or JSON \
        lines with the same keys.
          second    whole seconds, such as since 1970
          group     canary or stable
          requests  those that ended in this second
          errors    those of them that failed
          weight    the canary's configured share in percent (or give --weight)
          slice     the instance, where known; a row for each
          le_50     requests that took at most 50 ms, and so on; le_inf counts all that were \
        timed. In JSON lines: "le": {"50": 97, "inf": 100}
        Write a row for a second with 0 requests: one without a row was not measured. Rows may \
        stand up to 30 s late. What takes longer than the last bound counts as twice that, and a \
        slowdown across a bound looks as large as the step to the next: use bounds no more than \
        10% apart. Of a file with --totals, rows must be in order.

        It prints a line whenever the finding changes, and how it ended. Ends with 0 when nothing \
        speaks against the release, 3 when it would be held or there is not enough data, 4 when it \
        would have been rolled back, 2 when the file is wrong.
        """

    @Argument(help: "The file of counts.", completion: .file())
    var file: String

    @Option(help: "Take the criteria and judge settings of this plan file.")
    var plan: String?

    @Option(help: "The canary's share in percent, for a file that has no weight.")
    var weight: String?

    @Option(help: "How long the release was planned to take, without a plan file.")
    var length = "1h"

    @Flag(help: "The counts are running totals; their differences are taken.")
    var totals = false

    @Flag(help: "Play fake releases on one group, and say how often they would be stopped.")
    var null = false

    @Option(help: "The group for --null, stable or canary.")
    var group = "stable"

    @OptionGroup var target: EnvironmentOption
    @OptionGroup var options: OutputOptions

    func run() throws {
        let counts = CountFile(path: file, weight: try share, areTotals: totals)
        if null { return try runNull(counts) }
        let panel = try panel
        let isJSON = options.output == .json
        if !isJSON, let judge = panel.seats.first?.judge { print(VerdictWording(judge).basis) }
        let end = try VerdictStream.run(counts, panel) { line in
            print(isJSON ? try line.jsonLine() : line.text)
        }
        print(isJSON ? try end.jsonLine() : end.text)
        if end.code != .succeeded { throw end.code }
    }

    private func runNull(_ counts: CountFile) throws {
        guard let arm = Arm(rawValue: group) else {
            throw NotDone("not judged: --group is `\(group)`. Write stable or canary.")
        }
        let trial = try NullTrial(counts, group: arm)
        print(options.output == .json ? try trial.jsonLine() : trial.text)
        if trial.code != .succeeded { throw trial.code }
    }

    private var share: Double? {
        get throws {
            guard let weight else { return nil }
            let digits = weight.hasSuffix("%") ? String(weight.dropLast()) : weight
            guard let percent = digits.decimal, percent > 0, percent <= 100 else {
                throw NotDone("not judged: --weight is `\(weight)`. Write percent, such as 5.")
            }
            return percent / 100
        }
    }

    private var panel: JudgePanel {
        get throws {
            guard let plan else {
                guard let length = Duration(spelled: length), length >= .seconds(1) else {
                    throw NotDone("not judged: --length is `\(length)`. Write such as 1h.")
                }
                return JudgePanel(plannedSeconds: Int(length.components.seconds))
            }
            let panel = JudgePanel(try PlanFile(path: plan, environment: target.environment))
            guard !panel.seats.isEmpty else {
                throw NotDone(
                    "not judged: no criterion of \(plan) has `tolerate`, so nothing is compared."
                )
            }
            return panel
        }
    }
}
