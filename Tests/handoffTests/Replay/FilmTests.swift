import ArgumentParser
import Dashboard
import Foundation
import GRDB
import RolloutCore
import RolloutJournal
import Testing

@testable import ReleaseSimulator
@testable import handoff

/// A simulated release of half an hour, recorded; made once for all tests.
enum LongRecording {
    static let folder = FileManager.default.temporaryDirectory
        .appending(path: "handoff-film-\(UUID().uuidString)")

    /// Half an hour, of which a second of each minute was judged.
    static let file = made("long", ["--hours", "0.5"])
    /// Twenty minutes, of which every second was judged, and a canary that fails from the sixth.
    static let bad = made("bad", ["--hours", "0.35", "--judge-all", "--fail-from", "6"])

    private static func made(_ name: String, _ words: [String]) -> Result<URL, any Error> {
        Result {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let state = folder.appending(path: "\(name)-state")
            let size = ["--instances", "24", "--rate", "300"]
            try ReleaseSimulator.parse([state.path] + words + size).run()
            let file = folder.appending(path: "\(name).handoff")
            try KeyframeMaking.record(
                ReleaseID(rawValue: 1),
                from: JournalReader(ReleaseSimulator.location(in: state)),
                to: file
            )
            return file
        }
    }
}

@Suite struct FilmTests {
    private func recording() throws -> OpenRecording {
        try OpenRecording(file: LongRecording.file.get(), keptIn: LongRecording.folder)
    }

    private func folded(
        _ recording: OpenRecording,
        at moment: Timestamp
    ) throws -> Dashboard.Moment {
        var state = Dashboard.Moment()
        let entries = try recording.reader.entries(of: recording.release)
        for entry in entries.prefix(while: { $0.at <= moment }) { _ = state.fold(entry) }
        return state
    }

    @Test func `a seek anywhere, both ways, gives what folding from the start gives`() throws {
        let recording = try recording()
        let film = try recording.film()
        let entries = try recording.reader.entries(of: recording.release)
        let length = film.outline.length.wholeMicroseconds
        var folded = Dashboard.Moment()
        var states: [(Timestamp, Dashboard.Moment)] = []
        // In the order of time, so that one folding serves all; then sought in another order.
        for step in 0..<24 {
            let moment = film.outline.began + .microseconds(Int64(step) * length / 23)
            for entry in entries.dropFirst(folded.sequence).prefix(while: { $0.at <= moment }) {
                _ = folded.fold(entry)
            }
            states.append((moment, folded))
        }
        for place in [23, 0, 11, 12, 10, 22, 3, 4, 5, 1, 19, 7, 18, 2, 13, 21, 6, 20, 9, 14] {
            let (moment, expected) = states[place]
            #expect(try film.moment(at: moment) == expected, "moment \(place) of 23")
        }
    }

    @Test func `a recording has its own keyframes, and is not changed by being replayed`() throws {
        let file = try LongRecording.file.get()
        let before = try Data(contentsOf: file)
        _ = try recording().film().moment(at: Timestamp(seconds: 1_795_443_000))
        #expect(try Data(contentsOf: file) == before)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: file.deletingLastPathComponent().path
        )
        // Those of other tests' recordings lie in the same folder.
        #expect(!names.contains { $0.hasPrefix("long.") && $0.hasSuffix(".keyframes") })
    }

    @Test func `a recording cut short plays to its last whole entry and says so`() throws {
        let data = try Data(contentsOf: LongRecording.file.get())
        let file = LongRecording.folder.appending(path: "cut.handoff")
        try data.prefix(data.count / 3).write(to: file)
        let cut = try OpenRecording(file: file, keptIn: LongRecording.folder)
        #expect(cut.remark?.hasPrefix("cut short: ") == true)
        let film = try cut.film()
        let last = try cut.reader.entries(of: cut.release).last
        let end = try film.moment(at: film.outline.ended)
        #expect(end.sequence == last?.sequence)
        #expect(try end == folded(cut, at: film.outline.ended))
    }

    @Test func `of a release under way only the keyframes of what is new are made`() throws {
        let recording = try recording()
        let entries = try recording.reader.entries(of: recording.release)
        let state = LongRecording.folder.appending(path: "growing-\(UUID().uuidString)")
        let location = try ReleaseSimulator.location(in: state)
        let site = try ServiceSite(
            state: state,
            service: location.service,
            environment: location.environment
        )
        try FileManager.default.createDirectory(
            at: site.state,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let write = try JournalFile(site.location).unsteered()
        var known: [Int] = []
        for end in [entries.count / 2, entries.count / 2 + 7, entries.count] {
            try write(Array(entries[(known.last ?? 0)..<end]))
            known.append(end)
            let grown = try OpenRecording(site: site, release: recording.release)
            let film = try grown.film()
            #expect(film.last == end)
            for share in [0.2, 0.7, 1] {
                let moment = film.outline.began + film.outline.length * share
                #expect(try film.moment(at: moment) == folded(grown, at: moment))
            }
            let lines = try folded(grown, at: film.outline.ended).lineCount
            #expect(film.outline.lines.count == lines)
        }
        let file = site.location.folder.appending(path: "replays/r1.keyframes")
        let places = try KeyframeStore(
            file,
            of: recording.release,
            build: KeyframeMaking.build
        )?.places.map(\.sequence)
        #expect(places.map { Set(known).isSubset(of: $0) } == true, "each end stayed a keyframe")
    }

    @Test func `marks are kept beside the recording and found again`() throws {
        let folder = LongRecording.folder.appending(path: "marks")
        let file = BookmarkFile(folder.appending(path: "x.handoff.notes"))
        let marks = [
            Bookmark(at: Timestamp(seconds: 5), note: "first 5xx, \"quoted\"", by: "mara"),
            Bookmark(at: Timestamp(seconds: 9), note: "", by: "alice"),
        ]
        try file.keep(marks)
        #expect(file.bookmarks == marks)
        try file.keep([])
        #expect(!FileManager.default.fileExists(atPath: file.file.path))
    }

    @Test func `every verdict of a recording is found again from its samples`() throws {
        let file = try LongRecording.bad.get()
        let check = try VerdictCheck(OpenRecording(file: file, keptIn: LongRecording.folder))
        #expect(check.disagreement == nil, "\(check.text)")
        #expect(check.verdicts > 0 && check.seconds > 300 && check.consequences == 1)
        #expect(check.text.hasPrefix("recorded by handoff 0.1.0, which judges it again\n"))
        let highest = try #require(check.odds.first)
        #expect(highest.metric == "error rate" && highest.against > 100)
    }

    @Test func `a recording whose verdict was altered is found out`() throws {
        let file = LongRecording.folder.appending(path: "altered-\(UUID().uuidString).handoff")
        try FileManager.default.copyItem(at: LongRecording.bad.get(), to: file)
        let release = ReleaseID(rawValue: 1)
        let entries = try JournalReader(recording: file).entries(of: release)
        let judged = try #require(
            entries.first { if case .judged = $0.event { true } else { false } }
        )
        try RecordingAlteration.alter(file, judged.sequence)
        let recording = try OpenRecording(file: file, keptIn: LongRecording.folder)
        let check = try VerdictCheck(recording)
        #expect(check.disagreement?.sequence == judged.sequence)
    }
}

/// Changes what was recorded, as somebody who wants another story might.
enum RecordingAlteration {
    static func alter(_ file: URL, _ sequence: Int) throws {
        let queue = try DatabaseQueue(path: file.path)
        try queue.write { db in
            let found = try String.fetchOne(
                db,
                sql: "SELECT payload FROM entries WHERE sequence = ?",
                arguments: [sequence]
            )
            var payload = try #require(found)
            let kinds = [("undecided", "pass"), ("unmeasured", "pass"), ("pass", "worse")]
            let kind = try #require(kinds.first { payload.contains(#""kind":"\#($0.0)""#) })
            payload = payload.replacing(#""kind":"\#(kind.0)""#, with: #""kind":"\#(kind.1)""#)
            try db.execute(
                sql: "UPDATE entries SET payload = ? WHERE sequence = ?",
                arguments: [payload, sequence]
            )
        }
        try queue.close()
    }
}
