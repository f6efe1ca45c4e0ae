import Foundation
import Testing

@testable import handoff

@Suite struct PlanCommandTests {
    @Test(arguments: ExamplePlan.Target.allCases)
    func `the example passes check`(target: ExamplePlan.Target) throws {
        let folder = try TemporaryFolder()
        try ExamplePlan.write(target, to: folder.path("handoff.yaml"))
        let report = CheckReport(of: folder.path("handoff.yaml"))
        #expect(report.isSound, "\(report.text)")
    }

    @Test(arguments: ExamplePlan.Target.allCases)
    func `the example passes check with its optional sections`(target: ExamplePlan.Target) throws {
        let text = ExamplePlan.text(for: target) + "\n" + ExamplePlan.optional
        #expect(PlanText.problems(text) == [])
        let file = try PlanText.read(text)
        #expect(file.freezes.count == 2 && file.notifications.count == 2)
        #expect(ExamplePlan.text(for: target).contains("\n# flags:\n"))
    }

    @Test func `init leaves a file that exists as it is`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("handoff.yaml")
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: ConfigProblems.self) { try ExamplePlan.write(.haproxy, to: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
    }

    @Test func `check names a file that is not there`() throws {
        let folder = try TemporaryFolder()
        let report = CheckReport(of: folder.path("none.yaml"))
        #expect(report.problems.map(\.sentence) == ["there is no such file."])
        #expect(report.problems.first?.line == nil)
    }

    @Test func `check says as JSON what it says in words`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.yaml")
        let text = PlanText.sound(replacing: "count: 4", with: "count: x")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let report = CheckReport(of: path)
        let json = try report.jsonText()
        #expect(report.text.contains("a.yaml:6:10: `count` is `x`."))
        #expect(json.contains(#""line" : 6"#))
        #expect(json.contains(#""isSound" : false"#))
        #expect(json.contains("`count` is `x`. Write a whole number from 1 to 100."))
    }

    @Test(arguments: ["check", "plan"])
    func `a plan file that cannot be used ends with 2`(command: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("none.yaml")
        #expect(await Handoff.run([command, path])?.code == .usage)
    }

    @Test func `plan sums up the time and where a person is needed`() throws {
        let report = PlanReport(try PlanText.read(PlanText.sound))
        #expect(report.shortestSeconds == 1_940)
        #expect(
            report.text.hasSuffix(
                "At least 32 m 20 s in all; no gate needs a person. While no dashboard is open, "
                    + "it holds at the next gate."
            )
        )
        #expect(try report.jsonText().contains(#""name" : "shift to 5%""#))
    }

    @Test func `a file that is not UTF-8 is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.yaml")
        try Data([0x61, 0xFF]).write(to: URL(fileURLWithPath: path))
        #expect(CheckReport(of: path).text.contains("the file is not UTF-8 text."))
    }

    @Test func `a byte order mark is no part of the first key`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.yaml")
        try Data(("\u{FEFF}" + PlanText.sound).utf8).write(to: URL(fileURLWithPath: path))
        #expect(CheckReport(of: path).isSound)
    }

    @Test func `a file named by a relative path has absolute paths`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.yaml")
        try Data(PlanText.sound.utf8).write(to: URL(fileURLWithPath: path))
        let up = String(repeating: "../", count: 20)
        let file = try PlanFile(path: up + path.dropFirst())
        #expect(file.artifact == folder.path("build/storefront"))
    }
}
