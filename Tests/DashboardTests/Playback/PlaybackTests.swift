import Dashboard
import RolloutCore
import Testing

@Suite struct PlaybackTests {
    private let outline = Recorded.rolledBack.outline

    private func clock(_ text: String) -> Timestamp? { Playback(outline).moment(named: text) }

    @Test func `it begins paused at the first entry`() {
        let playback = Playback(outline)
        #expect(playback.playhead == outline.began && !playback.isPlaying && playback.speed == 1)
    }

    @Test(arguments: [(0, 1.0), (1, 2.0), (6, 64.0), (9, 64.0), (-1, 0.5), (-2, 0.25), (-5, 0.25)])
    func `speeds go from a quarter to 64 times`(steps: Int, speed: Double) {
        var playback = Playback(outline)
        for _ in 0..<abs(steps) { _ = playback.changeSpeed(by: steps.signum()) }
        #expect(playback.speed == speed)
    }

    @Test func `time passes as fast as the speed says, and only while it plays`() {
        var playback = Playback(outline)
        playback.pass(.seconds(3))
        #expect(playback.elapsed == .zero)
        playback.toggle()
        _ = playback.changeSpeed(by: 2)
        playback.pass(.milliseconds(500))
        #expect(playback.elapsed == .seconds(2))
    }

    @Test func `at the end it stops, and plays again from the beginning`() {
        var playback = Playback(outline)
        playback.go(toShare: 0.999)
        playback.toggle()
        playback.pass(.seconds(600))
        #expect(playback.playhead == outline.ended && !playback.isPlaying)
        playback.toggle()
        #expect(playback.playhead == outline.began && playback.isPlaying)
    }

    @Test func `steps and shares stay within the recording`() {
        var playback = Playback(outline)
        playback.move(by: .seconds(-5))
        #expect(playback.playhead == outline.began)
        playback.go(toShare: 0.5)
        #expect(playback.elapsed == outline.length / 2)
        playback.move(by: .seconds(1_000_000))
        #expect(playback.playhead == outline.ended)
    }

    @Test func `with idle time cut no event is skipped and no calm is longer than 5 s`() {
        var playback = Playback(outline)
        playback.toggleIdle()
        playback.toggle()
        var seen = [playback.linesSeen]
        var shown = Duration.zero
        while playback.isPlaying {
            playback.pass(.milliseconds(100))
            shown += .milliseconds(100)
            seen.append(playback.linesSeen)
        }
        #expect(seen == seen.sorted() && seen.last == outline.lines.count)
        #expect(shown < outline.length / 2)
        #expect(shown >= Playback.idle)
    }

    @Test func `a fast frame goes over several cuts`() {
        var playback = Playback(outline)
        playback.toggleIdle()
        playback.toggle()
        for _ in 0..<6 { _ = playback.changeSpeed(by: 1) }
        playback.pass(.seconds(600))
        #expect(playback.playhead == outline.ended)
    }

    @Test func `the next event is the first after the playhead, and the one before is back again`()
    {
        var playback = Playback(outline)
        for line in outline.lines.filter({ $0.at > outline.began })
        where line.at > playback.playhead {
            #expect(playback.nextLine?.at == line.at)
            playback.go(to: line.at)
        }
        #expect(playback.nextLine == nil)
        #expect(playback.previousLine.map { $0.at < playback.playhead } == true)
    }

    @Test func `marks are the recording's and the reviewer's, in the order of time`() {
        var playback = Playback(outline)
        playback.go(toShare: 0.4)
        playback.mark("first 5xx", by: "mara")
        let marks = playback.marks
        #expect(marks == marks.sorted { $0.at < $1.at })
        #expect(marks.filter(\.isOwn).map(\.title) == ["first 5xx"])
        #expect(marks.contains { $0.title.contains("rolling back") })
        playback.mark("a better note", by: "mara")
        #expect(playback.bookmarks.map(\.note) == ["a better note"])
        let taken = playback.unmark()
        #expect(taken && playback.bookmarks.isEmpty)
    }

    @Test func `a difference is between the reviewer's marks where there are two`() {
        var playback = Playback(outline)
        for (share, note) in [(0.2, "a"), (0.6, "b")] {
            playback.go(toShare: share)
            playback.mark(note, by: "mara")
        }
        playback.go(toShare: 0.3)
        #expect(playback.span.map { [$0.from.title, $0.to.title] } == ["a", "b"])
    }

    @Test func `moments are named by time of day, from either end, or in percent`() {
        #expect(clock("14:01:00") == Shop.opening + .seconds(60))
        #expect(clock("14:02") == Shop.opening + .seconds(120))
        #expect(clock("14:01:00Z") == Shop.opening + .seconds(60))
        #expect(clock("+01:30") == outline.began + .seconds(90))
        #expect(clock("+90") == outline.began + .seconds(90))
        #expect(clock("-10") == outline.ended - .seconds(10))
        #expect(clock("50%") == outline.began + outline.length / 2)
        #expect(clock("13:59:59") == Shop.opening + .seconds(86_399))
    }

    @Test(arguments: ["", "soon", "14", "14:61:00x", "+", "+a", "101%", "-1:2:3:4", "--1"])
    func `what names no moment is refused`(text: String) {
        #expect(clock(text) == nil)
    }

    @Test func `words are found after and before, whatever their case`() {
        var playback = Playback(outline)
        let found = playback.line(with: "ROLLING BACK", isAfter: true)
        #expect(found?.kind == "rollback")
        playback.go(to: outline.ended)
        #expect(playback.line(with: "rolling back", isAfter: true) == nil)
        #expect(playback.line(with: "rolling back", isAfter: false) == found)
    }
}
