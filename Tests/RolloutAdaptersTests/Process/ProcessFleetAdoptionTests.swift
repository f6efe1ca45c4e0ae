import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
struct ProcessFleetAdoption {
    private let id = InstanceID(rawValue: "shop-4")

    private func firstReport(
        _ fleet: any Fleet,
        _ revision: Revision
    ) async throws
        -> InstanceReport?
    {
        let launch = Launch(id: id, revision: revision, attempt: 0)
        for try await report in fleet.run(launch) { return report }
        return nil
    }

    #if os(Linux)
    /// While the shell becomes another program, the kernel shows no marker.
    private func isMarked(in world: ProcessWorld) -> Bool {
        let marker = world.processes.folder.marker(of: id)
        return !ProcessTable.processes(withEnvironment: marker).isEmpty
    }

    @Test func `a process whose record was never written is found by its marker`() async throws {
        let world = try ProcessWorld()
        let revision = try world.revision(.steady)
        let before = try await firstReport(world.fleet, revision)
        world.processes.folder.records.remove(id)
        #expect(try await eventually { isMarked(in: world) })
        let after = try await firstReport(try world.laterFleet(), revision)
        #expect(after?.pid != nil)
        #expect(after?.pid == before?.pid)
        #expect(after?.endpoint == before?.endpoint)
    }

    @Test func `a process without a record is stopped by its marker`() async throws {
        let world = try ProcessWorld()
        _ = try await firstReport(world.fleet, try world.revision(.steady))
        world.processes.folder.records.remove(id)
        #expect(try await eventually { isMarked(in: world) })
        let exit = try await world.laterFleet().stop(id, grace: .seconds(5))
        #expect(exit == .signal(15))
        #expect(!world.isRunning(id))
    }
    #endif

    @Test func `two fleets with instances of one name do not mix`() async throws {
        let one = try ProcessWorld()
        let other = try ProcessWorld()
        let first = try await firstReport(one.fleet, try one.revision(.steady))
        let second = try await firstReport(other.fleet, try other.revision(.steady))
        #expect(first?.pid != second?.pid)
        _ = try await other.fleet.stop(id, grace: .seconds(5))
        #expect(one.isRunning(id))
    }

    @Test func `a record whose number was given to another process is not believed`() async throws {
        let world = try ProcessWorld()
        let stranger = try #require(ProcessIdentity(runningAs: getpid()))
        var process = stranger
        process.started = "12@another boot"
        let record = InstanceRecord(id: id, process: process, port: 1, secrets: [])
        try world.processes.folder.records.write(record)
        let report = try await firstReport(world.fleet, try world.revision(.steady))
        #expect(report?.pid != Int(getpid()))
        #expect(try await world.fleet.stop(id, grace: .seconds(5)) == .signal(15))
        #expect(stranger.isRunning)
    }

    @Test func `an instance that was soaking soaks again for a later fleet`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(.steady)
        revision.process.soak = .seconds(600)
        _ = try await firstReport(world.fleet, revision)
        let report = try await firstReport(try world.laterFleet(), revision)
        #expect(report?.state == .starting)
    }

    @Test func `a later fleet first reports what the check says now`() async throws {
        let world = try ProcessWorld()
        let revision = try world.revision(.steady)
        let launch = Launch(id: id, revision: revision, attempt: 0)
        for try await report in world.fleet.run(launch) {
            world.notice(report, of: id)
            if report.state == .ready { break }
        }
        world.setReady(false, id)
        let report = try await firstReport(try world.laterFleet(), revision)
        #expect(report?.state == .notReady)
        #expect(report?.detail == "503 pool exhausted")
    }
}
