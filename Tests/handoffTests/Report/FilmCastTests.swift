import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import TerminalUI
import Testing

@testable import handoff

@Suite("Films of screens")
struct FilmCastTests {
    private static let size = Size(width: 60, height: 10)

    private static func film() throws -> Film {
        try OpenRecording(file: LongRecording.bad.get(), keptIn: LongRecording.folder).film()
    }

    /// Every line of the film as JSON, the first one as an object.
    private static func lines(
        _ cast: FilmCast,
        bookmarks: [Bookmark] = []
    ) throws -> (header: [String: Any], events: [(time: Double, kind: String, data: String)]) {
        var texts: [String] = []
        try cast.write(film(), bookmarks: bookmarks) { texts.append($0) }
        let values = try texts.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
        let header = try #require(values.first as? [String: Any])
        let events = try values.dropFirst().map { value in
            let parts = try #require(value as? [Any])
            let time = try #require(parts[0] as? Double)
            return (time, parts[1] as? String ?? "", parts[2] as? String ?? "")
        }
        return (header, events)
    }

    @Test func `a film is as long as the release at its speed, and in order`() throws {
        let (header, events) = try Self.lines(FilmCast(size: Self.size, speed: 64))
        #expect(header["version"] as? Int == 2)
        #expect(header["width"] as? Int == 60 && header["height"] as? Int == 10)
        let length = try Self.film().outline.length.inSeconds / 64
        let last = try #require(events.last?.time)
        #expect(abs(last - length) <= 0.2, "\(last) s of \(length) s")
        #expect(events.map(\.time) == events.map(\.time).sorted())
        #expect(events.count { $0.kind == "o" } > 20)
        #expect(events.first { $0.kind == "o" }?.data.contains("\u{1B}[2J") == true)
    }

    @Test func `steps, verdicts and reviewers' notes are marks in it`() throws {
        let film = try Self.film()
        let note = Bookmark(at: film.outline.began + .seconds(192), note: "first 5xx", by: "mara")
        let (_, events) = try Self.lines(
            FilmCast(size: Self.size, speed: 64),
            bookmarks: [note]
        )
        let marks = events.filter { $0.kind == "m" }
        #expect(marks.contains { $0.data.hasSuffix("first 5xx") && abs($0.time - 3) <= 0.2 })
        #expect(marks.count > 2, "\(marks)")
    }

    @Test func `without idle time a film is shorter and ends the same`() throws {
        let whole = try Self.lines(FilmCast(size: Self.size, speed: 64)).events
        let short = try Self.lines(FilmCast(size: Self.size, speed: 64, cutsIdle: true)).events
        #expect(try #require(short.last?.time) < #require(whole.last?.time))
        #expect(
            short.filter { $0.kind == "m" }.map(\.data)
                == whole.filter { $0.kind == "m" }.map(\.data)
        )
    }

    @Test(arguments: ["x", "0x5", "120", "2000x3", "120x36x2"])
    func `a size that is none is refused before anything is written`(size: String) throws {
        let file = LongRecording.folder.appending(path: "never.cast").path
        let recording = try LongRecording.bad.get().path
        let words = [recording, "--asciicast", "--size", size, "--output", file]
        #expect(throws: NotDone.self) { try ExportCommand.parse(words).run() }
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `a speed no replay plays at is refused`() {
        #expect(throws: (any Error).self) {
            try ExportCommand.parse(["x", "--asciicast", "--speed", "3"])
        }
    }
}
