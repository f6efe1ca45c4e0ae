import Testing

@testable import TerminalUI

@Suite struct BarTests {
    @Test(arguments: [
        (0.0, "░░░░░░░░"), (0.5, "████░░░░"), (1.0, "████████"), (1.7, "████████"),
        (0.001, "█░░░░░░░"), (0.999, "███████░"),
    ])
    func `a bar shows its share, and something is never nothing`(share: Double, bar: String) {
        #expect(drawn(ProgressBar(share), 8, 1).text == bar)
    }

    @Test func `a bar of an unknown or meaningless share is empty`() {
        #expect(drawn(ProgressBar(nil), 4, 1).text == "░░░░")
        #expect(drawn(ProgressBar(.nan), 4, 1).text == "░░░░")
    }

    @Test func `traffic is split between two labels`() {
        let bar = SplitBar(observed: 0.25, leading: "stable 75%", trailing: "25% canary")
        let canvas = drawn(bar, 42, 1)
        #expect(canvas.text == "stable 75% ███████████████▓▓▓▓▓ 25% canary")
        #expect(canvas.roles == "tttttt.ttt.sssssssssssssssccccc.ttt.tttttt")
    }

    @Test func `a canary of 1% is seen`() {
        #expect(drawn(SplitBar(observed: 0.01), 10, 1).text == "█████████▓")
    }

    @Test func `the share asked for is marked where it differs`() {
        #expect(drawn(SplitBar(observed: 0.1, asked: 0.5), 10, 1).text == "█████┃███▓")
        #expect(drawn(SplitBar(observed: 0.5, asked: 0.5), 10, 1).text == "█████▓▓▓▓▓")
    }

    @Test func `traffic that nobody has observed is not drawn as stable`() {
        #expect(drawn(SplitBar(observed: nil, asked: 0.5), 6, 1).text == "░░░░░░")
    }

    @Test func `labels give way to the bar, the right one first`() {
        let bar = SplitBar(observed: 0.5, leading: "stable", trailing: "canary")
        #expect(drawn(bar, 16, 1).text == "stable ████▓▓▓▓▓")
        #expect(drawn(bar, 10, 1).text == "█████▓▓▓▓▓")
    }

    @Test func `bars are drawn in ASCII`() {
        let bar = SplitBar(observed: 0.5)
        #expect(drawn(bar, 6, 1, glyphs: .ascii).text == "###===")
        #expect(drawn(ProgressBar(0.5), 6, 1, glyphs: .ascii).text == "###...")
    }
}
