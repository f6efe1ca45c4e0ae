import Testing

@testable import handoff

@Suite struct CountProblemTests {
    @Test(arguments: [
        ("", "1:1: there is no row"),
        ("second,group,requests,errors\n", "1:1: there is no row"),
        ("1,canary,5,0\n", "1:1: `1` is not known"),
        ("second,group,requests\n1,canary,5\n", "1:1: there is no column `errors`"),
        ("second,group,requests,erors\n", "1:23: `erors` is not known. Write `errors`"),
        ("second,group,requests,errors,second\n", "1:30: `second` stands there twice"),
        ("second;group;requests;errors\n", "1:1: `second;group;requests;errors` is not known"),
    ])
    func `a file without its names is refused`(text: String, words: String) {
        #expect(CountText.problem(text).hasPrefix(words), "\(CountText.problem(text))")
    }

    @Test(arguments: [
        ("1,canary,-5,0,5", "2:10: `requests` is -5, below 0"),
        ("1,canary,5,x,5", "2:12: `errors` is `x`. Write a whole number."),
        ("1,canary,5.5,0,5", "2:10: `requests` is `5.5`"),
        ("1,canary,5,6,5", "2:12: 6 errors of 5 requests cannot be."),
        ("1,blue,5,0,5", "2:3: `group` is `blue`. Write `canary` or `stable`."),
        ("1,canary,5,0", "2:12: 4 values for 5 columns."),
        ("1,\"canary,5,0,5", "2:3: the quote is never closed."),
        ("1,canary,5,0,0.05", "2:14: `weight` is `0.05`: a share, or percent?"),
        ("1,canary,5,0,101", "2:14: `weight` is `101`."),
        ("1700000000000,canary,5,0,5", "2:1: `second` is 1700000000000, more than"),
        ("1,canary,99999999999999999999,0,5", "2:10: `requests` is `99999999999999999999`"),
    ])
    func `a wrong value is named with its place`(row: String, words: String) {
        let problem = CountText.problem(CountText.header + row + "\n")
        #expect(problem.hasPrefix(words), "\(problem)")
    }

    @Test(arguments: [
        (#"{"second": 1, "group": "canary", "requests": -1, "errors": 0}"#, "1:46: `requests`"),
        (#"{"second": 1, "gruop": "canary"}"#, "1:15: `gruop` is not known. Write `group`"),
        (#"{"second": 1, "second": 2}"#, "1:15: `second` stands there twice."),
        (#"{"second": 1 "group": "canary"}"#, "1:14: `}` is missing here"),
        (#"{"second": 1, "group": "canary", "requests": 1}"#, "1:1: there is no `errors`."),
        (#"{"second": 1, "group": "can"#, "1:28: `\"` is missing here"),
    ])
    func `a wrong JSON line is named with its place`(line: String, words: String) {
        #expect(CountText.problem(line + "\n").hasPrefix(words), "\(CountText.problem(line))")
    }

    @Test(arguments: [
        ("le_50", "5", "latencies need a finite bound, and `le_inf`"),
        ("le_50,le_inf", "5,4", "5 requests took at most 50.0 ms and only 4"),
        ("le_50,le_inf", "5,6", "6 requests were timed, of 5 that there were."),
    ])
    func `latencies that cannot be are refused`(names: String, values: String, words: String) {
        let text = "second,group,requests,errors,\(names)\n1,canary,5,0,\(values)\n"
        #expect(CountText.problem(text).contains(words), "\(CountText.problem(text))")
    }

    @Test func `a row more than 30 s late is refused with its line`() {
        let text = CountText.header + CountText.steady(100...140) + "105,canary,5,0,5\n"
        let words = "84:1: second 105 is more than 30 s behind second 140. Sort the file by second."
        #expect(CountText.problem(text) == words)
    }

    @Test func `a gap of more than a day is refused`() {
        let text = CountText.header + CountText.steady([1, 100_000])
        #expect(CountText.problem(text).contains("more than a day behind"))
    }

    @Test func `two weights in one second are refused`() {
        let text = CountText.header + "1,canary,5,0,5\n1,stable,95,0,10\n"
        #expect(CountText.problem(text).hasPrefix("3:1: second 1 has two weights."))
    }

    @Test func `running totals nobody told of are refused before anything is judged`() throws {
        var reader = CountReader()
        let rows = (1...40).map { "\($0),stable,\($0 * 97),0,5\n" }.joined()
        let lines = Array((CountText.header + rows).utf8)
        #expect(throws: CountFileProblem.self) { try reader.take(lines) }
        #expect(CountText.problem(CountText.header + rows).contains("Give --totals"))
    }
}
