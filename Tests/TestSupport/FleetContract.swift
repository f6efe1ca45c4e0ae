package import RolloutCore
package import RolloutEngine
import Testing

/// What a fixture instance does, whatever kind of fleet runs it.
package enum FleetBehaviour: Sendable {
    /// Becomes ready, and ends when asked to.
    case steady
    /// Ends by itself with status 3, after the line `giving up`.
    case givesUp
    /// Becomes ready, and does not end when asked to.
    case stubborn
    /// Has an artifact whose bytes are not those of its digest.
    case altered
}

/// A place where a fleet's promises can be tried: real processes, or a simulation.
///
/// Its plans give a soak of 300 ms, checks every 50 ms that count after 2 successes and after
/// 2 failures, and a grace the tests choose themselves. Its revisions have workers that behave
/// alike, as far as a worker can.
package protocol FleetWorld: Sendable {
    /// The fleet under test.
    var fleet: any Fleet { get }
    /// A fleet as a later steward would have it, over the same instances.
    func laterFleet() throws -> any Fleet
    /// A revision that behaves like that.
    func revision(_ behaviour: FleetBehaviour) throws -> Revision
    /// Takes part in what the fleet reported, where the world needs to.
    func notice(_ report: InstanceReport, of id: InstanceID)
    /// Has the readiness check of the instance fail, or pass again.
    func setReady(_ isReady: Bool, _ id: InstanceID)
    /// Ends the instance from outside, as signal 9 does.
    func kill(_ id: InstanceID) throws
    /// Whether a process of the instance runs.
    func isRunning(_ id: InstanceID) -> Bool
}

/// What every ``RolloutEngine/Fleet`` promises, as far as it can be seen from outside.
///
/// Each function is one promise, and leaves nothing running.
package struct FleetContract: Sendable {
    let world: any FleetWorld
    let id = InstanceID(rawValue: "shop-7")

    /// The promises, to be tried in that world.
    package init(_ world: any FleetWorld) { self.world = world }

    /// A new instance is starting first, and ready only after its soak.
    package func startsThroughSoak() async throws {
        let start = ContinuousClock.now
        let reports = try await reports(of: .steady) { $0.state == .ready }
        #expect(reports.first?.state == .starting)
        #expect(reports.first?.pid != nil)
        #expect(reports.dropLast().allSatisfy { $0.state == .starting })
        #expect(reports.contains { $0.detail.hasPrefix("soaking") })
        #expect(reports.last?.endpoint?.hasPrefix("127.0.0.1:") == true)
        #expect(start.duration(to: .now) >= .milliseconds(300))
        try await end()
    }

    /// No report repeats the one before it.
    package func reportsOnlyChanges() async throws {
        let reports = try await reports(of: .steady) { $0.state == .ready }
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $0 != $1 })
        try await end()
    }

    /// A ready instance whose check fails is not ready, and ready again when it passes again.
    package func followsReadiness() async throws {
        var wasNotReady = false
        let states = try await reports(of: .steady) { report in
            if report.state == .ready { world.setReady(false, id) }
            if report.state == .notReady { world.setReady(true, id) }
            defer { wasNotReady = wasNotReady || report.state == .notReady }
            return report.state == .ready && wasNotReady
        }.map(\.state)
        #expect(states.drop { $0 == .starting }.first == .ready)
        #expect(states.contains(.notReady))
        try await end()
    }

    /// A later fleet adopts what runs: the same process, ready without another soak.
    package func adopts() async throws {
        let before = try await reports(of: .steady) { $0.state == .ready }
        let fleet = try world.laterFleet()
        let first = try await reports(of: .steady, on: fleet) { _ in true }.first
        #expect(first?.pid == before.last?.pid)
        #expect(first?.endpoint == before.last?.endpoint)
        #expect(first?.state == .ready)
        _ = try await fleet.stop(id, grace: .seconds(5))
        #expect(!world.isRunning(id))
    }

    /// A second call for an instance that runs starts no second process.
    package func runsOnce() async throws {
        let first = try await reports(of: .steady) { _ in true }
        let second = try await reports(of: .steady) { _ in true }
        #expect(first.last?.pid == second.last?.pid)
        try await end()
    }

    /// An instance that ends by itself is a crash, with its status and its last line.
    package func reportsCrash() async throws {
        let reports = try await reports(of: .givesUp) { _ in false }
        #expect(reports.last?.state == .crashed)
        #expect(reports.last?.exit == .status(3))
        #expect(reports.last?.detail == "giving up")
        #expect(await world.fleet.lastLines(of: id, count: 3).last == "giving up")
        try await end()
    }

    /// An instance that is killed from outside is a crash by that signal, and can run anew.
    package func reportsKillAndStartsAnew() async throws {
        let killed = try await reports(of: .steady) { report in
            if report.state == .ready { try world.kill(id) }
            return false
        }.last
        #expect(killed?.state == .crashed)
        #expect(killed?.exit == .signal(9))
        let anew = try await reports(of: .steady, attempt: 1) { $0.state == .ready }
        #expect(anew.last?.state == .ready)
        #expect(anew.last?.pid != killed?.pid)
        try await end()
    }

    /// An instance that is asked to end is stopped, not crashed, and its reports end.
    package func stops() async throws {
        let last = try await reports(of: .steady) { report in
            if report.state == .ready {
                _ = try await world.fleet.stop(id, grace: .seconds(5))
            }
            return false
        }.last
        #expect(last?.state == .stopped)
        #expect(!world.isRunning(id))
    }

    /// An instance that does not end when asked to is killed after its grace.
    package func killsAfterGrace() async throws {
        _ = try await reports(of: .stubborn) { $0.state == .ready }
        let start = ContinuousClock.now
        let exit = try await world.fleet.stop(id, grace: .milliseconds(400))
        #expect(exit == .signal(9))
        #expect(start.duration(to: .now) >= .milliseconds(400))
        #expect(!world.isRunning(id))
    }

    /// Stopping what does not run, for the first or the second time, is done at once.
    package func stopsTwice() async throws {
        _ = try await world.fleet.stop(id, grace: .seconds(60))
        _ = try await reports(of: .steady) { $0.state == .ready }
        _ = try await world.fleet.stop(id, grace: .seconds(5))
        _ = try await world.fleet.stop(id, grace: .seconds(60))
        #expect(!world.isRunning(id))
    }

    /// Whoever stops listening does not stop the instance.
    package func outlivesItsWatch() async throws {
        let reports = try await reports(of: .steady) { $0.state == .ready }
        #expect(reports.last?.state == .ready)
        #expect(world.isRunning(id))
        try await end()
    }

    /// The checks before a release pass for what can be started, and fail for altered bytes.
    package func checksArtifact() async throws {
        let good = await world.fleet.preflight(try world.revision(.steady), count: 2)
        #expect(!good.isEmpty && good.allSatisfy(\.passed), "\(good.map(\.finding))")
        let bad = await world.fleet.preflight(try world.revision(.altered), count: 2)
        #expect(bad.filter { !$0.passed }.map(\.name) == ["artifact"])
        #expect(!world.isRunning(id))
    }

    /// The checks before a release look at the workers of a revision that has some.
    package func checksWorkers() async throws {
        var revision = try world.revision(.steady)
        let names = ["worker program", "worker environment"]
        let with = await world.fleet.preflight(revision, count: 2)
        #expect(with.filter { names.contains($0.name) && $0.passed }.map(\.name) == names)
        revision.worker = nil
        let without = await world.fleet.preflight(revision, count: 2)
        #expect(without.map(\.name) == with.map(\.name).filter { !names.contains($0) })
    }

    /// The fingerprint of a configuration stays while nothing changes, and tells revisions apart.
    package func tellsConfigurationsApart() async throws {
        let steady = try world.revision(.steady)
        let first = await world.fleet.fingerprint(of: steady)
        #expect(try await world.laterFleet().fingerprint(of: steady) == first)
        var other = steady
        other.process.command.append("--verbose")
        #expect(await world.fleet.fingerprint(of: other) != first)
        other = steady
        other.worker?.command.append("--verbose")
        #expect(await world.fleet.fingerprint(of: other) != first)
        other.worker = nil
        #expect(await world.fleet.fingerprint(of: other) != first)
        #expect(!world.isRunning(id))
    }
}
