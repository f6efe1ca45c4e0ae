import Testing

@testable import TerminalUI

@Suite struct ChartScaleTests {
    private let calm: [Double?] = (0..<100).map { 40 + Double($0 % 10) }

    private func with(_ peak: Double) -> [Double?] { calm + [peak, nil] }

    @Test func `the limit and all values are seen`() {
        let scale = ChartScale(calm, limit: 200)
        #expect(scale.top >= 220)
        #expect(!scale.cutsPeaks)
    }

    @Test func `one peak does not flatten the rest`() {
        let scale = ChartScale(with(4_000), limit: 60)
        #expect(scale.top == 100)
        #expect(scale.cutsPeaks)
        #expect(scale.greatest == 4_000)
    }

    @Test func `a peak of twice the usual is drawn whole`() {
        let scale = ChartScale(with(90), limit: nil)
        #expect(!scale.cutsPeaks)
        #expect(scale.top == 100)
    }

    @Test func `high values for a tenth of the time are no peak`() {
        let scale = ChartScale(calm + Array(repeating: 4_000, count: 20), limit: nil)
        #expect(!scale.cutsPeaks)
    }

    @Test func `one error among seconds without any is drawn whole`() {
        #expect(!ChartScale(Array(repeating: 0, count: 60) + [3], limit: nil).cutsPeaks)
    }

    @Test func `however far the limit is, it is below the top`() {
        #expect(ChartScale(calm, limit: 5_000).top == 6_000)
        #expect(ChartScale([nil, 0, 0], limit: 5_000).top == 6_000)
    }

    @Test(arguments: [0, 1e-9, 0.02, 1, 9.1, 10, 36_696_064, 1e15])
    func `there is room above the highest value and not much of it`(_ value: Double) {
        let scale = ChartScale([value], limit: nil)
        #expect(scale.top > value)
        #expect(value == 0 || scale.top <= value * 1.5)
    }

    @Test func `what is not a number changes nothing`() {
        #expect(ChartScale([1, .nan, .infinity], limit: nil) == ChartScale([1], limit: nil))
    }
}
