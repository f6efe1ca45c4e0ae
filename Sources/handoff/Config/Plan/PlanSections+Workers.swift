import Foundation
import RolloutCore

/// The background workers, as the plan file says it.
struct WorkersDraft {
    var mode: WorkerMode?
    var command: [String] = []
    var count = 0
    var first: Int?
    var watch: Duration?
    var soak = Duration.seconds(10)
    var drainWithin = Duration.seconds(60)
}

extension PlanSections {
    /// How the background workers change over.
    static var workers: Section<WorkersDraft> {
        Section(
            keys: [
                Key(
                    "mode",
                    \.mode,
                    Kind<WorkerMode>.word(.overlap, .exclusive).map(Optional.some),
                    isRequired: true,
                    "overlap: new workers beside the old ones for a while; exclusive: never both."
                ),
                Key("process", in: \.command, workerProcess, isRequired: true, "The command."),
                Key(
                    "count",
                    \.count,
                    .whole(1...100),
                    isRequired: true,
                    "Workers of a revision that does all jobs."
                ),
                Key(
                    "first",
                    \.first,
                    .whole(1...100),
                    "New workers started first in `overlap`; a quarter of `count` when absent."
                ),
                Key(
                    "watch",
                    \.watch,
                    .duration(.zero ... .hours(24), such: "30s"),
                    "How long those are watched in `overlap` before the rest follows; 30s when "
                        + "absent."
                ),
                Key(
                    "soak",
                    \.soak,
                    .duration(.zero ... .hours(24), such: "10s"),
                    "How long a worker has to run before it counts as ready; 10s when absent."
                ),
                Key("drain", in: \.self, workerDrain, "How open jobs are waited for."),
            ],
            rules: workerRules
        )
    }

    private static var workerProcess: Section<[String]> {
        Section(
            keys: [
                Key(
                    "command",
                    \.self,
                    arguments(such: #"["{artifact}", work]"#),
                    isRequired: true,
                    "The arguments of one worker, never given to a shell."
                ),
                .refused(
                    "ports",
                    "a worker takes no requests, so it has no `ports`. Remove them."
                ),
            ],
            rules: [
                Rule(at: "command") { $0.first == "" ? noProgram : nil },
                Rule(at: "command") { placeholder("artifact", in: $0) },
                Rule(at: "command") { command in
                    guard command.contains(where: { $0.contains("{port}") }) else { return nil }
                    return "`command` contains {port}, and a worker takes no requests, so it gets "
                        + "no port. Remove it."
                },
                Rule(at: "command") {
                    strangePlaceholder(in: $0, replaced: "Only {artifact} is")
                },
            ]
        )
    }

    private static var workerDrain: Section<WorkersDraft> {
        Section(keys: [
            Key(
                "within",
                \.drainWithin,
                .duration(.zero ... .hours(24), such: "60s"),
                "The time from TERM, at which a worker takes no more jobs, to KILL."
            ),
            .refused(
                "grace",
                "`grace` has no meaning beside `within`, which is the time from TERM to KILL for a "
                    + "worker: it ends by itself once its open jobs are done. Remove it."
            ),
            .refused(
                "longLived",
                "`longLived` is about connections, which a worker does not take. Remove it."
            ),
        ])
    }

    private static var workerRules: [Rule<WorkersDraft>] {
        [
            Rule(at: "first", "count") { draft in
                guard let first = draft.first, first > draft.count else { return nil }
                return "`first` is \(first), and there are \(draft.count) workers in all. Write "
                    + "\(draft.count) or fewer."
            },
            Rule(at: "first", "mode") { draft in
                guard draft.mode == .exclusive, draft.first != nil else { return nil }
                return useless("first")
            },
            Rule(at: "watch", "mode") { draft in
                guard draft.mode == .exclusive, draft.watch != nil else { return nil }
                return useless("watch")
            },
        ]
    }

    private static func useless(_ key: String) -> String {
        "`\(key)` is for `overlap`; in `exclusive` all new workers start once all old ones ended. "
            + "Remove it."
    }
}

extension WorkersDraft {
    /// The changeover that the draft describes; nil without a mode, which the table requires.
    var plan: WorkerPlan? {
        guard let mode else { return nil }
        var plan = WorkerPlan(mode: mode, count: count)
        if let first { plan.firstCount = first }
        if let watch { plan.watch = watch }
        plan.drainWithin = drainWithin
        return plan
    }

    /// How one worker is started and stopped; it gets what an instance gets.
    func process(beside instance: ProcessPlan, folder: URL) -> ProcessPlan {
        var process = ProcessPlan(
            command: folder.resolvingProgram(of: command),
            ports: nil,
            environment: instance.environment,
            secrets: instance.secrets
        )
        process.secretSources = instance.secretSources
        process.soak = soak
        process.metricsPath = nil
        process.drainWithin = .zero
        process.drainLongLived = .zero
        process.grace = drainWithin
        return process
    }
}
