import Foundation
import RolloutCore
import RolloutEngine
import Synchronization
import TestSupport

@testable import RolloutAdapters

/// Real processes in a folder of their own, whose checks the test answers in their place.
///
/// The processes are the system's shell running a line of the test: nothing else is on every
/// machine. Whatever a test leaves running ends with the world, by its recorded number.
final class ProcessWorld: FleetWorld {
    let folder: String
    let processes: ProcessFleet
    private let servers = Mutex<[InstanceID: AnsweringServer]>([:])
    private let values: [String: String]

    /// Ports of this world's instances.
    let ports: ClosedRange<Int>

    private static let nextPort = Atomic(21_000)

    /// Ten ports nobody else was given: tests run side by side, and what one's check finds free
    /// another's process could take.
    static func takePorts() -> ClosedRange<Int> {
        let first = nextPort.add(10, ordering: .relaxed).oldValue
        return first...(first + 9)
    }

    init(values: [String: String] = [:]) throws {
        let base = NSTemporaryDirectory() + "handoff-fleet-\(UUID().uuidString)"
        folder = base
        ports = Self.takePorts()
        self.values = values
        processes = try ProcessFleet(
            service: ServiceName(rawValue: "shop"),
            folder: base,
            value: { values[$0] }
        )
    }

    deinit {
        for record in processes.folder.records.all() where record.process.isRunning {
            for process in ProcessTable.session(of: record.process.pid) {
                Foundation.kill(process.pid, SIGKILL)
            }
        }
        servers.withLock { $0.values.forEach { $0.close() } }
        try? FileManager.default.removeItem(atPath: folder)
    }

    var fleet: any Fleet { processes }

    func laterFleet() throws -> any Fleet {
        let values = values
        return try ProcessFleet(service: processes.service, folder: folder, value: { values[$0] })
    }

    func revision(_ behaviour: FleetBehaviour) throws -> Revision {
        switch behaviour {
        case .steady: try revision(running: "echo started; exec sleep 600")
        case .givesUp: try revision(running: "echo started; echo giving up; exit 3")
        case .stubborn: try revision(running: "trap '' TERM; while :; do sleep 600; done")
        case .altered:
            try revision(
                running: "exec sleep 600",
                digest: Digest(rawValue: "sha256:" + String(repeating: "0", count: 64))
            )
        }
    }

    /// A revision whose instances and workers are the shell with that line.
    func revision(running line: String, digest: Digest? = nil) throws -> Revision {
        var plan = ProcessPlan(command: ["{artifact}", "-c", line, "{port}"], ports: ports)
        plan.startup = Probe(path: "/startupz", every: .milliseconds(50))
        plan.readiness = Probe(
            path: "/readyz",
            every: .milliseconds(50),
            timeout: .seconds(2),
            successes: 2,
            failures: 2
        )
        plan.liveness = Probe(path: "/livez", every: .milliseconds(50), failures: 2)
        plan.soak = .milliseconds(300)
        var revision = Revision(
            label: "1.0",
            digest: try digest ?? Digest.ofFile(at: "/bin/sh"),
            artifact: "/bin/sh",
            process: plan
        )
        revision.worker = ProcessPlan(command: ["{artifact}", "-c", line], ports: nil)
        revision.worker?.soak = plan.soak
        return revision
    }

    /// Answers the instance's checks from its first report on.
    func notice(_ report: InstanceReport, of id: InstanceID) {
        guard report.state != .crashed, report.state != .stopped else {
            return servers.withLock { $0.removeValue(forKey: id)?.close() ?? () }
        }
        guard let port = report.endpoint?.split(separator: ":").last.flatMap({ Int($0) }) else {
            return
        }
        servers.withLock { servers in
            guard servers[id]?.port != port else { return }
            servers[id]?.close()
            servers[id] = try? AnsweringServer(port: port)
            for path in ["/startupz", "/readyz", "/livez"] {
                servers[id]?.answer(path, .status(200, "yes"))
            }
        }
    }

    /// The server that answers for the instance.
    func server(of id: InstanceID) -> AnsweringServer? { servers.withLock { $0[id] } }

    func setReady(_ isReady: Bool, _ id: InstanceID) {
        let answer = AnsweringServer.Answer.status(isReady ? 200 : 503, "pool exhausted\nmore")
        server(of: id)?.answer("/readyz", answer)
    }

    func kill(_ id: InstanceID) throws {
        guard let record = processes.folder.records.record(of: id) else { return }
        Foundation.kill(record.process.pid, SIGKILL)
    }

    func isRunning(_ id: InstanceID) -> Bool {
        let marker = processes.folder.marker(of: id)
        let record = processes.folder.records.record(of: id)
        return record?.process.isRunning == true
            || !ProcessTable.processes(withEnvironment: marker).isEmpty
    }
}
