import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// The demo's own shop, run as handoff runs it.
@Suite(.timeLimit(.minutes(2)))
final class StorefrontInstances {
    private let folder = NSTemporaryDirectory() + "handoff-shop-\(UUID().uuidString)"
    private let fleet: ProcessFleet
    private let id = InstanceID(rawValue: "storefront-1")
    private let ports: ClosedRange<Int>

    init() throws {
        ports = ProcessWorld.takePorts()
        let values = [
            "DATABASE_URL": "sqlite:\(folder)/shop.sqlite",
            "PAYMENT_WEBHOOK_SECRET": "a secret of the tests",
        ]
        fleet = try ProcessFleet(
            service: ServiceName(rawValue: "storefront"),
            folder: folder,
            value: { values[$0] }
        )
    }

    deinit {
        for record in fleet.folder.records.all() where record.process.isRunning {
            kill(record.process.pid, SIGKILL)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The program as it was built beside these tests.
    private var program: String {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath
        let tests = bundle ?? CommandLine.arguments[0]
        return URL(filePath: tests).deletingLastPathComponent().path + "/storefront"
    }

    private func revision(of artifact: String) throws -> Revision {
        let command = ["{artifact}", "serve", "--port", "{port}", "--migrate"]
        var plan = ProcessPlan(command: command, ports: ports)
        plan.environment = ["PORT", "DATABASE_URL"]
        plan.secrets = ["PAYMENT_WEBHOOK_SECRET"]
        plan.readiness.every = .milliseconds(100)
        plan.readiness.timeout = .seconds(1)
        plan.soak = .seconds(1)
        plan.startupWithin = .seconds(30)
        return Revision(
            label: "dev",
            digest: try Digest.ofFile(at: artifact),
            artifact: artifact,
            process: plan
        )
    }

    /// A copy of the shop with a fault built in, made by the shop itself.
    private func stamped(_ defect: String) async throws -> String {
        let copy = folder + "/shop-\(defect)"
        let stamp = Spawn(
            arguments: [program, "stamp", "--into", copy, "--version", "2.0", "--defect", defect],
            environment: [:],
            output: folder + "/stamp.log"
        )
        let process = try #require(ProcessIdentity(runningAs: try stamp()))
        #expect(try await eventually { ProcessExits.exit(of: process) != nil })
        try #require(ProcessExits.exit(of: process) == .status(0))
        return copy
    }

    @Test func `the shop becomes ready, is measured, and ends well on TERM`() async throws {
        let revision = try revision(of: program)
        let checks = await fleet.preflight(revision, count: 4)
        #expect(checks.filter { !$0.passed }.isEmpty)
        var last: InstanceReport?
        for try await report in fleet.run(Launch(id: id, revision: revision, attempt: 0)) {
            last = report
            if report.state == .ready { break }
        }
        let endpoint = try #require(last?.endpoint)
        let member = Roster.Member(
            id: id,
            arm: .stable,
            endpoint: endpoint,
            metricsPath: "/metrics"
        )
        let query = OpenMetricsQuery(family: "db_connections_used", over: "db_connections_limit")
        let readings = await OpenMetricsScraper().readings(
            for: [Criterion(.connections, .saturation(query))],
            roster: Roster([member])
        )
        #expect(readings.first?.whole == 8)
        #expect(try await fleet.stop(id, grace: .seconds(30)) == .status(0))
        #expect(fleet.allRunning().isEmpty)
    }

    @Test func `a shop that is held up is not ready, and ready when it goes on`() async throws {
        var states: [InstanceState] = []
        var held: InstanceReport?
        let launch = Launch(id: id, revision: try revision(of: program), attempt: 0)
        for try await report in fleet.run(launch) {
            let pid = Int32(try #require(report.pid))
            if report.state == .ready, states.contains(.notReady) { break }
            if report.state == .ready { kill(pid, SIGSTOP) }
            if report.state == .notReady, held == nil {
                held = report
                kill(pid, SIGCONT)
            }
            states.append(report.state)
        }
        #expect(held?.detail == "no answer within 1 s")
        // A held process cannot act on TERM: only KILL ends it.
        kill(Int32(try #require(held?.pid)), SIGSTOP)
        #expect(try await fleet.stop(id, grace: .milliseconds(200)) == .signal(9))
    }

    @Test func `a shop that does not start up is said to, with its answer`() async throws {
        var revision = try revision(of: try await stamped("slow-start"))
        revision.process.startupWithin = .seconds(3)
        let launch = Launch(id: id, revision: revision, attempt: 0)
        let failure = await #expect(throws: Failure.self) {
            for try await _ in fleet.run(launch) {}
        }
        #expect(failure?.kind == .timedOut)
        #expect(failure?.summary.contains("within 3 s, last startup: 503") == true)
        _ = try await fleet.stop(id, grace: .seconds(30))
        #expect(fleet.allRunning().isEmpty)
    }
}
