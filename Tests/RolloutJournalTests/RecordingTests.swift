import Foundation
import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct RecordingTests {
    /// Two releases with commands; the second one is recorded.
    private func recorded() throws -> (bench: Bench, release: ReleaseID, file: URL) {
        let bench = try Bench()
        try bench.append(.ended(.refused), to: try bench.open())
        let release = try bench.open()
        let row = try CommandSender(bench.file).send(
            Command(.pause, by: Example.person),
            to: release,
            at: Example.start
        )
        try bench.append(.paused(by: Example.person, reason: nil), to: release, answering: row)
        try bench.append(.sampled(Example.sample()), to: release)
        let file = bench.stateFolder.appending(path: "friday.handoff")
        try Recording.write(release, from: bench.reader(), to: file)
        return (bench, release, file)
    }

    @Test func `a recording has the release's entries and nothing of another`() throws {
        let (bench, release, file) = try recorded()
        let recording = try JournalReader(recording: file)
        #expect(try recording.entries(of: release) == bench.reader().entries(of: release))
        #expect(try recording.history() == [bench.reader().summary(of: release)])
        #expect(try recording.fate(of: 1) == bench.reader().fate(of: 1))
        #expect(try recording.leaseHolder() == nil)
    }

    @Test func `a recording is one file that only its owner may read`() throws {
        let (bench, _, file) = try recorded()
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.stateFolder.path)
        #expect(names.sorted() == ["friday.handoff", "shop-production"])
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a recording never reports a change`() throws {
        let (bench, release, file) = try recorded()
        var recording = try JournalReader(recording: file)
        #expect(try recording.hasChanged())
        try bench.annotate(release, count: 1)
        #expect(try !recording.hasChanged())
    }

    @Test func `an existing file is replaced only when asked`() throws {
        let (bench, release, file) = try recorded()
        try bench.annotate(release, count: 1)
        let error = try #require(throws: JournalError.self) {
            try Recording.write(release, from: bench.reader(), to: file)
        }
        #expect(error.kind == .refused)
        #expect(try JournalReader(recording: file).lastSequence(of: release) == 3)
        try Recording.write(release, from: bench.reader(), to: file, replacing: true)
        #expect(try JournalReader(recording: file).lastSequence(of: release) == 4)
    }

    @Test func `a release that is not there leaves no file`() throws {
        let bench = try Bench()
        let file = bench.stateFolder.appending(path: "friday.handoff")
        #expect(throws: JournalError.self) {
            try Recording.write(ReleaseID(rawValue: 4), from: bench.reader(), to: file)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.stateFolder.path)
        #expect(names == ["shop-production"])
    }

    @Test func `a recording of a recording is the same again`() throws {
        let (bench, release, file) = try recorded()
        let copy = bench.stateFolder.appending(path: "again.handoff")
        try Recording.write(release, from: try JournalReader(recording: file), to: copy)
        #expect(
            try JournalReader(recording: copy).entries(of: release)
                == bench.reader().entries(of: release)
        )
    }
}
