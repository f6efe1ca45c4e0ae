import Foundation
import Testing

@testable import handoff

@Suite("Looking at a journal that others write")
struct LookPaceTests {
    @Test func `after something was written looks come soon, then ever more slowly`() {
        var pace = LookPace(isTold: true)
        #expect(pace.wait == LookPace.calm)
        pace.wake()
        var waits: [Duration] = []
        while pace.wait < LookPace.calm {
            waits.append(pace.wait)
            pace.slowDown()
        }
        #expect(waits == [4, 8, 16, 32, 64, 128].map { .milliseconds($0) })
    }

    @Test func `where nobody tells, looks come all the time`() {
        var pace = LookPace(isTold: false)
        for _ in 0..<9 { pace.slowDown() }
        #expect(pace.wait <= .milliseconds(10))
        pace.wake()
        #expect(pace.wait <= .milliseconds(10))
    }

    #if os(Linux)
    @Test func `a watch tells that a file of the folder is written, once for each time`() throws {
        let folder = NSTemporaryDirectory() + "handoff-watch-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let watch = FolderWatch(folder)
        let descriptor = try #require(watch.descriptor)
        #expect(!Self.canBeRead(descriptor))
        for text in ["one", "two"] {
            try Data(text.utf8).write(to: URL(filePath: folder + "/journal-wal"))
            #expect(Self.canBeRead(descriptor))
            watch.drain()
            #expect(!Self.canBeRead(descriptor))
        }
    }

    private static func canBeRead(_ descriptor: Int32) -> Bool {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wait, 1, 0) == 1
    }
    #endif

    @Test func `a folder that is not there is not watched`() {
        #expect(FolderWatch("/nowhere/at/all").descriptor == nil)
    }
}
