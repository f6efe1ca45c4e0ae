package import RolloutCore
package import RolloutEngine
import Synchronization
import Testing

/// How a fixture dependency answers.
package enum ExternalBehaviour: Sendable {
    /// It is there.
    case up
    /// It says at once that it is not.
    case down
    /// It says nothing.
    case silent
}

/// A place where the promises of dependencies' checks can be tried.
package protocol ExternalWorld: Sendable {
    /// What asks the dependency.
    var externals: any Externals { get }
    /// The dependency, asked every 50 ms with 300 ms to answer, down after two failures.
    var plan: ExternalPlan { get }
    /// Changes how it answers.
    func behave(_ behaviour: ExternalBehaviour) async throws
    /// Has just the next answer be a failure.
    func failOnce() async throws
    /// How often it was asked so far.
    func asked() async throws -> Int
}

/// What every ``RolloutEngine/Externals`` promises, as far as it can be seen from outside.
package struct ExternalsContract: Sendable {
    private let world: any ExternalWorld

    /// The promises, to be tried in that world.
    package init(_ world: any ExternalWorld) { self.world = world }

    /// What it is comes at once, also when that is down.
    package func reportsAtOnce() async throws {
        for behaviour in [ExternalBehaviour.up, .down] {
            try await world.behave(behaviour)
            try await listening { reports in
                try await expect(reports, isUp: [behaviour == .up])
            }
        }
    }

    /// Every change is reported once, with words for what was seen.
    package func reportsChanges() async throws {
        try await world.behave(.up)
        try await listening { reports in
            try await expect(reports, isUp: [true])
            try await world.behave(.down)
            try await expect(reports, isUp: [true, false])
            try await world.behave(.up)
            try await expect(reports, isUp: [true, false, true])
            let details = reports.all.map(\.detail)
            #expect(details.map(\.isEmpty) == [true, false, true])
        }
    }

    /// One failure fewer than the plan allows is no news.
    package func forgivesSingleFailures() async throws {
        try await world.behave(.up)
        try await listening { reports in
            try await expect(reports, isUp: [true])
            let before = try await world.asked()
            try await world.failOnce()
            try await until("it was asked on") { try await world.asked() >= before + 5 }
            #expect(reports.all.map(\.isUp) == [true])
        }
    }

    /// It counts as down only after as many failures in a row as the plan says.
    package func countsFailures() async throws {
        try await world.behave(.down)
        let before = try await world.asked()
        try await listening { reports in
            try await expect(reports, isUp: [false])
            #expect(try await world.asked() >= before + world.plan.failures)
        }
    }

    /// Silence is a failure after the plan's limit.
    package func takesSilenceForFailure() async throws {
        try await world.behave(.silent)
        try await listening { reports in try await expect(reports, isUp: [false]) }
        let checks = await world.externals.preflight([world.plan])
        #expect(checks.map(\.passed) == [false])
    }

    /// Nobody is asked any more when the consumer has left.
    package func endsWithConsumer() async throws {
        try await world.behave(.up)
        try await listening { reports in try await expect(reports, isUp: [true]) }
        let before = try await world.asked()
        try await Task.sleep(for: world.plan.every * 5)
        // One question may have been under way.
        #expect(try await world.asked() <= before + 1)
    }

    /// One check for each, by name.
    package func checksBeforehand() async throws {
        for behaviour in [ExternalBehaviour.up, .down] {
            try await world.behave(behaviour)
            let checks = await world.externals.preflight([world.plan])
            #expect(checks.map(\.name) == ["external \(world.plan.name)"])
            #expect(checks.map(\.passed) == [behaviour == .up])
        }
    }

    /// Gathers reports while that is done, and leaves afterwards.
    private func listening(
        _ work: @Sendable (Gathered) async throws -> Void
    ) async throws {
        let reports = Gathered()
        let stream = world.externals.reports(of: world.plan)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await report in stream { reports.add(report) } }
            try await work(reports)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func expect(
        _ reports: Gathered,
        isUp expected: [Bool]
    ) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while reports.all.count < expected.count, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(reports.all.map(\.isUp) == expected)
    }

    private func until(
        _ what: String,
        _ isTrue: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while try await !isTrue() {
            guard ContinuousClock.now < end else {
                throw ContractBroken("not within 30 s: \(what)")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

/// The reports that came so far.
private final class Gathered: Sendable {
    private let reports = Mutex<[ExternalReport]>([])

    var all: [ExternalReport] { reports.withLock { $0 } }

    func add(_ report: ExternalReport) { reports.withLock { $0.append(report) } }
}
