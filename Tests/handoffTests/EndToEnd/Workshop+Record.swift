import Foundation
import RolloutCore
import RolloutJournal
import Testing

extension Workshop {
    /// The entries of one release of the workshop's own environment, as its journal has them.
    func entries(_ release: Int) throws -> [Entry] {
        let location = try JournalLocation(
            stateFolder: URL(filePath: path("state"), directoryHint: .isDirectory),
            service: ServiceName(rawValue: "shop"),
            environment: "test"
        )
        return try JournalReader(location).entries(of: ReleaseID(rawValue: release))
    }

    /// The process that steers.
    func steward() async throws -> Int32 {
        struct Report: Decodable {
            struct Steward: Decodable { var pid: Int32 }
            var steward: Steward?
        }
        let json = try await run(["status", "-o", "json"]).output
        return try #require(
            JSONDecoder().decode(Report.self, from: Data(json.utf8)).steward
        ).pid
    }

    /// Writes a script of the workshop that anybody there can run.
    func script(_ text: String, to name: String) throws {
        try write("#!/bin/sh\n" + text + "\n", to: name)
        try #require(chmod(path(name), 0o700) == 0)
    }

    /// What a file of the workshop has, nothing when it is not there.
    func text(_ name: String) -> String {
        (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? ""
    }
}
