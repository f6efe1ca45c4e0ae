import RolloutCore
import TerminalUI

/// How a release ended, why, and what a person can do now.
struct EndPanel: Widget {
    private let scene: Scene
    private let outcome: Outcome
    private let at: Timestamp
    private let form: Panel.Form

    /// The panel of a release that is over; nil for one that goes on.
    init?(_ scene: Scene, form: Panel.Form) {
        guard case .ended(let outcome, let at) = scene.rollout.phase else { return nil }
        self.scene = scene
        self.outcome = outcome
        self.at = at
        self.form = form
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let face = StateFace(scene.rollout, scene.assessment)
        let title = StyledLine("\(face.glyph) \(outcome.name)", Style(face.role, .bold))
        let panel = Panel(title: title, form: form)
        canvas.draw(panel, in: area)
        let inside = panel.interior(of: area).inset(left: 1, right: 1)
        canvas.draw(LineList(lines(width: inside.width), hasGutter: false), in: inside)
    }

    /// Every line.
    func lines(width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        for (label, text) in facts {
            lines += Paragraph.lines(text, label: label, width: width)
        }
        if case .refused = outcome {
            lines.append(.empty)
            lines += ChecksPanel(scene, form: form).lines(width: width)
        }
        return lines
    }

    private var facts: [(String, String)] {
        let plan = scene.plan
        let took = scene.picture.began.map { (at - $0).spoken } ?? "an unknown time"
        let start = "by \(scene.rollout.start.by.name), over after \(took)"
        var facts = [("what", sentence), ("release", "\(scene.rollout.start.release) \(start)")]
        switch outcome {
        case .rolledBack(let cause), .rollbackFailed(let cause, _):
            facts.insert(("why", cause.sentence), at: 1)
        default: break
        }
        if let wayBack = scene.picture.wayBack, let took = wayBack.took,
            scene.rollout.trafficMoved != nil
        {
            facts.append(
                ("traffic", "\(wayBack.from) → 0% on the canary, reported after \(took.spoken)")
            )
        }
        let name = plan.service
        return facts + [
            ("record", "handoff show \(name) \(scene.rollout.start.release)"), ("leave", "q"),
        ]
    }

    private var sentence: String {
        let canary = scene.plan.canary.label
        let stable = scene.stableLabel
        switch outcome {
        case .succeeded:
            return "all traffic is on \(canary)"
                + (scene.plan.stable == nil ? "" : "; \(stable) was drained and stopped")
        case .adopted:
            let found = Figures.count(scene.rollout.count(of: .stable), "instance")
            return "\(found) of \(stable) serve behind the router; none was restarted"
        case .rehearsed:
            let took = scene.rollout.rehearsal.map { " in \($0.took.spoken)" } ?? ""
            return "\(stable) started beside the fleet and was ready\(took); nothing was changed"
        case .refused:
            let findings = scene.rollout.findings
            let failed = findings.count { !$0.passed }
            return "nothing was changed: \(failed) of \(findings.count) checks failed"
        case .rolledBack:
            return "all traffic is on \(stable); \(canary) was drained and stopped"
        case .aborted(let person):
            return "\(person.name) ended it before any traffic moved; \(canary) was stopped"
        case .rollbackFailed(_, let left):
            return "the way back could not be finished: \(left)"
        }
    }
}
