import Foundation
package import RolloutCore
package import RolloutEngine
import Synchronization

/// Runs the instances and workers of one service as processes of this host.
///
/// Each is in a session of its own and writes to its own file, so none needs the steward to live.
/// A later fleet on the same folder finds them by their records, and those started in the instant
/// before a crash by a marker in their environment (on Linux; macOS has the records only).
/// A watched instance costs one thread, which waits for its checks and looks every 40 ms whether
/// the process still runs.
package struct ProcessFleet: Fleet {
    let service: ServiceName
    let folder: FleetFolder
    let value: @Sendable (String) -> String?
    let store: SecretStore
    private let secrets = SecretsHeardOf()

    /// A fleet that keeps its records and its instances' output in the folder, made when missing.
    ///
    /// `value` gives the environment variables the plan allows; it is asked at each start and each
    /// check, from any thread. `secrets` resolves the secret ones, which are never shown; when nil,
    /// one over `value` that gives commands this process's environment.
    /// - Throws: when the folder cannot be made.
    package init(
        service: ServiceName,
        folder: String,
        value: @escaping @Sendable (String) -> String?,
        secrets: SecretStore? = nil
    ) throws {
        self.service = service
        self.value = value
        store =
            secrets
            ?? SecretStore(variable: value, environment: ProcessInfo.processInfo.environment)
        do {
            self.folder = try FleetFolder(at: folder)
        } catch {
            throw Failure(
                .conflict,
                "cannot keep instances in \(folder): \(error.systemWords)",
                detail: "Nothing was started. Choose a folder that can be written."
            )
        }
    }

    /// Watches on a thread of its own, which ends within 40 ms of the last listener's leaving.
    ///
    /// An adopted instance that had soaked is first reported once it has answered, ready or not.
    package func run(_ launch: Launch) -> AsyncThrowingStream<InstanceReport, any Error> {
        remember(launch.process)
        return AsyncThrowingStream { continuation in
            let stop = StopFlag()
            continuation.onTermination = { _ in stop.raise() }
            Thread.detachNewThread {
                do {
                    let record = try ensureRunning(launch)
                    var watch = InstanceWatch(
                        record,
                        plan: launch.process,
                        folder: folder,
                        mask: mask(record)
                    )
                    try watch.run(until: stop) { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
        }
    }

    /// Reads at most the last 64 KiB, and the 64 KiB set aside when the output was last emptied.
    ///
    /// Values of secrets this fleet has heard of are taken out.
    package func lastLines(of id: InstanceID, count: Int) async -> [String] {
        await onOwnThread {
            let mask = mask(folder.records.record(of: id))
            return folder.log(of: id).lastLines(count, mask: mask)
        }
    }

    /// Remembers that the values of the plan's secrets are not to be shown.
    func remember(_ plan: ProcessPlan) {
        secrets.sources.withLock { sources in
            for name in plan.secrets { sources[name, default: []].insert(plan.source(of: name)) }
        }
    }

    /// A mask for all secrets this fleet has heard of, and for the variables of those names.
    ///
    /// Blocks its thread where a value has not been looked up yet.
    func mask(_ names: [String], from sources: [SecretSource] = []) -> SecretMask {
        let known = secrets.sources.withLock { $0 }
        let placed = Set(sources.map(\.name))
        let others =
            names.filter { known[$0] == nil && !placed.contains($0) }
            .map { SecretSource(name: $0, origin: .environment) } + sources
        for source in known.values.flatMap(\.self) + others { _ = store.value(of: source) }
        return SecretMask(store.knownValues)
    }

    /// The same, for what is written down of an instance.
    func mask(_ record: InstanceRecord?) -> SecretMask {
        mask(record?.secrets ?? [], from: record?.sources ?? [])
    }
}

/// Sources of secrets that this fleet has heard of, by name: two revisions may differ.
private final class SecretsHeardOf: Sendable {
    let sources = Mutex<[String: Set<SecretSource>]>([:])
}

extension Error {
    /// What the system said, for the middle of a sentence.
    var systemWords: String { (self as? SystemError)?.words ?? localizedDescription }
}
