import RolloutCore
import TerminalUI

extension Wording {
    /// Verdicts, gates, and what people said to them.
    static func gate(_ event: Event, plan: Plan) -> Wording {
        switch event {
        case .judged(let metric, let verdict):
            return judged(metric, verdict)
        case .gateOpened(let stage, let how):
            return opened(stage, how, plan: plan)
        case .paused(let person, let reason):
            return Wording("‖", "pause", "\(person.name) paused" + because(reason), .watch)
        case .resumed(let person):
            return Wording("►", "resume", "\(person.name) resumed")
        case .held(let hold):
            let metric = hold.metric.map { "\($0) " } ?? ""
            return Wording("‖", "hold", "holding for a person: \(metric)\(hold.reason)", .watch)
        case .holdEnded(let person):
            return Wording(
                "►",
                "hold",
                person == .engine
                    ? "no reason to hold any more" : "\(person.name) ended the hold"
            )
        case .answerAwaited:
            return Wording("‖", "gate", "only a person is missing at this gate", .watch)
        case .approved(let person):
            return Wording("·", "approve", "\(person.name) approved; another person has to", .watch)
        case .advancedFully(let person):
            return Wording("►", "advance", "\(person.name) opened all gates that remain")
        case .rejected(let command, let rejection):
            return Wording(
                "!",
                "refused",
                "\(command.by.name) asked to \(command.verb.spoken): \(rejection.sentence)",
                .watch
            )
        default:
            preconditionFailure("not about a gate: \(event)")
        }
    }

    private static func judged(_ metric: MetricName, _ verdict: Verdict) -> Wording {
        let face = VerdictFace(verdict.kind)
        return Wording(
            face.glyph,
            "verdict",
            "\(metric) \(face.word): \(verdict.evidence.sentence)",
            face.role
        )
    }

    private static func opened(_ stage: Int, _ how: GateOpening, plan: Plan) -> Wording {
        let place = "gate \(stage + 1) of \(plan.stages.count)"
        switch how {
        case .automatic:
            return Wording("✓", "gate", "\(place) opened: every criterion passed", .ok)
        case .unanswered(let span):
            let words = "\(place) opened: nobody answered for \(span.wrappedValue.spoken)"
            return Wording("!", "gate", words, .watch)
        case .person(let person, let past, let overriding, let reason):
            let over =
                overriding.isEmpty
                ? "" : " over " + overriding.map(\.rawValue).spokenList
            let beside = past.isEmpty || !overriding.isEmpty ? "" : " past: " + past.spokenList
            return Wording(
                overriding.isEmpty ? "►" : "!",
                "advance",
                "\(person.name) opened \(place)\(over)\(beside)" + because(reason),
                overriding.isEmpty ? .text : .watch
            )
        }
    }

    static func because(_ reason: String?) -> String {
        guard let reason, !reason.isEmpty else { return "" }
        return ", reason: \(reason)"
    }
}

/// How a verdict looks wherever one is shown: glyph, word and colour always together.
struct VerdictFace {
    let glyph: Character
    let word: String
    let role: Role

    init(_ kind: Verdict.Kind) {
        switch kind {
        case .pass: (glyph, word, role) = ("✓", "pass", .ok)
        case .worse: (glyph, word, role) = ("!", "worse", .fail)
        case .suspect: (glyph, word, role) = ("◆", "suspect", .watch)
        case .undecided: (glyph, word, role) = ("·", "undecided", .text)
        case .unmeasured: (glyph, word, role) = ("?", "unmeasured", .watch)
        }
    }
}
