import RolloutCore
import Testing

@testable import handoff

@Suite("When frames are made")
struct FramePaceTests {
    private let start = Timestamp(seconds: 1_000)

    /// A pace whose first frame was made at the start.
    private var pace: FramePace {
        var pace = FramePace(at: start)
        _ = pace.makes(at: start)
        return pace
    }

    @Test func `the first frame is made at once`() {
        var pace = FramePace(at: start)
        #expect(pace.wait(at: start) == .zero)
        let isMade = pace.makes(at: start)
        #expect(isMade)
    }

    @Test func `a key is shown at once, however soon after a frame`() {
        var pace = pace
        pace.hurry(at: start + .milliseconds(1))
        let isMade = pace.makes(at: start + .milliseconds(1))
        #expect(isMade)
    }

    @Test func `news that comes together is one frame`() {
        var pace = pace
        var frames = 0
        for millisecond in 0..<1_000 {
            let now = start + .milliseconds(500 + millisecond)
            if [0, 12, 30].contains(millisecond) { pace.news(at: now) }
            if pace.makes(at: now) { frames += 1 }
        }
        #expect(frames == 1)
    }

    @Test func `a flood of news makes ten frames a second at most`() {
        var pace = pace
        var frames = 0
        for millisecond in 1...1_000 {
            pace.news(at: start + .milliseconds(millisecond))
            if pace.makes(at: start + .milliseconds(millisecond)) { frames += 1 }
        }
        #expect((8...10).contains(frames))
    }

    @Test func `without news the clock moves every second or so`() {
        var pace = pace
        let frames = (1...10_500).count { pace.makes(at: start + .milliseconds($0)) }
        #expect(frames == 10)
    }

    @Test func `a clock that was set back does not freeze the screen`() {
        var pace = pace
        #expect(pace.wait(at: start - .seconds(3_600)) == .zero)
        let isMade = pace.makes(at: start - .seconds(3_600))
        #expect(isMade)
    }
}
