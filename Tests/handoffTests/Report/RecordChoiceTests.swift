import Foundation
import Testing

@testable import handoff

@Suite("The release a report is of")
struct RecordChoiceTests {
    private static func state(_ body: (URL) async throws -> Void) async throws {
        let state = FileManager.default.temporaryDirectory
            .appending(path: "handoff-report-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: state) }
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        try await body(state)
    }

    @Test func `a file that is not there is not taken for a release`() async throws {
        try await Self.state { state in
            let words = ["report", "gone/r7.handoff", "--state", state.path]
            let end = try #require(await Handoff.run(words))
            #expect(end.code == .usage)
            #expect(end.words.hasPrefix("not read: there is no file gone/r7.handoff"))
        }
    }

    @Test func `a release of an empty state folder is refused with where was looked`() async throws
    {
        try await Self.state { state in
            let end = try #require(await Handoff.run(["report", "r7", "--state", state.path]))
            #expect(end.code == .usage && end.words.contains("nothing was ever released"))
        }
    }

    @Test(arguments: ["report", "export"])
    func `a file that is no recording is refused`(_ command: String) async throws {
        try await Self.state { state in
            let file = state.appending(path: "notes.txt")
            try Data("hello".utf8).write(to: file)
            let end = try #require(await Handoff.run([command, file.path]))
            #expect(end.code != .succeeded && end.words.contains("notes.txt"))
        }
    }
}
