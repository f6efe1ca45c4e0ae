import Foundation
import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct RecordingRescueTests {
    /// A recording of a few thousand entries that lost its last bytes.
    private func cut(to share: Double) throws -> (folder: URL, file: URL, release: ReleaseID) {
        let bench = try Bench()
        let release = try bench.open()
        try bench.annotate(release, count: 4_000)
        let folder = try Bench.folder()
        let whole = folder.appending(path: "whole.handoff")
        try Recording.write(release, from: bench.reader(), to: whole)
        let data = try Data(contentsOf: whole)
        let file = folder.appending(path: "cut.handoff")
        try data.prefix(Int(Double(data.count) * share)).write(to: file)
        return (folder, file, release)
    }

    @Test(arguments: [0.5, 0.7, 0.9, 0.99])
    func `what is whole of a cut recording can be read, in order and from the first entry`(
        share: Double
    ) throws {
        let (folder, file, release) = try cut(to: share)
        defer { Bench.remove(folder) }
        let before = try Data(contentsOf: file)
        let copy = folder.appending(path: "rescued")
        let count = try RecordingRescue.rescue(file, to: copy)
        let entries = try JournalReader(recording: copy).entries(of: release)
        #expect(entries.map(\.sequence) == Array(1...count))
        #expect(Double(count) > 4_000 * (share - 0.45))
        #expect(try Data(contentsOf: file) == before)
    }

    @Test func `a file without a whole first entry is refused with a reason`() throws {
        let (folder, file, _) = try cut(to: 0.01)
        defer { Bench.remove(folder) }
        #expect(throws: (any Error).self) {
            try RecordingRescue.rescue(file, to: folder.appending(path: "rescued"))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == ["cut.handoff", "whole.handoff"])
    }
}
