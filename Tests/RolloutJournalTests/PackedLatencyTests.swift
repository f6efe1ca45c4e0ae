import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct PackedLatencyTests {
    @Test(
        arguments: [
            [], [0], [0, 0, 1], [2_047, 2_048, 2_049], [3_600_000_000], [.max / 2],
            [4_000, 4_000, 4_001, 90_000, 90_000, 12_000_000],
        ] as [[Int64]]
    )
    func `packed latencies come back the same`(microseconds: [Int64]) {
        let histogram = LatencyHistogram(microseconds: microseconds)
        #expect(LatencyHistogram(packed: histogram.packed) == histogram)
    }

    @Test func `a large count comes back the same`() {
        var histogram = LatencyHistogram()
        histogram.add(microseconds: 5_000, count: .max)
        #expect(LatencyHistogram(packed: histogram.packed) == histogram)
    }

    @Test(arguments: [
        "no base64", "gA==", "Aw==", "AwA=", "/////////w8=", "AwH/////HwE=",
    ])
    func `a text that was never packed is refused`(text: String) {
        #expect(LatencyHistogram(packed: text) == nil)
    }
}
