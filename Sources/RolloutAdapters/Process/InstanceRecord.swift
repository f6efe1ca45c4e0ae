import Foundation
import RolloutCore

/// What is written down of a process so that a later steward finds it again.
struct InstanceRecord: Codable, Equatable {
    /// Which instance it is.
    var id: InstanceID
    /// The process itself.
    var process: ProcessIdentity
    /// Where it takes requests, on 127.0.0.1; nil for a worker, which takes none.
    var port: Int?
    /// Whether it was ready through its soak before; a later steward need not wait for that again.
    var isSoaked = false
    /// Whether it was asked to end; its end is no crash then.
    var isStopping = false
    /// Whether somebody else started it: what else is in its session is not ours to end then.
    ///
    /// Nil in records of the time when none was.
    var isForeign: Bool?
    /// Names of the variables whose values must not be shown.
    var secrets: [String]
    /// Where those values come from; nil where the plan was not at hand.
    ///
    /// Whoever ends the instance, or tears it down, takes the values out of its output, and may
    /// never have heard of its plan.
    var sources: [SecretSource]?

    /// `127.0.0.1:9104`; nil for a worker.
    var endpoint: String? { port.map { "127.0.0.1:\($0)" } }
}

/// The records of one fleet: one small file an instance, replaced at once.
struct InstanceRecords: Sendable {
    /// The folder that holds nothing else.
    let folder: String

    /// The record of the instance; nil when there is none, or none that can be read.
    func record(of id: InstanceID) -> InstanceRecord? {
        guard let data = FileManager.default.contents(atPath: path(of: id)) else { return nil }
        return try? JSONDecoder().decode(InstanceRecord.self, from: data)
    }

    /// All records, by the number of their instance.
    func all() -> [InstanceRecord] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") }
            .compactMap { record(of: InstanceID(rawValue: String($0.dropLast(5)))) }
            .sorted { $0.id < $1.id }
    }

    /// Writes the record; whoever reads at the same time sees the old one or this one.
    func write(_ record: InstanceRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try OwnerOnlyFiles.replace(path(of: record.id), with: encoder.encode(record))
    }

    /// Forgets the instance.
    func remove(_ id: InstanceID) { unlink(path(of: id)) }

    private func path(of id: InstanceID) -> String { "\(folder)/\(id).json" }
}
