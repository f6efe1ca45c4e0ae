import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import handoff

@Suite struct WhatIfTests {
    private func report(_ words: [String], _ file: URL? = nil) throws -> WhatIf {
        let file = try file ?? LongRecording.bad.get()
        let recording = try OpenRecording(file: file, keptIn: LongRecording.folder)
        return try WhatIf(recording, by: OtherCriteria.parse(words))
    }

    @Test func `by its own criteria it stops when it really did`() throws {
        let report = try report(["--criterion", "errorRate.minimumSamples=100"])
        #expect(report.realRollback?.metric == "error rate")
        #expect(report.rollback?.at == report.realRollback?.at)
        #expect(report.rollback?.why == report.realRollback?.why)
        #expect(report.text.contains(", the same moment."))
    }

    @Test func `a lower ceiling stops earlier and says what that would have saved`() throws {
        let report = try report([
            "--criterion", "errorRate.above=1%", "--criterion", "errorRate.minimumSamples=20",
        ])
        let real = try #require(report.realRollback)
        let other = try #require(report.rollback)
        #expect(other.at < real.at)
        #expect(report.after.failed > 0 && (report.after.extra ?? 0) > 0)
        #expect(report.text.contains("failed requests would have been saved"))
        #expect(report.text.contains("Assumed: traffic would have been back after"))
    }

    @Test func `the README shows what it answers of a simulated release`() throws {
        let words = ["--criterion", "errorRate.above=1%"]
        let command = (["$ handoff what-if friday.handoff"] + words).joined(separator: " ")
        try Readme.expect("what-if", is: command + "\n" + report(words).text)
    }

    @Test func `a criterion that only watches stops nothing, and what came later is not known`()
        throws
    {
        let report = try report(["--criterion", "errorRate.observeOnly=true"])
        #expect(report.rollback == nil)
        #expect(report.text.contains("Not known: traffic after the real rollback."))
    }

    @Test func `one that holds asks a person instead`() throws {
        let report = try report(["--criterion", "errorRate.onWorse=hold"])
        #expect(report.rollback == nil && report.hold?.metric == "error rate")
        #expect(report.text.contains("what a person would have done when asked"))
    }

    @Test func `a good release that another plan would have stopped is told as well`() throws {
        let report = try report(
            ["--criterion", "connections.above=5%"],
            LongRecording.file.get()
        )
        #expect(report.realRollback == nil && report.rollback?.metric == "db connections")
        #expect(report.text.contains("it really was not rolled back"))
    }

    @Test(arguments: [
        "errorRate", "errorRate.tolerate", "nonsense.above=3", "errorRate.colour=blue",
        "errorRate.above=many", "errorRate.onWorse=shrug",
    ])
    func `a setting there is not is refused`(setting: String) {
        #expect(throws: NotDone.self) { try report(["--criterion", setting]) }
    }
}
