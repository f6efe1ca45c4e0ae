import Foundation
package import RolloutCore

extension ProcessFleet {
    /// A process of somebody else's that takes requests.
    package struct Found: Sendable, Hashable {
        /// Its number.
        package var pid: Int32
        /// The program it runs, as the kernel names it; nil where that is not ours to see.
        package var program: String?
    }

    /// Makes the process that listens on that loopback port the instance of that name, without
    /// touching it.
    ///
    /// It is watched, drained and stopped as any other from then on. What it prints goes where it
    /// went; a supervisor that would start it again has to be told not to.
    /// - Throws: a ``Failure`` when nobody listens there, it is not ours to see, or it is an
    ///   instance already.
    package func adopt(_ id: InstanceID, port: Int) throws -> Found {
        guard let process = ListeningProcess.on(port: port) else {
            throw Self.notAdopted(
                port,
                "no process that this user may see listens there",
                "Start it, or run this as the user it runs as."
            )
        }
        do {
            try folder.lock.whileHeld {
                if let other = folder.records.all().first(where: { $0.process == process }) {
                    throw Self.notAdopted(
                        port,
                        "process \(process.pid) is \(other.id) already",
                        "Name another port."
                    )
                }
                var record = InstanceRecord(id: id, process: process, port: port, secrets: [])
                record.isForeign = true
                try folder.records.write(record)
            }
        } catch let error as SystemError {
            throw Self.notAdopted(port, error.words, "Check the folder \(folder.path).")
        }
        let program = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/\(process.pid)/exe"
        )
        return Found(pid: process.pid, program: program)
    }

    /// Forgets an instance that was adopted and is not to be one; its process runs on.
    package func release(_ id: InstanceID) {
        guard folder.records.record(of: id)?.isForeign == true else { return }
        folder.records.remove(id)
    }

    private static func notAdopted(_ port: Int, _ fact: String, _ remedy: String) -> Failure {
        Failure(
            .conflict,
            "the instance on port \(port) was not adopted: \(fact)",
            detail: "Nothing was changed. \(remedy)",
            isRetryable: false
        )
    }
}

/// Finds who listens on a port of this host.
enum ListeningProcess {
    /// The process that listens there on loopback or on every address; nil when there is none that
    /// we may see.
    ///
    /// Of several, as with a server and its children, the one that was started first.
    static func on(port: Int) -> ProcessIdentity? {
        let inodes = ["/proc/net/tcp", "/proc/net/tcp6"].reduce(into: Set<String>()) {
            found,
            path in
            found.formUnion(Self.inodes(listeningOn: port, in: path))
        }
        guard !inodes.isEmpty else { return nil }
        let targets = Set(inodes.map { "socket:[\($0)]" })
        return ProcessTable.allPids().filter { holds(targets, $0) }
            .compactMap { ProcessIdentity(runningAs: $0) }
            .filter(\.isRunning)
            .min { ($0.startOrder, $0.pid) < ($1.startOrder, $1.pid) }
    }

    /// Sockets in state LISTEN, whose columns are the kernel's own:
    /// `sl local_address rem_address st … inode`.
    private static func inodes(listeningOn port: Int, in path: String) -> [String] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        let ending = ":" + String(port, radix: 16, uppercase: true).leftPadded(to: 4)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst()
            .compactMap { line in
                let fields = line.split(separator: " ")
                guard fields.count > 9, fields[3] == "0A", fields[1].hasSuffix(ending) else {
                    return nil
                }
                return String(fields[9])
            }
    }

    private static func holds(_ targets: Set<String>, _ pid: Int32) -> Bool {
        let folder = "/proc/\(pid)/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.contains { name in
            let target = try? FileManager.default.destinationOfSymbolicLink(
                atPath: folder + "/" + name
            )
            return target.map(targets.contains) ?? false
        }
    }
}

extension String {
    fileprivate func leftPadded(to length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}
