import Foundation
package import RolloutCore
import RolloutEngine
import Synchronization

/// Asks dependencies over HTTP, by a connection, or by a command.
///
/// Until the first report, failures are asked again after a second at most: what a dependency is
/// must be known soon, and one failure says as little then as later.
package struct ExternalWatch: Externals {
    private let environment: [String: String]
    private let secrets: SecretStore

    /// A watch that takes what every program needs from `value`, and what must not be shown from
    /// `secrets`.
    package init(secrets: SecretStore, value: @Sendable (String) -> String?) {
        self.secrets = secrets
        environment = CommandEnvironment.usual(value)
    }

    /// Each is asked once, within its own time.
    package func preflight(_ externals: [ExternalPlan]) async -> [Check] {
        await withTaskGroup(of: (Int, Check).self) { group in
            for (place, external) in externals.enumerated() {
                group.addTask { (place, await check(external)) }
            }
            var checks: [Int: Check] = [:]
            for await (place, check) in group { checks[place] = check }
            return checks.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Asks only while the consumer waits for the next report; its leaving ends a question that is
    /// under way.
    package func reports(of external: ExternalPlan) -> AsyncStream<ExternalReport> {
        let question = question(external)
        let course = ExternalCourse(external)
        return AsyncStream { await course.next(question) }
    }

    private func question(_ external: ExternalPlan) -> ExternalQuestion {
        ExternalQuestion(external: external, environment: environment, secrets: secrets)
    }

    private func check(_ external: ExternalPlan) async -> Check {
        let start = ContinuousClock.now
        let report = await question(external).answer()
        let took = start.duration(to: .now)
        return Check(
            name: "external \(external.name)",
            passed: report.isUp,
            finding: report.isUp
                ? "It answered within \(took.spoken)."
                : "It \(report.detail). See to it, or correct its check in the plan.",
            took: took
        )
    }
}

/// Where the questions to one dependency stand; each belongs to one consumer.
private final class ExternalCourse: Sendable {
    /// Longest pause between two questions while nothing is known.
    private static let firstPause = Duration.seconds(1)

    private struct State {
        var health: ExternalHealth
        var next = ContinuousClock.now
    }

    private let every: Duration
    private let state: Mutex<State>

    init(_ external: ExternalPlan) {
        every = external.every
        state = Mutex(State(health: ExternalHealth(failures: external.failures)))
    }

    /// Asks until there is something to report; nil when the consumer has left.
    func next(_ question: ExternalQuestion) async -> ExternalReport? {
        while !Task.isCancelled {
            do {
                try await Task.sleep(until: state.withLock(\.next), clock: .continuous)
            } catch {
                return nil
            }
            let answer = await question.answer()
            guard !Task.isCancelled else { return nil }
            if let report = take(answer) { return report }
        }
        return nil
    }

    private func take(_ answer: ExternalReport) -> ExternalReport? {
        state.withLock { state in
            let report = state.health.take(answer)
            let pause = state.health.isKnown ? every : min(every, Self.firstPause)
            // From the time due, which keeps the period on average; after a long answer, from now.
            state.next = max(state.next + pause, .now)
            return report
        }
    }
}
