import RolloutCore
import TerminalUI

/// The state in one word, and how bad it is.
struct StateFace {
    /// A character that tells the state without colour.
    let glyph: Character
    /// In capitals, with the weight where it has one: `BAKING 25%`.
    let word: String
    /// The colour of the state itself, without the verdicts.
    let role: Role

    init(_ rollout: Rollout, _ assessment: Assessment) {
        let weight = rollout.split.asked
        switch rollout.phase {
        case .ended(let outcome, _):
            (glyph, role) = Self.ending(outcome)
            word = outcome.name.uppercased()
        case .rollingBack:
            (glyph, word, role) = ("▼", "ROLLING BACK", .fail)
        case _ where rollout.pause != nil:
            (glyph, word, role) = ("‖", Self.still("PAUSED", rollout), .watch)
        case _ where rollout.hold != nil:
            (glyph, word, role) = ("‖", Self.still("HOLDING", rollout), .watch)
        case .baking where assessment.waitsForPerson:
            (glyph, word, role) = ("‖", "WAITING AT \(weight)", .watch)
        case .baking:
            (glyph, word, role) = ("►", "BAKING \(weight)", .ok)
        case .shifting:
            (glyph, word, role) = ("►", "SHIFTING TO \(weight)", .ok)
        case .preflight:
            (glyph, word, role) = ("►", "PREFLIGHT", .ok)
        case .rehearsing:
            (glyph, word, role) = ("►", "REHEARSING", .ok)
        case .expanding:
            (glyph, word, role) = ("►", "EXPANDING", .ok)
        case .starting:
            (glyph, word, role) = ("►", "STARTING", .ok)
        case .changingWorkers:
            (glyph, word, role) = ("►", "CHANGING WORKERS", .ok)
        case .contracting where rollout.schema.confirmed == nil:
            (glyph, word, role) = ("‖", "WAITING TO CONTRACT", .watch)
        case .contracting:
            (glyph, word, role) = ("►", "CONTRACTING", .ok)
        case .warm:
            (glyph, word, role) = ("►", "WARM AT \(weight)", .ok)
        case .retiring:
            (glyph, word, role) = ("►", "RETIRING", .ok)
        }
    }

    private static func still(_ word: String, _ rollout: Rollout) -> String {
        switch rollout.phase {
        case .preflight, .rehearsing, .expanding, .starting, .changingWorkers, .contracting:
            "\(word), \(rollout.phase.name.uppercased())"
        default: "\(word) AT \(rollout.split.asked)"
        }
    }

    private static func ending(_ outcome: Outcome) -> (Character, Role) {
        switch outcome {
        case .succeeded, .rehearsed, .adopted: ("✓", .ok)
        case .refused, .rolledBack: ("✗", .fail)
        case .aborted: ("✗", .watch)
        case .rollbackFailed: ("!", .fail)
        }
    }
}

/// The worst that criteria, the world and the picture itself have to say.
struct Health {
    /// Words, the longest form first; empty when there is nothing to say.
    let forms: [String]
    /// How bad it is.
    let role: Role

    init(_ scene: Scene) {
        let total = scene.plan.criteria.count
        let face = Self.worst(scene.assessment)
        let broken = scene.rollout.failures.keys.map(\.description).sorted()
        if let face, face.kind != .pass, face.kind != .undecided {
            let word = VerdictFace(face.kind)
            let text = "\(word.glyph) \(word.word.uppercased()) \(face.count)"
            let least = "\(word.glyph) \(face.count)/\(total)"
            forms = ["\(text) of \(scene.criteriaCount)", "\(text)/\(total)", least]
            role = word.role
        } else if let first = broken.first {
            let more = broken.count > 1 ? " and \(broken.count - 1) more" : ""
            forms = ["! cannot \(first)\(more)", "! \(broken.count) failing"]
            role = .watch
        } else if let face {
            (forms, role) = Self.calm(face.kind, count: face.count, scene)
        } else {
            forms = [""]
            role = .ok
        }
    }

    private static func worst(_ assessment: Assessment) -> (kind: Verdict.Kind, count: Int)? {
        let order: [Verdict.Kind] = [.worse, .suspect, .unmeasured, .undecided, .pass]
        return order.map { ($0, assessment.count($0)) }.first { $0.1 > 0 }
    }

    /// Nothing is surely bad: everything passes, or something is undecided.
    private static func calm(
        _ kind: Verdict.Kind,
        count: Int,
        _ scene: Scene
    )
        -> ([String], Role)
    {
        let face = VerdictFace(kind)
        let total = scene.plan.criteria.count
        let words = count == total ? "all \(total)" : "\(count) of \(total)"
        let long = "\(face.glyph) \(words) criteria \(face.word)"
        let short = "\(face.glyph) \(count)/\(total) \(face.word)"
        let over = CriterionRow.rows(scene).count(where: \.isDoubtful)
        guard over > 0 else { return ([long, short, ""], .ok) }
        return (["\(long), \(over) over its limit", "\(short), \(over) over", short], .watch)
    }
}
