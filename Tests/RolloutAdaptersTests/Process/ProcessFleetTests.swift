import Foundation
import RolloutCore
import RolloutEngine
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
struct ProcessFleetStarts {
    private let id = InstanceID(rawValue: "shop-3")

    /// Starts the instance and returns its process once it has been reported.
    private func start(
        _ revision: Revision,
        in world: ProcessWorld,
        attempt: Int = 0
    ) async throws -> InstanceRecord {
        let launch = Launch(id: id, revision: revision, attempt: attempt)
        for try await _ in world.fleet.run(launch) { break }
        return try #require(world.processes.folder.records.record(of: id))
    }

    @Test func `an instance gets the variables of its plan and no others`() async throws {
        let world = try ProcessWorld(values: ["COLOUR": "green", "HIDDEN": "no"])
        var revision = try world.revision(.steady)
        revision.process.environment = ["COLOUR", "PORT"]
        let record = try await start(revision, in: world)
        // While the shell becomes another program, the kernel shows none.
        #expect(
            try await eventually { !ProcessTable.environment(of: record.process.pid).isEmpty }
        )
        let environment = ProcessTable.environment(of: record.process.pid)
        // The shell adds PWD and its like before it becomes another program.
        let given = environment.filter { !["PWD", "SHLVL", "_", "OLDPWD"].contains($0.key) }
        #expect(given["COLOUR"] == "green")
        #expect(given["PORT"] == record.port.map(String.init))
        #expect(
            Set(given.keys) == [
                "COLOUR", "PORT", "HANDOFF_INSTANCE", "HANDOFF_SERVICE", "HANDOFF_FLEET",
            ]
        )
    }

    @Test func `an instance leads a session of its own`() async throws {
        let world = try ProcessWorld()
        let record = try await start(try world.revision(.steady), in: world)
        #expect(ProcessStatus(of: record.process.pid)?.session == record.process.pid)
        #expect(getsid(0) != record.process.pid)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd")))
    func `an instance inherits no file of ours`() async throws {
        let world = try ProcessWorld()
        // Opened as a careless library would: to be inherited.
        let open = open("/dev/null", O_RDONLY)
        defer { close(open) }
        let record = try await start(try world.revision(running: "sleep 600"), in: world)
        let folder = "/proc/\(record.process.pid)/fd"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        let targets = files.filter { Int($0).map { $0 < 10 } ?? false }.sorted()
        #expect(targets == ["0", "1", "2"])
        let input = try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/0")
        #expect(input == "/dev/null")
    }

    @Test func `its output file is for its owner alone`() async throws {
        let world = try ProcessWorld()
        _ = try await start(try world.revision(.steady), in: world)
        let path = world.processes.folder.log(of: id).path
        let file = try FileManager.default.attributesOfItem(atPath: path)
        #expect(file[.posixPermissions] as? Int == 0o600)
        let folder = try FileManager.default.attributesOfItem(atPath: world.folder)
        #expect(folder[.posixPermissions] as? Int == 0o700)
    }

    @Test func `a port somebody listens on is passed over`() async throws {
        let world = try ProcessWorld()
        let first = try await start(try world.revision(.steady), in: world)
        _ = try await world.fleet.stop(id, grace: .seconds(5))
        let taken = try AnsweringServer(port: try #require(first.port))
        defer { taken.close() }
        let second = try await start(try world.revision(.steady), in: world)
        #expect(second.port != first.port)
        #expect(second.port.map(world.ports.contains) == true)
    }

    @Test func `another attempt takes another port`() async throws {
        let world = try ProcessWorld()
        let first = try await start(try world.revision(.givesUp), in: world)
        // While it runs, it would be adopted.
        #expect(try await eventually { !first.process.isRunning })
        let second = try await start(try world.revision(.givesUp), in: world, attempt: 1)
        #expect(first.port != second.port)
    }

    @Test func `without a free port nothing starts`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(.steady)
        revision.process.ports = world.ports.lowerBound...world.ports.lowerBound
        let taken = try AnsweringServer(port: world.ports.lowerBound)
        defer { taken.close() }
        let failure = await #expect(throws: Failure.self) {
            _ = try await start(revision, in: world)
        }
        #expect(failure?.kind == .noCapacity)
        #expect(failure?.summary.hasPrefix("shop-3 was not started: none of the ports") == true)
    }

    @Test func `a missing program is said with the system's words`() async throws {
        let world = try ProcessWorld()
        var revision = try world.revision(.steady)
        revision.artifact = "/nowhere/shop"
        let failure = await #expect(throws: Failure.self) {
            _ = try await start(revision, in: world)
        }
        #expect(
            failure?.summary
                == "shop-3 was not started: /nowhere/shop: no such file or directory"
        )
    }
}
