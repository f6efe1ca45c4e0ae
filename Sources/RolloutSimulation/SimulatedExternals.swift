package import RolloutCore
import RolloutEngine
import Synchronization

/// Dependencies of the simulated world, asked in its time.
package struct SimulatedExternals: Externals {
    private let world: SimulatedWorld
    private let steward: Stewardship

    /// The dependencies of that world.
    package init(world: SimulatedWorld, steward: Stewardship = Stewardship()) {
        self.world = world
        self.steward = steward
    }

    /// Asks each once, at once.
    package func preflight(_ externals: [ExternalPlan]) async -> [Check] {
        world.with { state in
            externals.map { external in
                let report = state.answer(of: external)
                return Check(
                    name: "external \(external.name)",
                    passed: report.isUp,
                    finding: report.isUp ? "It answered." : "It \(report.detail).",
                    took: .milliseconds(1)
                )
            }
        }
    }

    /// Asks in the world's time while the consumer waits for the next report.
    package func reports(of external: ExternalPlan) -> AsyncStream<ExternalReport> {
        let course = Course(world.clock.now)
        return AsyncStream { await next(external, course) }
    }

    /// Asks until there is something to report; nil when consumer or steward is gone.
    private func next(_ external: ExternalPlan, _ course: Course) async -> ExternalReport? {
        while !steward.isOver {
            do {
                try await world.clock.sleep(until: course.next)
            } catch {
                return nil
            }
            guard !steward.isOver, !Task.isCancelled else { return nil }
            let answer = world.with { $0.answer(of: external) }
            if let report = course.take(answer, of: external) { return report }
        }
        return nil
    }
}

/// What one consumer has been told of a dependency.
private final class Course: Sendable {
    private struct State {
        var next: Timestamp
        var isUp: Bool?
        var failures = 0
    }

    private let state: Mutex<State>

    init(_ now: Timestamp) { state = Mutex(State(next: now)) }

    /// When it is asked again.
    var next: Timestamp { state.withLock(\.next) }

    func take(_ answer: ExternalReport, of external: ExternalPlan) -> ExternalReport? {
        state.withLock { state in
            state.failures = answer.isUp ? 0 : state.failures + 1
            let isTold = state.isUp == answer.isUp
            let counts = answer.isUp || state.failures >= external.failures
            if counts { state.isUp = answer.isUp }
            let pause = state.isUp == nil ? min(external.every, .seconds(1)) : external.every
            state.next = state.next + pause
            return counts && !isTold ? answer : nil
        }
    }
}

extension SimulatedState {
    /// What the dependency says to one question.
    mutating func answer(of external: ExternalPlan) -> ExternalReport {
        let name = external.name
        externalAnswers[name, default: 0] += 1
        if faults.lostExternals.contains(name) {
            return ExternalReport(isUp: false, detail: "answered 503")
        }
        if let left = faults.failingAnswers[name], left > 0 {
            faults.failingAnswers[name] = left - 1
            return ExternalReport(isUp: false, detail: "answered 503")
        }
        return ExternalReport(isUp: true)
    }
}
