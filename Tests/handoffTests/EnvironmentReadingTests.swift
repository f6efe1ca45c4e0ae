import Foundation
import RolloutCore
import Testing

@testable import handoff

/// One plan file for several environments.
@Suite struct EnvironmentReadingTests {
    private static let shared = PlanText.sound.replacing("environment: staging\n", with: "")

    private func plan(_ lines: String, for environment: String?) throws -> PlanFile {
        try PlanFile(
            text: Self.shared + "\n" + lines,
            file: "shop.yaml",
            folder: URL(fileURLWithPath: "/plans/"),
            environment: environment
        )
    }

    private func problems(_ lines: String, for environment: String? = "production") -> [String] {
        do {
            _ = try plan(lines, for: environment)
            return []
        } catch {
            return (error as? ConfigProblems)?.lines ?? ["\(error)"]
        }
    }

    private static let two = """
        metrics: { errorRate: {}, p99: {} }
        environments:
          staging:
            instances: { count: 1, ready: { soak: 1s } }
            metrics: { p99: ~ }
          production:
            artifact: { validatedIn: staging }
            strategy: { steps: [ { setWeight: 1 }, { setWeight: 100 } ], warm: 1h }
        """

    @Test func `sections are merged, lists and values are replaced`() throws {
        let staging = try plan(Self.two, for: "staging")
        #expect(staging.environment == "staging")
        #expect(staging.instanceCount == 1)
        #expect(staging.process.soak == .seconds(1))
        #expect(staging.process.ports == 9100...9107)
        #expect(staging.stages.map(\.weight) == [Weight(percent: 5), .full])
        let production = try plan(Self.two, for: "production")
        #expect(production.environment == "production")
        #expect(production.instanceCount == 4)
        #expect(production.validatedIn == "staging")
        #expect(production.artifact == "/plans/build/storefront")
        #expect(production.stages.map(\.weight) == [Weight(percent: 1), .full])
        #expect(production.warm == .seconds(3_600))
    }

    @Test func `a tilde takes a key away`() throws {
        #expect(try plan(Self.two, for: "staging").criteria.map(\.metric) == [.errorRate])
        #expect(try plan(Self.two, for: "production").criteria.map(\.metric) == [.errorRate, .p99])
    }

    @Test func `the only environment needs no name`() throws {
        #expect(try plan("environments: { qa: {} }", for: nil).environment == "qa")
    }

    @Test func `the file's own environment is the usual one`() throws {
        let lines = "environment: production\n" + Self.two
        #expect(try plan(lines, for: nil).environment == "production")
        #expect(try plan(lines, for: "staging").environment == "staging")
    }

    @Test func `one of several has to be named`() {
        #expect(
            problems(Self.two, for: nil) == [
                "shop.yaml:10:1: this file is for `staging` and `production`. Name one with "
                    + "`--environment`."
            ]
        )
    }

    @Test func `an environment that the file does not have is refused`() {
        #expect(
            problems(Self.two, for: "prodution") == [
                "shop.yaml:10:1: this file is for `staging` and `production`, not for "
                    + "`prodution`. Is `production` meant?"
            ]
        )
        #expect(
            problems("environment: qa", for: "production") == [
                "shop.yaml:9:14: this file is for `qa`, not for `production`."
            ]
        )
    }

    @Test(arguments: [
        ("environments: {}", "9:15: `environments` is a section with keys. Write a section of"),
        ("environments: [a]", "9:15: `environments` is a list. Write a section of names"),
        ("environments: { a b: {} }", "9:17: `a b` cannot be the name of an environment."),
        ("environments: { a: 1 }", "9:20: `a` is `1`. Write a section with what differs there."),
        ("environments: { a: {}, a: {} }", "9:24: `a` is given twice. Keep one."),
        ("environments: { a: { environment: b } }", "9:22: `environment` has no meaning within"),
        ("environments: { a: { conut: 1 } }", "9:22: unknown key `conut` in the file. Write"),
        ("environments: { a: { instances: { count: x } } }", "9:42: `count` is `x`. Write a"),
        ("environments: { a: { service: b, service: c } }", "9:34: `service` is given twice"),
        ("environment: b\nenvironments: { a: {} }", "9:14: `environment` is `b`, and"),
        ("environmnts: { a: {} }", "9:1: unknown key `environmnts` in the file. Write"),
    ])
    func `a mistake is named at the place it came from`(lines: String, message: String) {
        let problems = problems(lines, for: nil)
        #expect(problems.contains { $0.hasPrefix("shop.yaml:" + message) }, "\(problems)")
    }

    @Test func `what is wrong in an environment that is not meant is said as well`() {
        let lines = Self.two.replacing("count: 1", with: "count: 9")
        #expect(
            problems(lines) == [
                "shop.yaml:4:71: in `staging`: ports 9100-9107 are 8, and 9 instances of two "
                    + "revisions need 18. Write a wider range, or a smaller `count`."
            ]
        )
    }

    @Test func `what is wrong for all environments is said once`() {
        let lines = Self.two + "\ncrashLimit: x"
        #expect(
            problems(lines) == [
                "shop.yaml:17:13: `crashLimit` is `x`. Write a whole number from 1 to 100."
            ]
        )
    }

    @Test(arguments: ["plan", "run"])
    func `a command for one environment ends with 2 without its name`(command: String) async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("a.yaml")
        try Data((Self.shared + "\n" + Self.two).utf8).write(to: URL(fileURLWithPath: path))
        #expect(await Handoff.run([command, path])?.code == .usage)
        #expect(await Handoff.run(["plan", path, "--environment", "staging"]) == nil)
    }

    @Test func `check looks at all environments without a name`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.yaml")
        try Data((Self.shared + "\n" + Self.two).utf8).write(to: URL(fileURLWithPath: path))
        let text = CheckReport(of: path).text
        #expect(
            text.hasSuffix("5%, 100% in staging; storefront goes through 1%, 100% in production.")
        )
        #expect(CheckReport(of: path, for: "production").isSound)
        #expect(!CheckReport(of: path, for: "qa").isSound)
    }

    @Test func `the schema lets an environment leave out and take away any key`() {
        let schema = PlanSchema.document
        let overlay = schema["$defs"]?["overlay"]
        #expect(overlay?["required"] == nil)
        #expect(overlay?["properties"]?["environments"] == nil)
        let instances = overlay?["properties"]?["instances"]?["anyOf"]
        guard case .list(let choices) = instances, choices.count == 2 else {
            Issue.record("\(String(describing: instances))")
            return
        }
        #expect(choices[0]["required"] == nil)
        #expect(choices[1] == ["type": "null"])
        let count = choices[0]["properties"]?["count"]?["anyOf"]
        let same: JSONValue = ["$ref": "#/properties/instances/properties/count"]
        #expect(count == .list([same, ["type": "null"]]))
    }
}
