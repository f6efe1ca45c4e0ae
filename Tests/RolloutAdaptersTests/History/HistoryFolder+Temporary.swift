import Foundation

@testable import RolloutAdapters

extension HistoryFolder {
    /// Runs `body` with a folder that is removed afterwards.
    static func withTemporary(_ body: (HistoryFolder) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "handoff-history-\(UUID().uuidString.prefix(8))")
            .path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(HistoryFolder(path: path))
    }
}
