import Foundation
package import RolloutCore

/// What an artifact is, without pinning it.
package struct ArtifactLook: Sendable, Hashable {
    /// The hash of its bytes.
    package var digest: RolloutCore.Digest
    /// Its bytes, counted.
    package var size: Int64

    /// Reads the whole file on a thread of its own.
    ///
    /// - Throws: a ``Failure`` when it cannot be read.
    package init(at path: String) async throws {
        let outcome = await onOwnThread { Result { try RolloutCore.Digest.ofFile(at: path) } }
        do {
            digest = try outcome.get()
        } catch {
            throw Failure(.conflict, "\(path) cannot be read: \(error.systemWords)")
        }
        size = Self.size(at: path) ?? 0
    }

    /// The size of a file without reading it; nil when there is none.
    package static func size(at path: String) -> Int64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value
    }
}
