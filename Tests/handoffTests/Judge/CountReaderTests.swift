import RolloutCore
import Testing

@testable import handoff

@Suite struct CountReaderTests {
    @Test func `a CSV row says what its columns hold, in any order`() throws {
        let text =
            "group,errors,second,requests,weight,slice,le_50,le_inf\n"
            + "canary,1,7,10,5%,\"a,\"\"1\"\"\",8,9\nstable,0,7,90,5,b,90,90\n"
        let second = try #require(try CountText.read(text).seconds.first)
        #expect(second.second == 7 && second.weight == 0.05)
        #expect(second.arms[.canary]?.requests == 10 && second.arms[.canary]?.errors == 1)
        #expect(second.arms[.canary]?.latency?.total == 9)
        #expect(second.slices.keys.contains { $0.slice == "a,\"1\"" })
    }

    @Test func `JSON lines say the same as CSV`() throws {
        let csv = "second,group,requests,errors,weight,le_50,le_inf\n7,canary,10,1,5,8,9\n"
        let json =
            #"{"second": 7, "group": "canary", "requests": 10, "errors": 1, "#
            + #""weight": 5, "le": {"50": 8, "inf": 9}}"# + "\n"
        let first = try CountText.read(csv).seconds.first
        let second = try CountText.read(json).seconds.first
        #expect(first?.arms == second?.arms && first?.weight == second?.weight)
        #expect(first?.arms[.canary]?.latency != nil)
    }

    @Test func `a request counts at its bound, and as twice the last one beyond it`() throws {
        let text = "second,group,requests,errors,le_50,le_100,le_inf\n7,stable,10,0,6,9,10\n"
        let tally = try CountText.read(text).seconds.first?.arms[.stable]?.latency
        var expected = LatencyTally()
        expected.add(milliseconds: 50, count: 6)
        expected.add(milliseconds: 100, count: 3)
        expected.add(milliseconds: 200, count: 1)
        #expect(tally == expected)
    }

    @Test func `slices of a group are summed`() throws {
        let text = "second,group,requests,errors,slice\n1,stable,10,1,a\n1,stable,20,2,b\n"
        let second = try CountText.read(text).seconds.first
        #expect(second?.arms[.stable] == ArmCounts(requests: 30, errors: 3))
    }

    @Test func `a byte order mark, CRLF and blank lines change nothing`() throws {
        let plain = CountText.header + CountText.steady(1...3)
        let odd = "\u{FEFF}" + plain.replacing("\n", with: "\r\n") + "\r\n\r\n"
        let (seconds, repairs) = try CountText.read(odd)
        #expect(seconds.map(\.arms) == (try CountText.read(plain).seconds.map(\.arms)))
        #expect(repairs.sentence == nil)
    }

    @Test func `what is cut into pieces anywhere reads the same`() throws {
        let text = Array((CountText.header + CountText.steady(1...50)).utf8)
        var reader = CountReader()
        var seconds: [FileSecond] = []
        for byte in text { seconds += try reader.take([byte]) }
        seconds += try reader.finish()
        #expect(seconds.map(\.second) == Array(1...50))
        #expect(seconds.allSatisfy { $0.arms[.stable]?.requests == 95 })
    }
}
