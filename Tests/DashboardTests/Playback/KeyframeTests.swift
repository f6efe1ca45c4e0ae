import Dashboard
import RolloutCore
import TerminalUI
import Testing

@Suite struct KeyframeTests {
    @Test(arguments: 0..<25)
    func `a keyframe and what follows give the state that folding from the start gives`(
        seed: Int
    ) {
        let recorded = Recorded.rolledBack
        let length = recorded.outline.length.wholeMicroseconds
        // Spread over the whole, and never at a round place.
        let share = (Double(seed) * 0.618_033_98).truncatingRemainder(dividingBy: 1)
        let moment = recorded.outline.began + .microseconds(Int64(share * Double(length)))
        #expect(recorded.sought(at: moment) == recorded.folded(at: moment))
    }

    @Test func `at the end it is the end`() {
        let recorded = Recorded.rolledBack
        let end = recorded.outline.ended
        #expect(recorded.sought(at: end) == recorded.folded(at: end))
        #expect(recorded.sought(at: end).sequence == recorded.entries.last?.sequence)
    }

    @Test func `what was kept of stable at full traffic is there again`() {
        var script = ReleaseScript()
        script.reachQuarter()
        script.wait(301)
        script.confirmShift()
        script.command(.advance(full: true, override: false))
        script.wait(301)
        script.confirmShift()
        script.wait(200)
        let recorded = Recorded(script)
        let end = recorded.outline.ended
        #expect(recorded.folded(at: end).rollout?.window.baseline.isEmpty == false)
        #expect(recorded.sought(at: end) == recorded.folded(at: end))
    }

    @Test func `every line is told once, in order`() {
        let recorded = Recorded.rolledBack
        let sequences = recorded.outline.lines.map(\.sequence)
        #expect(sequences == sequences.sorted() && Set(sequences).count == sequences.count)
        let whole = recorded.folded(at: recorded.outline.ended)
        var dashboard = DashboardModel(
            size: .init(width: 80, height: 24),
            now: recorded.outline.ended
        )
        dashboard.show(whole, at: recorded.outline.ended)
        #expect(dashboard.sequence == recorded.entries.count)
    }
}
