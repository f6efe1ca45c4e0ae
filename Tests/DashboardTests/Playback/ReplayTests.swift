@testable import Dashboard
import RolloutCore
import TerminalUI
import Testing

/// A replay that finds its states in a script's entries.
struct Reader {
    let recorded: Recorded
    var model: ReplayModel
    var kept: [[Bookmark]] = []
    var requests: [ReplayRequest] = []
    var now = Shop.opening + .seconds(100_000)

    init(
        _ recorded: Recorded = .rolledBack,
        size: Size = Size(width: 120, height: 36),
        hasChrome: Bool = true
    ) {
        self.recorded = recorded
        let playback = Playback(recorded.outline)
        model = ReplayModel(
            playback,
            dashboard: DashboardModel(size: size, now: playback.playhead),
            now: now,
            reviewer: "mara",
            hasChrome: hasChrome
        )
        carryOut(model.beginning)
    }

    mutating func press(_ keys: Key...) {
        for key in keys {
            now = now + .milliseconds(50)
            carryOut(model.update(.keyPressed(KeyPress(key), at: now)))
        }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    mutating func wait(_ span: Duration) {
        now = now + span
        carryOut(model.update(.clockTicked(now)))
    }

    private mutating func carryOut(_ requests: [ReplayRequest]) {
        for request in requests {
            self.requests.append(request)
            switch request {
            case .show(let time):
                carryOut(model.update(.found(recorded.folded(at: time))))
            case .compare(let from, let to):
                let states = (recorded.folded(at: from), recorded.folded(at: to))
                carryOut(model.update(.compared(states.0, states.1)))
            case .keep(let marks): kept.append(marks)
            case .copy, .write, .leave, .suspend, .redraw: break
            }
        }
    }
}

@Suite struct ReplayTests {
    private let outline = Recorded.rolledBack.outline

    @Test func `Space plays, and time then passes`() {
        var reader = Reader()
        reader.press(.character(" "))
        for _ in 0..<20 { reader.wait(.milliseconds(100)) }
        #expect(reader.model.playback.elapsed >= .seconds(2))
        #expect(reader.model.canvas.text.contains("REPLAY ► PLAYING"))
        reader.press(.character(" "))
        #expect(reader.model.canvas.text.contains("REPLAY ‖ PAUSED"))
    }

    @Test func `arrows, digits and ends move the playhead`() {
        var reader = Reader()
        reader.press(.right, .right, .left)
        #expect(reader.model.playback.elapsed == .seconds(5))
        reader.press(.character("5"))
        #expect(reader.model.playback.elapsed == outline.length / 2)
        reader.press(.shiftRight)
        #expect(reader.model.playback.elapsed == outline.length / 2 + outline.length / 10)
        reader.press(.character("G"))
        #expect(reader.model.playback.playhead == outline.ended)
        reader.press(.character("g"))
        #expect(reader.model.playback.playhead == outline.began)
    }

    @Test func `a moment that is named is gone to`() {
        var reader = Reader()
        reader.type(":goto 14:01:30")
        #expect(reader.model.canvas.text.contains(":goto goto 14:01:30"))
        reader.press(.enter)
        #expect(reader.model.playback.playhead == Shop.opening + .seconds(90))
        reader.type(":nonsense")
        reader.press(.enter)
        #expect(reader.model.canvas.text.contains("is no moment"))
        #expect(reader.model.playback.playhead == Shop.opening + .seconds(90))
    }

    @Test func `no key that touches a release does anything`() {
        for key in ["P", "A", "R", "B", "O"] as [Character] {
            var reader = Reader()
            reader.press(.character("5"))
            let before = reader.requests.count
            reader.press(.character(key))
            #expect(reader.model.canvas.text.contains("nothing can be steered here"), "\(key)")
            #expect(reader.requests.count == before, "\(key)")
        }
    }

    @Test func `a mark with its note is kept beside the recording`() throws {
        var reader = Reader()
        reader.press(.character("4"), .character("m"))
        reader.type("first 5xx")
        reader.press(.enter)
        let mark = try #require(reader.kept.last?.first)
        #expect(mark.note == "first 5xx" && mark.by == "mara")
        // The playhead stands on it.
        reader.press(.right)
        #expect(reader.model.canvas.text.contains("◆"))
        reader.press(.character("g"), .character("]"))
        while reader.model.playback.playhead < mark.at { reader.press(.character("]")) }
        #expect(reader.model.canvas.text.contains("◆ first 5xx"))
        reader.type(":unmark")
        reader.press(.enter)
        #expect(reader.kept.last == [])
    }

    @Test func `Esc while a note is typed keeps nothing`() {
        var reader = Reader()
        reader.press(.character("m"))
        reader.type("never mind")
        reader.press(.escape)
        #expect(reader.kept.isEmpty && reader.model.playback.bookmarks.isEmpty)
    }

    @Test func `what is typed into a note moves nothing`() {
        var reader = Reader()
        reader.press(.character("m"))
        reader.type("5 q G ]")
        #expect(reader.model.playback.playhead == outline.began)
        #expect(!reader.requests.contains(.leave))
    }

    @Test func `a search goes to the event, and n to the next`() {
        var reader = Reader()
        reader.type("/shifting to")
        reader.press(.enter)
        let first = reader.model.playback.playhead
        reader.press(.character("n"))
        #expect(reader.model.playback.playhead > first)
        reader.press(.character("N"))
        #expect(reader.model.playback.playhead == first)
    }

    @Test func `a difference tells both moments and what changed`() {
        var reader = Reader()
        for key in ["3", "8"] as [Character] {
            reader.press(.character(key), .character("m"), .enter)
        }
        reader.press(.character("d"))
        let text = reader.model.canvas.text
        #expect(text.contains("between two marks") && text.contains("canary's share"))
        #expect(text.contains("p99 latency"))
        reader.press(.escape)
        #expect(!reader.model.canvas.text.contains("between two marks"))
    }

    @Test func `events after the playhead are there and dimmed`() {
        var reader = Reader()
        reader.press(.character("5"))
        let canvas = reader.model.canvas
        let rows = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
        let later = outline.lines[reader.model.playback.linesSeen]
        let row = rows.firstIndex { $0.contains(later.sentence.prefix(24)) }
        #expect(row.map { canvas[20, $0].style.attributes.contains(.dim) } == true)
    }

    @Test func `an event after the playhead is chosen with k, and Enter goes there`() {
        var reader = Reader()
        reader.press(.character("5"), .tab, .tab, .character("k"), .character("k"))
        let later = outline.lines[reader.model.playback.linesSeen + 1]
        reader.press(.character("y"))
        #expect(reader.requests.last == .copy("2026-11-23 \(later.at.clock)Z \(later.sentence)"))
        reader.press(.enter)
        #expect(reader.model.playback.playhead == later.at)
    }

    @Test func `w writes the screen of the replay as it is, without the last answer`() throws {
        var reader = Reader()
        reader.press(.character("5"))
        let shown = reader.model.canvas
        reader.press(.character("w"))
        #expect(reader.requests.last == .write(shown))
        _ = reader.model.update(.told("screen written to /tmp/a.txt", .text))
        #expect(reader.model.canvas.text.contains("screen written to /tmp/a.txt"))
    }

    @Test func `the help lists every key of the table`() {
        var reader = Reader(size: Size(width: 120, height: 60))
        reader.press(.character("?"))
        let text = reader.model.canvas.text
        for binding in PlaybackKeymap.bindings { #expect(text.contains(binding.title)) }
        reader.press(.escape)
        #expect(!reader.model.canvas.text.contains("help: replay"))
    }

    @Test func `no key has two meanings in a replay`() {
        let keys = PlaybackKeymap.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    @Test func `a recording that was cut short says so in the band`() {
        var script = ReleaseScript()
        script.reachQuarter()
        let recorded = Recorded(script, remark: "cut short: 812 whole entries")
        let reader = Reader(recorded, size: Size(width: 200, height: 50))
        #expect(reader.model.canvas.text.contains("! cut short: 812 whole entries"))
    }

    @Test(arguments: [0.1, 0.35, 0.6, 0.8, 1])
    func `without its own rows it is the live screen, cell by cell`(share: Double) {
        let recorded = Recorded.rolledBack
        let size = Size(width: 120, height: 36)
        var reader = Reader(recorded, size: size, hasChrome: false)
        var playback = reader.model.playback
        playback.go(toShare: share)
        reader.type(":\(share * 100)%")
        reader.press(.enter)
        let moment = reader.model.playback.playhead
        #expect(moment == playback.playhead)

        var live = DashboardModel(size: size, now: recorded.outline.began)
        for entry in recorded.entries where entry.at <= moment {
            _ = live.update(.clockTicked(entry.at))
            _ = live.update(.entriesArrived([entry]))
        }
        _ = live.update(.stewardSeen(.alive(heardAt: moment)))
        _ = live.update(.clockTicked(moment))
        _ = live.update(.entriesArrived([]))
        // What a person did to a screen is not in the record.
        live.alert = nil
        let planes = [reader.model.canvas, live.canvas].map { canvas in
            (canvas.text + canvas.roles).split(separator: "\n")
        }
        let other = zip(planes[0], planes[1]).filter { $0 != $1 }.map { "\($0) | \($1)" }
        #expect(other == [])
        #expect(reader.model.canvas == live.canvas)
    }
}
