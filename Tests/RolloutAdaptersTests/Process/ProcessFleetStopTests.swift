import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
struct ProcessFleetStops {
    private let id = InstanceID(rawValue: "shop-5")

    /// Starts a shell with that line and waits until it has printed `started`.
    private func start(_ line: String, in world: ProcessWorld) async throws -> InstanceRecord {
        let launch = Launch(id: id, revision: try world.revision(running: line), attempt: 0)
        for try await _ in world.fleet.run(launch) { break }
        let log = world.processes.folder.log(of: id)
        #expect(try await eventually { log.lastLine == "started" })
        return try #require(world.processes.folder.records.record(of: id))
    }

    @Test func `an instance may finish its work after TERM`() async throws {
        let world = try ProcessWorld()
        let line = "trap 'echo bye; exit 4' TERM; echo started; while :; do sleep 0.05; done"
        _ = try await start(line, in: world)
        #expect(try await world.fleet.stop(id, grace: .seconds(20)) == .status(4))
        #expect(await world.fleet.lastLines(of: id, count: 5).last == "bye")
        #expect(world.processes.folder.records.record(of: id) == nil)
    }

    @Test func `what a stopped instance printed has no secret in it once it is stopped`()
        async throws
    {
        let world = try ProcessWorld(values: ["TOKEN": "planted-4f1c9a"])
        var revision = try world.revision(
            running: "echo token is $TOKEN; echo started; exec sleep 600"
        )
        revision.process.secrets = ["TOKEN"]
        let launch = Launch(id: id, revision: revision, attempt: 0)
        for try await _ in world.fleet.run(launch) { break }
        let log = world.processes.folder.log(of: id)
        #expect(try await eventually { log.lastLine == "started" })
        // By a fleet that never heard of its plan, as the next steward's or a tear-down's.
        _ = try await world.laterFleet().stop(id, grace: .seconds(5))
        let text = try String(contentsOfFile: log.path, encoding: .utf8)
        #expect(text == "token is [secret]\nstarted\n")
    }

    @Test func `a stopped instance leaves no process it had started`() async throws {
        let world = try ProcessWorld()
        let line = "(trap '' TERM; sleep 600) & echo started; wait"
        let record = try await start(line, in: world)
        #expect(ProcessTable.session(of: record.process.pid).count > 1)
        _ = try await world.fleet.stop(id, grace: .seconds(5))
        let pid = record.process.pid
        #expect(try await eventually { ProcessTable.session(of: pid).isEmpty })
    }

    @Test func `a crashed instance leaves no process it had started`() async throws {
        let world = try ProcessWorld()
        let line = "(sleep 600) & echo started; sleep 0.3; exit 9"
        let launch = Launch(id: id, revision: try world.revision(running: line), attempt: 0)
        var last: InstanceReport?
        for try await report in world.fleet.run(launch) { last = report }
        #expect(last?.exit == .status(9))
        let pid = try #require(last?.pid)
        #expect(try await eventually { ProcessTable.session(of: Int32(pid)).isEmpty })
    }

    @Test func `everything recorded is stopped at the end of a demo`() async throws {
        let world = try ProcessWorld()
        let revision = try world.revision(.steady)
        for number in 1...3 {
            let id = InstanceID(world.processes.service, number)
            let launch = Launch(id: id, revision: revision, attempt: 0)
            for try await _ in world.fleet.run(launch) { break }
        }
        #expect(world.processes.allRunning().map(\.number) == [1, 2, 3])
        #expect(await world.processes.stopAll(grace: .seconds(5)).isEmpty)
        #expect(world.processes.allRunning().isEmpty)
    }

    @Test func `an end is seen while nobody answers the checks`() async throws {
        let world = try ProcessWorld()
        let record = try await start("echo started; exec sleep 600", in: world)
        let launch = Launch(id: id, revision: try world.revision(.steady), attempt: 0)
        var ended: ContinuousClock.Instant?
        var seen = Duration.seconds(99)
        for try await report in world.fleet.run(launch) {
            if let ended { seen = ended.duration(to: .now) }
            if report.state == .starting, ended == nil {
                ended = .now
                kill(record.process.pid, SIGKILL)
            }
        }
        // The promise is 100 ms on a quiet machine; tests share theirs with builds.
        #expect(seen < .seconds(2))
    }
}

/// Waits for a condition for at most 20 s, and says whether it came to be.
func eventually(_ condition: () throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
        if try condition() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return try condition()
}
