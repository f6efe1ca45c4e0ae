import RolloutCore
import TerminalUI

/// Row 0: what the release is doing, how well, what it is, where, and whether this is fresh.
struct StateBand: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    func draw(into canvas: inout Canvas, in area: Rect) {
        canvas.draw(line(isNarrow: area.width < 100), in: area)
    }

    /// On a narrow screen everything says less, so that versions and stage still have a place.
    private func line(isNarrow: Bool) -> FittedLine {
        func brief(_ forms: [String]) -> [String] {
            isNarrow && forms.count > 1 ? Array(forms.dropFirst()) : forms
        }
        let state = StateFace(scene.rollout, scene.assessment)
        let health = Health(scene)
        let fresh = Freshness(scene)
        let role = Self.worst([state.role, health.role, fresh.role])
        let plan = scene.plan
        let versions =
            plan.stable.map { "\($0.label) → \(plan.canary.label)" } ?? "first \(plan.canary.label)"
        return FittedLine(
            left: [
                .init(["\(state.glyph) \(state.word)"], rank: 0),
                .init(brief(health.forms), rank: 2),
                .init([plan.service.rawValue, ""], rank: 7),
                .init([versions, ""], rank: 4),
                .init(brief(Self.place(scene)), rank: 6),
                .init(Self.asked(scene), rank: 5),
            ],
            right: [
                .init(brief(Self.environment(plan.environment)), rank: 3),
                .init(brief(fresh.forms) + (fresh.role == .ok ? [""] : []), rank: 5),
                .init([scene.rollout.isOver ? "" : "\(scene.dashboard.now.clock)Z", ""], rank: 8),
            ],
            background: Style(role, [.reverse, .bold])
        )
    }

    private static func worst(_ roles: [Role]) -> Role {
        let order: [Role] = [.fail, .band, .watch]
        return order.first { roles.contains($0) } ?? .ok
    }

    /// `production` is never left out: nobody should have to guess where they are.
    private static func environment(_ name: String) -> [String] {
        let isProduction = name.lowercased().hasPrefix("prod")
        return isProduction ? ["PRODUCTION", "PROD"] : [name]
    }

    private static func place(_ scene: Scene) -> [String] {
        let total = scene.plan.stages.count
        guard let stage = scene.rollout.stage else { return [""] }
        let (long, short) = gate(scene)
        return ["stage \(stage + 1)/\(total)\(long)", "\(stage + 1)/\(total)\(short)", ""]
    }

    /// When the gate opens by itself; nothing while it would not, whatever the time.
    private static func gate(_ scene: Scene) -> (long: String, short: String) {
        guard scene.rollout.pause == nil, scene.rollout.hold == nil else { return ("", "") }
        let blockers = scene.assessment.blockers
        if scene.assessment.isBlocked(by: .person) { return (", a person's gate", ", person") }
        guard let until = blockers.first(where: { $0.kind == .time })?.until else {
            return ("", "")
        }
        let left = (until - scene.now).clock
        return (", gate in \(left)", ", \(left)")
    }

    private static func asked(_ scene: Scene) -> [String] {
        guard let asked = scene.dashboard.asked else { return [""] }
        let age = (scene.dashboard.now - asked.at).age
        return ["asked to \(asked.verb.spoken) \(age) ago", "asked \(age) ago"]
    }
}

extension Command.Verb {
    /// The verb in a sentence: `asked to roll back`.
    var spoken: String {
        switch self {
        case .pause: "pause"
        case .resume: "resume"
        case .advance(_, let override): override ? "override" : "advance"
        case .stepBack: "step back"
        case .rollback: "roll back"
        case .holdWarm: "keep the previous revision warm"
        case .releaseWarm: "end the warm time"
        case .contract(let later): later ? "leave the removal" : "contract the schema"
        case .annotate: "take a note"
        }
    }
}
