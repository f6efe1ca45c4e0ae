import Foundation
import RolloutCore

/// The folder of one fleet: records, output and the lock, readable by their owner alone.
///
/// Its path is also the mark by which processes of this fleet are told from those of another.
struct FleetFolder: Sendable {
    /// The variables by which a process is known as an instance of this fleet.
    enum Marker {
        static let instance = "HANDOFF_INSTANCE"
        static let service = "HANDOFF_SERVICE"
        static let fleet = "HANDOFF_FLEET"
        static let port = "PORT"
    }

    /// How many files of output are kept, those of the newest instances.
    static let logLimit = 100

    /// Without links, so that two spellings of it are one fleet.
    let path: String
    /// What is written down of each process.
    let records: InstanceRecords
    /// Held while looking for an instance and starting or marking it.
    let lock: FolderLock

    /// Has the folder and what belongs in it exist.
    init(at path: String) throws {
        let resolved = try OwnerOnlyFiles.folder(at: path)
        self.path = resolved
        records = InstanceRecords(folder: try OwnerOnlyFiles.folder(at: resolved + "/instances"))
        lock = FolderLock(path: resolved + "/lock")
        _ = try OwnerOnlyFiles.folder(at: resolved + "/logs")
    }

    /// Where the instance's output goes.
    func log(of id: InstanceID) -> InstanceLog { InstanceLog(of: id, in: path + "/logs") }

    /// What marks a process as that instance.
    func marker(of id: InstanceID) -> [String: String] {
        [Marker.instance: id.rawValue, Marker.fleet: path]
    }

    /// The instance's process if it runs: by its record, else by its marker.
    ///
    /// The marker finds what a steward started just before it died, when it had not written the
    /// record yet. It leads a session; what it started itself carries the marker too, and does not.
    /// One without a port is a worker: every instance is given its port beside its marker.
    func running(_ id: InstanceID, secrets: [String]) throws -> InstanceRecord? {
        if let record = records.record(of: id), record.process.isRunning { return record }
        for process in ProcessTable.processes(withEnvironment: marker(of: id)) {
            let environment = ProcessTable.environment(of: process.pid)
            // While it becomes another program the kernel shows none, which is not the same as
            // one without a port.
            guard ProcessStatus(of: process.pid)?.session == process.pid,
                environment[Marker.instance] == id.rawValue
            else { continue }
            let port = environment[Marker.port].flatMap(Int.init)
            let record = InstanceRecord(id: id, process: process, port: port, secrets: secrets)
            try records.write(record)
            return record
        }
        return nil
    }

    /// Ends what an instance that is gone left behind: processes it had started itself.
    ///
    /// Returns how many there were; they may take a moment to be gone.
    @discardableResult
    func killLeftovers(of id: InstanceID, session: Int32?) -> Int {
        var left = Set(ProcessTable.processes(withEnvironment: marker(of: id)))
        if let session { left.formUnion(ProcessTable.session(of: session)) }
        for process in left where process.isRunning { kill(process.pid, SIGKILL) }
        return left.count
    }

    /// Ports of instances that run.
    func portsInUse() -> Set<Int> {
        Set(records.all().filter(\.process.isRunning).compactMap(\.port))
    }

    /// Removes the output of instances long gone.
    func pruneLogs() {
        let folder = path + "/logs"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let ids = Set(names.compactMap { $0.split(separator: ".").first })
            .map { InstanceID(rawValue: String($0)) }
            .sorted()
        for id in ids.dropLast(Self.logLimit) where records.record(of: id) == nil {
            log(of: id).remove()
        }
    }
}
