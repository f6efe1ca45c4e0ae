package import RolloutCore
import RolloutEngine
import Synchronization

extension MigrationRunner {
    /// Batches in a row that may leave as many rows as before: the service may be adding some.
    private static let idleLimit = 20
    /// How often a paused job asks whether it may go on.
    private static let pausePeriod = Duration.milliseconds(100)

    /// Every batch is a command of its own, in a session of its own.
    package func backfill(
        _ wish: @escaping @Sendable () -> BackfillWish
    ) -> AsyncThrowingStream<BackfillProgress, any Error> {
        let course = BackfillCourse()
        return AsyncThrowingStream { try await next(course, wish) }
    }

    /// The next report; nil once there is nothing more to do.
    private func next(
        _ course: BackfillCourse,
        _ wish: @Sendable () -> BackfillWish
    ) async throws -> BackfillProgress? {
        guard let job = plan.backfill, !course.progress.isDone else { return nil }
        if course.progress.batches > 0 { try await Task.sleep(for: job.every) }
        while true {
            switch wish() {
            case .goOn: return try await batch(job, course)
            case .stop: return nil
            case .pause:
                if let progress = course.pause() { return progress }
                try await Task.sleep(for: Self.pausePeriod)
            }
        }
    }

    private func batch(_ job: Backfill, _ course: BackfillCourse) async throws -> BackfillProgress {
        let end = try await runs(try await order(Self.backfillName, job.command))
        let left = end.lines.lazy.reversed()
            .compactMap { Int($0.filter { !$0.isWhitespace }) }.first { $0 >= 0 }
        guard end.exit == .status(0) || (end.exit == .unseen && left != nil), !end.isOverdue else {
            throw failure("its batch \(end.fact)", end, course)
        }
        guard let left else { throw failure("its batch did not print how many", end, course) }
        guard course.advance(left: left, limit: Self.idleLimit) else {
            throw failure("\(Self.idleLimit) batches in a row did not lower that", end, course)
        }
        return course.progress
    }

    private func failure(_ fact: String, _ end: CommandEnd, _ course: BackfillCourse) -> Failure {
        let left = course.progress.left.map { "\($0.grouped) rows left" } ?? "rows left unknown"
        return Failure(
            end.isOverdue ? .timedOut : .refused,
            "the backfill did not go on: \(left), and \(fact)",
            detail: "What earlier batches did stays, and the next start goes on from there. "
                + "Contract must wait. " + Self.lastWords(end.lines)
        )
    }
}

/// Where one run of a backfill stands; its stream asks for one thing at a time.
private final class BackfillCourse: Sendable {
    private struct State {
        var progress = BackfillProgress(left: nil, batches: 0)
        var idle = 0
    }

    private let state = Mutex(State())

    var progress: BackfillProgress { state.withLock(\.progress) }

    /// Notes the pause, and returns it the first time.
    func pause() -> BackfillProgress? {
        state.withLock { state in
            guard !state.progress.isPaused else { return nil }
            state.progress.isPaused = true
            return state.progress
        }
    }

    /// Notes a batch; false when too many in a row did not lower what is left.
    func advance(left: Int, limit: Int) -> Bool {
        state.withLock { state in
            let isIdle = state.progress.left.map { left >= $0 } ?? false
            state.idle = isIdle && left > 0 ? state.idle + 1 : 0
            state.progress = BackfillProgress(left: left, batches: state.progress.batches + 1)
            return state.idle < limit
        }
    }
}
