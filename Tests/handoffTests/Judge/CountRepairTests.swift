import RolloutCore
import Testing

@testable import handoff

@Suite struct CountRepairTests {
    @Test func `missing seconds are counted and have no counts`() throws {
        let text = CountText.header + CountText.steady([1, 2, 6])
        let (seconds, repairs) = try CountText.read(text)
        #expect(seconds.map(\.second) == [1, 2, 6])
        #expect(repairs.sentence == "3 seconds missing")
    }

    @Test func `of duplicate rows the first one counts`() throws {
        let text = CountText.header + "1,canary,5,0,5\n1,canary,5,5,5\n1,stable,95,0,5\n"
        let (seconds, repairs) = try CountText.read(text)
        #expect(seconds.first?.arms[.canary]?.errors == 0)
        #expect(repairs.sentence == "1 duplicate row dropped")
    }

    @Test func `rows up to 30 s late are put in order`() throws {
        let late = CountText.steady([2]).split(separator: "\n").map { $0 + "\n" }
        let text = CountText.header + CountText.steady([1]) + CountText.steady(3...32)
        let (seconds, repairs) = try CountText.read(text + late.joined())
        #expect(seconds.map(\.second) == Array(1...32))
        #expect(repairs.sentence == "2 rows put in order")
    }

    @Test func `a last line without its end is left out`() throws {
        let text = CountText.header + CountText.steady(1...2) + "3,canary,5,0,5\n3,stable,9"
        let (seconds, repairs) = try CountText.read(text)
        #expect(seconds.last?.arms[.stable] == nil)
        #expect(seconds.last?.counts(from: 1) == nil)
        #expect(repairs.sentence == "the last line left out, it is cut off")
    }

    @Test func `running totals are taken apart, and a fall is no count`() throws {
        let head = "second,group,requests,errors\n"
        let rows = [(1, 100), (2, 110), (3, 125), (4, 3), (5, 13)]
        let text = head + rows.map { "\($0),stable,\($1),0\n" }.joined()
        let (seconds, repairs) = try CountText.read(text, areTotals: true)
        #expect(seconds.map { $0.arms[.stable]?.requests } == [nil, 10, 15, nil, 10])
        #expect(repairs.sentence == "1 counter reset left out")
    }

    @Test func `the difference of totals over a gap is no second's count`() throws {
        let text = "second,group,requests,errors\n1,stable,100,0\n3,stable,120,0\n"
        let (seconds, repairs) = try CountText.read(text, areTotals: true)
        #expect(seconds.allSatisfy { $0.arms[.stable] == nil })
        #expect(repairs.missingSeconds == 1)
    }

    @Test func `a second without one of its groups is not judged`() throws {
        let text = CountText.header + CountText.steady(1...2) + "3,canary,5,5,5\n"
        var stream = VerdictStream(JudgePanel(plannedSeconds: 60))
        let (seconds, repairs) = try CountText.read(text)
        for second in seconds { _ = stream.take(second) }
        let end = stream.end(repairs)
        #expect(end.judgedSeconds == 2)
        #expect(end.missingSeconds == 1)
    }
}
