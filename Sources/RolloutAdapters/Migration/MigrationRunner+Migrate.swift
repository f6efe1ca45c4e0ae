package import RolloutCore

extension MigrationRunner {
    /// What is known of one stage while it is carried out.
    private struct Course {
        var stage: MigrationStage
        var migration: Migration
        var before: SchemaState
        var start: ContinuousClock.Instant
    }

    /// Reads the state before and after; a command left by an earlier steward is waited for first,
    /// so that its state counts.
    package func migrate(_ stage: MigrationStage) async throws -> MigrationReceipt {
        let start = ContinuousClock.now
        guard let migration = plan.migration(stage) else {
            throw Failure(
                .conflict,
                "\(stage.rawValue) was not done: the plan declares no such migration",
                detail: "Nothing was changed.",
                isRetryable: false
            )
        }
        let order = try await order(stage.rawValue, migration.command)
        // First of all, so that its end cannot fall between the reading of the state and a start.
        let earlier = try await runs.finish(order)
        let before = try await state()
        let course = Course(stage: stage, migration: migration, before: before, start: start)
        if plan.isDone(stage, at: before) {
            return receipt(course, after: before, hasRun: earlier != nil)
        }
        if let earlier { return try await judge(course, earlier) }
        try checkOrder(course)
        return try await judge(course, try await runs(order))
    }

    /// Nothing is removed that the revision before still needs.
    private func checkOrder(_ course: Course) throws {
        guard course.stage == .contract, let expand = plan.expand, course.before != expand.reaches
        else { return }
        throw Failure(
            .conflict,
            "contract was not done: the database says \(course.before.quoted), contract begins at "
                + expand.reaches.quoted,
            detail: "Nothing was changed. Have expand done first, or correct `migrations`.",
            isRetryable: false
        )
    }

    /// The state decides, whatever the command's exit says.
    private func judge(_ course: Course, _ end: CommandEnd) async throws -> MigrationReceipt {
        let after: SchemaState
        do {
            after = try await state()
        } catch let unknown as Failure {
            throw Failure(
                unknown.kind,
                "\(course.stage.rawValue) may be half done: its command \(end.fact), and now "
                    + unknown.summary,
                detail: "The state of the schema is not known; before, it was "
                    + "\(course.before.quoted). Look at the database before anything else is done. "
                    + Self.lastWords(end.lines)
            )
        }
        guard after == course.migration.reaches else {
            throw failure(course, end, after: after)
        }
        var receipt = receipt(course, after: after, hasRun: true)
        if end.isOverdue || (end.exit != .status(0) && end.exit != .unseen) {
            receipt.remark =
                "its command \(end.fact) although the state is reached. "
                + Self.lastWords(end.lines)
        }
        return receipt
    }

    private func failure(_ course: Course, _ end: CommandEnd, after: SchemaState) -> Failure {
        let wanted = course.migration.reaches.quoted
        let isUnchanged = after == course.before
        let state =
            isUnchanged
            ? "the database says \(after.quoted) as before, not \(wanted)"
            : "the database says \(after.quoted), neither \(course.before.quoted) as before nor "
                + wanted
        let limit = plan.lockTimeout.spoken
        let wasLocked = end.lines.contains { $0.contains("lock timeout") }
        let why = wasLocked ? " because a lock was not free within \(limit)" : ""
        var advice: String
        if wasLocked {
            advice =
                "A statement waited for a lock longer than \(limit) and gave up "
                + "so that the service need not wait. Try again when the long transaction is over."
        } else if isUnchanged {
            advice =
                "Look whether it left something behind that the version does not show, correct the "
                + "migration, then try again."
        } else {
            advice =
                "It is half done. Finish it or undo it by hand until the check prints "
                + "\(wanted) or \(course.before.quoted), then go on."
        }
        advice += " " + Self.lastWords(end.lines)
        return Failure(
            end.isOverdue ? .timedOut : .refused,
            "\(course.stage.rawValue) is not done: its command \(end.fact)\(why), and \(state)",
            detail: advice,
            isRetryable: isUnchanged
        )
    }

    private func receipt(
        _ course: Course,
        after: SchemaState,
        hasRun: Bool
    ) -> MigrationReceipt {
        MigrationReceipt(
            course.stage,
            before: course.before,
            after: after,
            hasRun: hasRun,
            took: course.start.duration(to: .now)
        )
    }
}

extension CommandEnd {
    /// How it ended, to follow its subject: `ended with exit status 3`.
    var fact: String {
        if isOverdue { return "was ended at its limit" }
        return exit == .unseen ? "ended while no steward watched it" : "ended with \(exit.words)"
    }
}

extension SchemaState {
    /// As it stands in a sentence.
    fileprivate var quoted: String { "`\(rawValue)`" }
}
