import RolloutCore
import TerminalUI

/// What goes along with the traffic: a hook that runs, jobs, schema, flags, dependencies.
///
/// Only where the plan has any of them.
struct AlsoLine: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    /// Whether the plan of the scene has anything for it.
    static func isNeeded(_ scene: Scene) -> Bool {
        let plan = scene.plan
        return plan.migrations != nil || plan.workers != nil || !plan.flags.isEmpty
            || !plan.externals.isEmpty || !plan.hooks.isEmpty
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let label = FittedLine.Part(
            [StyledLine("ALSO".padded(to: area.width >= 110 ? 8 : 5), Style(.text, .bold))],
            rank: 0
        )
        let parts = [hook, jobs, schema].compactMap { $0 } + externals + flags
        canvas.draw(FittedLine(left: [label] + parts, gap: area.width >= 110 ? 3 : 2), in: area)
    }

    private var hook: FittedLine.Part? {
        guard let (run, plan) = scene.rollout.currentHook else { return nil }
        let failed = scene.rollout.failures[.hook(run)]
        let words = failed == nil ? "runs" : "does not advance"
        return .init(
            ["hook \(plan.name) (\(plan.point)) \(words)", "hook \(plan.name) \(words)"],
            failed == nil ? .text : .watch,
            rank: 1
        )
    }

    private var jobs: FittedLine.Part? {
        guard scene.plan.workers != nil else { return nil }
        let force = scene.rollout.workforce
        let new = force.members(of: .canary)
        let old = force.members(of: .stable)
        var line = StyledLine("jobs ")
        if !new.isEmpty {
            line.append("new \(force.consuming(.canary))/\(new.count) ", .canary)
        }
        if old.contains(where: \.mayRun) || new.isEmpty {
            line.append("old \(force.consuming(.stable))/\(old.count)", .stable)
        }
        return .init([line], rank: 2)
    }

    private var schema: FittedLine.Part? {
        guard let migrations = scene.plan.migrations else { return nil }
        let schema = scene.rollout.schema
        if let contracted = schema.contracted {
            return .init(["schema \(contracted.after), contracted"], .ok, rank: 4)
        }
        if let found = schema.found { return .init(["schema \(found)"], .watch, rank: 4) }
        guard let expanded = schema.expanded else {
            let word = schema.wasBegun ? "expanding" : "not expanded"
            return migrations.expand == nil ? nil : .init(["schema \(word)"], .muted, rank: 4)
        }
        guard let backfill = schema.backfill, !backfill.isDone else {
            return .init(
                ["schema \(expanded.after), expanded", "schema \(expanded.after)"],
                rank: 4
            )
        }
        let left = backfill.left.map { "\($0.grouped) rows" } ?? "rows unknown"
        let word = backfill.isPaused ? "backfill waits" : "backfill"
        return .init(["\(word), \(left) left"], backfill.isPaused ? .watch : .text, rank: 3)
    }

    private var externals: [FittedLine.Part] {
        scene.plan.externals.map { external in
            let report = scene.rollout.externals[external.name]
            guard let report, !report.isUp else {
                let glyph = report == nil ? "?" : "●"
                let style: Style = report == nil ? .watch : .ok
                return .init(["\(external.name) \(glyph)", ""], style, rank: 6)
            }
            let words = "✗ \(external.name)"
            let long = report.detail.isEmpty ? words : "\(words): \(report.detail)"
            return .init([long, words], .fail, rank: 1)
        }
    }

    private var flags: [FittedLine.Part] {
        scene.plan.flags.map { flag in
            let state = scene.rollout.flags[flag.name]
            let now = state?.now?.description ?? Figures.unknown
            let words = "flag \(flag.name) \(now)"
            guard state?.isForeign != true else {
                return .init(["! \(words), not by us", "! \(words)"], .watch, rank: 2)
            }
            return .init([words, ""], state?.isOurs == true ? .canary : .text, rank: 5)
        }
    }
}
