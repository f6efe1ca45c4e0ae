import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite struct CommandInquiryTests {
    private func answer(
        _ script: String,
        variables: [String] = [],
        timeout: Duration = .seconds(10)
    ) throws(InquiryTrouble) -> [InquiryNumber] {
        let values = ["PATH": "/usr/bin:/bin", "KEY": "moonlight", "OTHER": "starlight"]
        let client = CommandClient(
            query: CommandQuery(arguments: ["sh", "-c", script], variables: variables),
            timeout: timeout,
            secrets: SecretReader { values[$0] }
        )
        return try client.answer(by: .now + timeout)
    }

    @Test(arguments: [
        ("echo 12", InquiryNumber.numbers(12, over: nil)),
        ("printf ' 1.5e3 \\n\\n'", InquiryNumber.numbers(1_500, over: nil)),
        (#"echo '{"value": 3, "over": 40}'"#, InquiryNumber.numbers(3, over: 40)),
        ("echo 7; echo noise >&2", InquiryNumber.numbers(7, over: nil)),
    ])
    func `a number or JSON is read from what is printed`(
        script: String,
        expected: [InquiryNumber]
    ) throws {
        #expect(try answer(script) == expected)
    }

    @Test(arguments: [
        ("exit 3", "ended with exit status 3"),
        ("kill -9 $$", "ended with signal 9"),
        ("echo many", "printed no number, nor JSON with `value`"),
        ("echo true", "printed no number, nor JSON with `value`"),
        ("true", "printed no number, nor JSON with `value`"),
    ])
    func `anything else is trouble in words`(script: String, words: String) {
        let trouble = #expect(throws: InquiryTrouble.self) { try answer(script) }
        #expect(trouble?.words == words)
    }

    @Test func `it gets the variables that are named and no others`() throws {
        let numbers = try answer("echo ${#KEY}$OTHER", variables: ["KEY"])
        #expect(numbers == InquiryNumber.numbers(9, over: nil))
    }

    @Test func `a variable that is not set is named and nothing runs`() {
        let trouble = #expect(throws: InquiryTrouble.self) {
            try answer("echo 1", variables: ["ABSENT"])
        }
        #expect(trouble?.words == "was not asked: the variable ABSENT is not set")
    }

    @Test func `a program that takes too long is ended with all it started`() throws {
        let file = NSTemporaryDirectory() + "handoff-command-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let trouble = #expect(throws: InquiryTrouble.self) {
            try answer("sleep 300 & echo $! > \(file); sleep 300", timeout: .seconds(1))
        }
        #expect(trouble == .silent(.seconds(1)))
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let pid = try #require(Int32(text.trimmingCharacters(in: .newlines)))
        let deadline = ContinuousClock.now + .seconds(10)
        while ProcessIdentity(runningAs: pid)?.isRunning == true {
            try #require(ContinuousClock.now < deadline)
            usleep(10_000)
        }
    }

    @Test func `a program that is not there is not started`() {
        let client = CommandClient(
            query: CommandQuery(arguments: ["/nowhere/counts"]),
            timeout: .seconds(1),
            secrets: SecretReader { _ in nil }
        )
        let trouble = #expect(throws: InquiryTrouble.self) {
            try client.answer(by: .now + .seconds(1))
        }
        #expect(trouble?.words == "was not started: no such file or directory")
    }
}
