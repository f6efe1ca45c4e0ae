import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
struct ProcessFleetChecks {
    private let id = InstanceID(rawValue: "shop-6")

    private func failing(_ checks: [Check]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: checks.filter { !$0.passed }.map { ($0.name, $0.finding) })
    }

    @Test func `bytes that differ are refused with both digests`() async throws {
        let world = try ProcessWorld()
        let checks = await world.fleet.preflight(try world.revision(.altered), count: 1)
        let finding = try #require(failing(checks)["artifact"])
        let digest = try Digest.ofFile(at: "/bin/sh")
        #expect(finding.contains(digest.short))
        #expect(finding.contains("000000000000…"))
    }

    @Test func `missing and empty variables are all named, values never`() async throws {
        let world = try ProcessWorld(values: ["FULL": "something", "EMPTY": ""])
        var revision = try world.revision(.steady)
        revision.process.environment = ["PORT", "FULL", "EMPTY", "ABSENT"]
        revision.process.secrets = ["TOKEN"]
        let checks = await world.fleet.preflight(revision, count: 1)
        let finding = try #require(failing(checks)["environment"])
        #expect(finding.hasPrefix("EMPTY is empty, ABSENT is not set and secret TOKEN is not set."))
        #expect(!checks.map(\.finding).joined().contains("something"))
    }

    @Test func `too few free ports are counted`() async throws {
        let world = try ProcessWorld()
        let taken = try AnsweringServer(port: world.ports.lowerBound)
        defer { taken.close() }
        let revision = try world.revision(.steady)
        let enough = await world.fleet.preflight(revision, count: 9)
        #expect(failing(enough).isEmpty)
        let checks = await world.fleet.preflight(revision, count: 10)
        let finding = try #require(failing(checks)["ports"])
        #expect(finding.hasPrefix("10 more ports are needed and 9 of \(world.ports.lowerBound)-"))
    }

    @Test func `what is missing is all said at once`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(.altered)
        revision.artifact = "/nowhere/shop"
        revision.process.environment = ["ABSENT"]
        let checks = await world.fleet.preflight(revision, count: 11)
        #expect(
            Set(failing(checks).keys) == [
                "artifact", "program", "environment", "ports", "worker program",
            ]
        )
    }

    @Test func `a start-up that takes too long says what was last seen`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(running: "echo loading maps; exec sleep 600")
        revision.process.startupWithin = .milliseconds(400)
        let launch = Launch(id: id, revision: revision, attempt: 0)
        let failure = await #expect(throws: Failure.self) {
            for try await report in world.fleet.run(launch) {
                world.notice(report, of: id)
                world.server(of: id)?.answer("/startupz", .status(503, "migrating"))
            }
        }
        #expect(failure?.kind == .timedOut)
        #expect(failure?.summary.contains("/startupz has not passed within 400 ms") == true)
        #expect(failure?.detail.contains("loading maps") == true)
        #expect(world.isRunning(id))
    }

    @Test func `a secret that is printed is not repeated`() async throws {
        let world = try ProcessWorld(values: ["TOKEN": "correct-horse"])
        var revision = try world.revision(running: "echo token is $TOKEN; exit 1")
        revision.process.secrets = ["TOKEN"]
        let launch = Launch(id: id, revision: revision, attempt: 0)
        var last: InstanceReport?
        for try await report in world.fleet.run(launch) { last = report }
        #expect(last?.detail == "token is [secret]")
        let lines = await (try world.laterFleet()).lastLines(of: id, count: 1)
        #expect(lines == ["token is [secret]"])
    }

    @Test func `output past its limit is emptied and its end kept`() async throws {
        let world = try ProcessWorld()
        let line = "head -c 5000000 /dev/zero | tr '\\\\0' x; echo; echo the end; exec sleep 600"
        let launch = Launch(id: id, revision: try world.revision(running: line), attempt: 0)
        let log = world.processes.folder.log(of: id)
        for try await report in world.fleet.run(launch) {
            world.notice(report, of: id)
            if report.state == .ready { break }
        }
        for try await _ in world.fleet.run(launch) where try await eventually({ log.size == 0 }) {
            break
        }
        #expect(log.size == 0)
        #expect(log.lastLines(1) == ["the end"])
    }
}
