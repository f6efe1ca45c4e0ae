import Foundation
import RolloutCore

/// What is written down of a command so that a later steward finds it again.
struct CommandRecord: Codable, Equatable, Sendable {
    /// What it is known by.
    var name: String
    /// Tells this start of it from every other.
    var run: String?
    /// The process itself.
    var process: ProcessIdentity
    /// When it was started, in seconds since 1970 by the host's clock.
    var began: Double

    /// How long ago it was started; never negative, also when the host's clock was set back.
    var age: Duration { .seconds(max(0, Date().timeIntervalSince1970 - began)) }
}

/// The folder of commands: records, output and the lock, readable by their owner alone.
///
/// Its path is also the mark by which processes of these commands are told from others.
struct CommandFolder: Sendable {
    /// The variables by which a process is known as part of a command.
    enum Marker {
        static let command = "HANDOFF_COMMAND"
        static let folder = "HANDOFF_COMMANDS"
        static let run = "HANDOFF_COMMAND_RUN"
    }

    /// Without links, so that two spellings of it are one folder.
    let path: String
    /// Held while looking for a command and starting it.
    let lock: FolderLock

    /// Has the folder exist.
    init(at path: String) throws {
        let resolved = try OwnerOnlyFiles.folder(at: path)
        self.path = resolved
        lock = FolderLock(path: resolved + "/lock")
    }

    /// Where the output goes of the newest command of that name.
    func log(of name: String) -> InstanceLog { InstanceLog(of: name, in: path) }

    /// What marks a process as part of that command.
    func marker(of name: String) -> [String: String] {
        [Marker.command: name, Marker.folder: path]
    }

    /// The process with all it started, and nothing that was started under its name since.
    func session(of record: CommandRecord) -> CommandSession {
        var marker = marker(of: record.name)
        marker[Marker.run] = record.run
        return CommandSession(leader: record.process, marker: marker)
    }

    /// The record of that name; nil when there is none that can be read.
    func record(of name: String) -> CommandRecord? {
        guard let data = FileManager.default.contents(atPath: recordPath(name)) else { return nil }
        return try? JSONDecoder().decode(CommandRecord.self, from: data)
    }

    /// Forgets the process of that name.
    func remove(_ name: String) { unlink(recordPath(name)) }

    /// The command of that name if it runs: by its record, else by its marker.
    ///
    /// The marker finds what a steward started just before it died, when it had not written the
    /// record yet.
    func running(_ name: String) -> CommandRecord? {
        if let record = record(of: name), record.process.isRunning { return record }
        let marked = ProcessTable.processes(withEnvironment: marker(of: name))
        let leader = marked.first { ProcessStatus(of: $0.pid)?.session == $0.pid }
        return leader.map { process in
            CommandRecord(
                name: name,
                run: ProcessTable.environment(of: process.pid)[Marker.run],
                process: process,
                began: Date().timeIntervalSince1970
            )
        }
    }

    /// The command that runs, else a new one, and whether it was found.
    ///
    /// What a dead one left running is ended first: it may still be changing something.
    func ensureRunning(_ order: CommandOrder) throws -> (CommandRecord, wasFound: Bool) {
        try lock.whileHeld {
            if let found = running(order.name) {
                try write(found)
                return (found, true)
            }
            try endOrphans(of: order)
            return (try start(order), false)
        }
    }

    /// Under the lock: what somebody else starts at this moment is no orphan.
    private func endOrphans(of order: CommandOrder) throws {
        let marker = marker(of: order.name)
        guard let orphan = ProcessTable.processes(withEnvironment: marker).first else { return }
        let session = CommandSession(leader: orphan, marker: marker)
        guard session.end(grace: order.grace) != nil else { throw SystemError("kill", EBUSY) }
    }

    private func start(_ order: CommandOrder) throws -> CommandRecord {
        let log = log(of: order.name)
        // Of one whose end nobody saw, secrets are still in there.
        try log.seal(SecretMask(order.secrets))
        try log.begin()
        let run = UUID().uuidString
        let marker = marker(of: order.name).merging([Marker.run: run]) { $1 }
        var spawn = Spawn(
            arguments: order.command.arguments,
            environment: order.environment.merging(marker) { $1 },
            output: log.path
        )
        spawn.folder = order.command.folder
        let pid = try spawn()
        guard let process = ProcessIdentity(runningAs: pid) else {
            throw SystemError("posix_spawn", ESRCH)
        }
        let record = CommandRecord(
            name: order.name,
            run: run,
            process: process,
            began: Date().timeIntervalSince1970
        )
        do {
            try write(record)
        } catch {
            // Without its record nobody but a marker would know of it, so it must not go on.
            kill(pid, SIGKILL)
            throw error
        }
        return record
    }

    private func write(_ record: CommandRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try OwnerOnlyFiles.replace(recordPath(record.name), with: encoder.encode(record))
    }

    private func recordPath(_ name: String) -> String { "\(path)/\(name).json" }
}
