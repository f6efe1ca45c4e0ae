import RolloutCore
import RolloutEngine
import Testing

// The promises about workers, which take no requests and answer no checks.
extension FleetContract {
    /// A worker is starting first, ready once it ran through its soak, and has no endpoint.
    package func startsWorkerThroughSoak() async throws {
        let start = ContinuousClock.now
        let reports = try await reports(of: .steady, role: .worker) { $0.state == .ready }
        #expect(reports.map(\.state) == [.starting, .ready])
        #expect(reports.first?.detail.hasPrefix("soaking") == true)
        #expect(reports.allSatisfy { $0.pid != nil && $0.endpoint == nil })
        #expect(start.duration(to: .now) >= .milliseconds(300))
        try await end()
    }

    /// A later fleet adopts a worker: the same process, ready without another soak.
    package func adoptsWorker() async throws {
        let before = try await reports(of: .steady, role: .worker) { $0.state == .ready }
        let fleet = try world.laterFleet()
        let first = try await reports(of: .steady, role: .worker, on: fleet) { _ in true }.first
        #expect(first?.pid == before.last?.pid)
        #expect(first?.state == .ready)
        #expect(first?.endpoint == nil)
        _ = try await fleet.stop(id, grace: .seconds(5))
        #expect(!world.isRunning(id))
    }

    /// A second call for a worker that runs starts no second process.
    package func runsWorkerOnce() async throws {
        let first = try await reports(of: .steady, role: .worker) { _ in true }
        let second = try await reports(of: .steady, role: .worker) { _ in true }
        #expect(first.last?.pid == second.last?.pid)
        try await end()
    }

    /// A worker that ends by itself is a crash, with its status and its last line.
    package func reportsWorkerCrash() async throws {
        let reports = try await reports(of: .givesUp, role: .worker) { _ in false }
        #expect(reports.last?.state == .crashed)
        #expect(reports.last?.exit == .status(3))
        #expect(reports.last?.detail == "giving up")
        #expect(await world.fleet.lastLines(of: id, count: 3).last == "giving up")
        try await end()
    }

    /// A worker that is killed from outside is a crash by that signal, and can run anew.
    package func reportsWorkerKillAndStartsAnew() async throws {
        let killed = try await reports(of: .steady, role: .worker) { report in
            if report.state == .ready { try world.kill(id) }
            return false
        }.last
        #expect(killed?.state == .crashed)
        #expect(killed?.exit == .signal(9))
        let anew = try await reports(of: .steady, attempt: 1, role: .worker) { $0.state == .ready }
        #expect(anew.last?.pid != killed?.pid)
        try await end()
    }

    /// A worker that is asked to end is stopped, not crashed, and its reports end.
    package func stopsWorker() async throws {
        let last = try await reports(of: .steady, role: .worker) { report in
            if report.state == .ready {
                _ = try await world.fleet.stop(id, grace: .seconds(5))
            }
            return false
        }.last
        #expect(last?.state == .stopped)
        #expect(!world.isRunning(id))
    }

    /// A worker that does not end when asked to is killed after its grace.
    package func killsWorkerAfterGrace() async throws {
        _ = try await reports(of: .stubborn, role: .worker) { $0.state == .ready }
        let start = ContinuousClock.now
        let exit = try await world.fleet.stop(id, grace: .milliseconds(400))
        #expect(exit == .signal(9))
        #expect(start.duration(to: .now) >= .milliseconds(400))
        #expect(!world.isRunning(id))
    }

    /// A worker that was told to end and is wanted again is not ready before it runs anew, however
    /// long it still takes to end.
    package func doubtsWorkerToldToEnd() async throws {
        _ = try await reports(of: .stubborn, role: .worker) { $0.state == .ready }
        let stop = Task { try await world.fleet.stop(id, grace: .milliseconds(400)) }
        stop.cancel()
        _ = await stop.result
        let first = try await reports(of: .stubborn, role: .worker) { _ in true }.first
        #expect(first != nil && first?.state != .ready)
        _ = try await world.fleet.stop(id, grace: .zero)
        #expect(!world.isRunning(id))
    }
}
