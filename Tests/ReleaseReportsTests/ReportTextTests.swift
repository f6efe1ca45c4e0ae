import ReleaseReports
import RolloutCore
import Testing

@Suite("The text of a report")
struct ReportTextTests {
    @Test func `it begins with the outcome and has the parts of the page`() throws {
        let text = try #require(ReleaseReport(Told.rolledBack().entries)).markdown
        #expect(text.hasPrefix("# shop 2.0 was rolled back from 50% in test after "))
        for title in [
            "## This release", "## Timeline", "## Where the time went",
            "## What the rollback did", "## Decisions and their evidence",
            "## What was served at each weight", "## Measurements", "## Who did what, and why",
            "## Instances", "## Checks before anything was changed",
        ] {
            #expect(text.contains(title + "\n"), "\(title)")
        }
    }

    @Test func `a row of blocks shows the weights`() throws {
        let text = try #require(ReleaseReport(Told.rolledBack().entries)).markdown
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("canary's share") })
        #expect(row.contains("▁") && row.contains("▅"), "\(row)")
    }

    @Test func `both forms say the same numbers`() throws {
        let report = try #require(ReleaseReport(Told.rolledBack().entries))
        let served = report.cost.canaryRequests
        let sentence = "2.0 served \(served) requests, \(report.cost.canaryErrors) failed"
        #expect(report.markdown.contains(sentence))
        #expect(report.page.contains(sentence))
    }
}
