import Foundation
import RolloutCore

/// What a person chose of the whole story, kept in the demo's folder for who comes back to it.
struct DemoStory: Codable, Sendable {
    /// Ports of the loopback interface that the story needs beside those of instances.
    struct Ports: Codable, Sendable {
        var shop: Int
        var gateway: Int
        var receiver: Int
        var database: Int
    }

    var mode: WorkerMode
    /// Whether the shop's data are in a PostgreSQL server of the demo's own, or in a file.
    var isOnServer: Bool
    var turnsBackAt: DemoPhase?
    var ports: Ports

    private static let file = "story.json"

    /// The story of the demo in that folder; nil when its demo is the short one.
    static func read(in folder: DemoFolder) throws -> DemoStory? {
        guard let data = FileManager.default.contents(atPath: folder.file(file)) else { return nil }
        return try JSONDecoder().decode(DemoStory.self, from: data)
    }

    /// Keeps it.
    func write(in folder: DemoFolder) throws {
        try folder.write(JSONEncoder().encode(self), to: Self.file)
    }

    /// The phase the release is turned back at, unless it cannot be.
    var turnsBack: DemoPhase? { turnsBackAt?.isBeyondReturn == true ? nil : turnsBackAt }
}
