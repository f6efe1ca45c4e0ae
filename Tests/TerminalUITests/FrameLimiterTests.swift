import Testing

@testable import TerminalUI

@Suite struct FrameLimiterTests {
    @Test func `the first frame may be drawn at once`() {
        var limiter = FrameLimiter()
        let isAllowed = limiter.allowsFrame(at: .zero)
        #expect(isAllowed)
    }

    @Test func `a second of changes draws no more frames than the limit`() {
        var limiter = FrameLimiter(framesPerSecond: 30)
        let frames = (0..<1000).count { limiter.allowsFrame(at: .milliseconds($0)) }
        #expect((25...30).contains(frames))
    }

    @Test func `the delay says when the next frame may be drawn`() {
        var limiter = FrameLimiter(framesPerSecond: 10)
        let isAllowed = limiter.allowsFrame(at: .seconds(5))
        #expect(isAllowed)
        #expect(limiter.delay(at: .milliseconds(5_030)) == .milliseconds(70))
        #expect(limiter.delay(at: .milliseconds(5_100)) == .zero)
    }

    @Test func `a clock set back does not freeze the screen`() {
        var limiter = FrameLimiter()
        let isFirstAllowed = limiter.allowsFrame(at: .seconds(100))
        #expect(isFirstAllowed)
        let isSecondAllowed = limiter.allowsFrame(at: .seconds(1))
        #expect(isSecondAllowed)
    }
}
