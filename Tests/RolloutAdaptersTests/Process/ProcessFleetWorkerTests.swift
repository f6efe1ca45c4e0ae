import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
struct ProcessFleetWorkers {
    private let id = InstanceID(rawValue: "shop-9")

    private func reports(
        _ revision: Revision,
        on fleet: any Fleet,
        until state: InstanceState
    ) async throws -> [InstanceReport] {
        let launch = Launch(id: id, revision: revision, attempt: 0, role: .worker)
        var reports: [InstanceReport] = []
        for try await report in fleet.run(launch) {
            reports.append(report)
            if report.state == state { break }
        }
        return reports
    }

    private func failing(_ checks: [Check]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: checks.filter { !$0.passed }.map { ($0.name, $0.finding) })
    }

    @Test func `a worker runs its own command with its own variables and no port`() async throws {
        let world = try ProcessWorld(values: ["QUEUE": "mail", "COLOUR": "green"])
        var revision = try world.revision(.steady)
        revision.process.environment = ["COLOUR"]
        let line = "echo works on $QUEUE at ${PORT:-no port}; exec sleep 600"
        revision.worker?.command = ["{artifact}", "-c", line, "{port}"]
        revision.worker?.environment = ["QUEUE", "PORT"]
        _ = try await reports(revision, on: world.fleet, until: .ready)
        let record = try #require(world.processes.folder.records.record(of: id))
        #expect(record.port == nil)
        #expect(
            Set(ProcessTable.environment(of: record.process.pid).keys).isDisjoint(
                with: ["PORT", "COLOUR"]
            )
        )
        #expect(await world.fleet.lastLines(of: id, count: 1) == ["works on mail at no port"])
        #expect(world.processes.folder.portsInUse().isEmpty)
    }

    @Test func `a worker needs none of the ports instances ran out of`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(.steady)
        revision.process.ports = world.ports.lowerBound...world.ports.lowerBound
        let taken = try AnsweringServer(port: world.ports.lowerBound)
        defer { taken.close() }
        let last = try await reports(revision, on: world.fleet, until: .ready).last
        #expect(last?.state == .ready)
    }

    @Test func `an instance whose plan names no ports is not started`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(.steady)
        revision.process.ports = nil
        let launch = Launch(id: id, revision: revision, attempt: 0)
        let failure = await #expect(throws: Failure.self) {
            for try await _ in world.fleet.run(launch) {}
        }
        #expect(
            failure?.summary
                == "shop-9 was not started: its plan names no ports, and it takes requests"
        )
        #expect(!world.isRunning(id))
    }

    @Test func `a worker that was soaking soaks again for a later fleet`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(.steady)
        revision.worker?.soak = .seconds(600)
        let first = try await reports(revision, on: world.fleet, until: .starting)
        let second = try await reports(revision, on: try world.laterFleet(), until: .starting)
        #expect(second == first)
    }

    @Test func `a worker's secret that it prints is not repeated`() async throws {
        let world = try ProcessWorld(values: ["TOKEN": "correct-horse"])
        var revision = try world.revision(running: "echo token is $TOKEN; exit 1")
        revision.worker?.secrets = ["TOKEN"]
        let last = try await reports(revision, on: world.fleet, until: .crashed).last
        #expect(last?.detail == "token is [secret]")
        let lines = await (try world.laterFleet()).lastLines(of: id, count: 1)
        #expect(lines == ["token is [secret]"])
    }

    #if os(Linux)
    @Test func `a worker whose record was never written is found by its marker`() async throws {
        let world = try ProcessWorld()
        let revision = try world.revision(.steady)
        let before = try await reports(revision, on: world.fleet, until: .ready).last
        let marker = world.processes.folder.marker(of: id)
        world.processes.folder.records.remove(id)
        #expect(!ProcessTable.processes(withEnvironment: marker).isEmpty)
        let later = try world.laterFleet()
        let after = try await reports(revision, on: later, until: .ready).last
        #expect(after?.pid == before?.pid)
        #expect(after?.endpoint == nil)
        #expect(try await later.stop(id, grace: .seconds(5)) == .signal(15))
    }
    #endif

    @Test func `a worker's program and variables are looked at by name`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(.steady)
        revision.worker?.command = ["/nowhere/worker"]
        revision.worker?.environment = ["ABSENT"]
        let found = failing(await world.fleet.preflight(revision, count: 1))
        #expect(Set(found.keys) == ["worker program", "worker environment"])
        #expect(
            found["worker program"]
                == "/nowhere/worker cannot be executed. `chmod +x` it, or correct "
                + "`workers.command`."
        )
        #expect(found["worker environment"]?.hasPrefix("ABSENT is not set.") == true)
    }

    @Test func `a worker's variable changes the fingerprint`() async throws {
        let one = try ProcessWorld(values: ["QUEUE": "mail"])
        let other = try ProcessWorld(values: ["QUEUE": "invoices"])
        var revision = try one.revision(.steady)
        revision.worker?.environment = ["QUEUE"]
        let first = await one.fleet.fingerprint(of: revision)
        #expect(await other.fleet.fingerprint(of: revision) != first)
        #expect(await one.fleet.fingerprint(of: revision) == first)
    }
}
