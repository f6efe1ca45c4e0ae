extension Group {
    /// The answer to a person's wish, in events.
    func decide(_ command: Command) throws(Rejection) -> [GroupEvent] {
        if case .annotate = command.verb {
            return [.annotated(command.reason ?? "", by: command.by)]
        }
        if let rejection = availability(of: command.verb) { throw rejection }
        switch command.verb {
        case .pause: return [.paused(by: command.by, reason: command.reason)]
        case .resume: return [.resumed(by: command.by)]
        case .rollback:
            if case .checking = phase { return [.ended(.aborted(command.by))] }
            return [.rollbackStarted(.person(command.by, reason: command.reason))]
        default: return []
        }
    }

    /// Why a command for the whole would be refused now; nil when it would be carried out.
    package func availability(of verb: Command.Verb) -> Rejection? {
        if case .annotate = verb { return nil }
        if let outcome {
            return Rejection(
                "not done: the group \(plan.name) is over, it \(outcome.clause). Start it again "
                    + "with `handoff run`."
            )
        }
        switch verb {
        case .pause: return pauseRefusal
        case .resume: return pause == nil ? Rejection("not resumed: it is not paused.") : nil
        case .rollback: return rollbackRefusal
        default:
            return Rejection(
                "not done: `\(verb.words)` is for one component. Name its service: "
                    + plan.components.map { "`\($0.service)`" }.spokenList + "."
            )
        }
    }

    private var pauseRefusal: Rejection? {
        if let pause {
            return Rejection(
                "not paused again: \(pause.by.name) paused it already.",
                remedy: .resume
            )
        }
        if case .returning = phase {
            return Rejection("not paused: it rolls back, and nothing stops that.")
        }
        return nil
    }

    private var rollbackRefusal: Rejection? {
        guard case .returning(let cause, _) = phase else { return nil }
        return Rejection("not done: it rolls back already: \(cause.sentence).")
    }
}

extension GroupOutcome {
    /// The end as the rest of a sentence that begins with the group.
    package var clause: String {
        switch self {
        case .succeeded: "succeeded"
        case .refused: "was refused"
        case .rolledBack: "was rolled back"
        case .aborted: "was aborted"
        case .rollbackFailed: "could not be rolled back"
        }
    }
}
