import Foundation
import RolloutCore
import Testing

@testable import handoff

/// Where a plan says that secrets come from.
@Suite struct SecretPlaceTests {
    private func problems(_ secrets: String) -> [String] {
        PlanText.problems(PlanText.sound(adding: "config:\n  secrets: \(secrets)"))
    }

    @Test func `a secret comes from the environment, a file beside the plan, or a command`() throws
    {
        let config =
            "config: { secrets: [A, {name: B, file: run/b}, "
            + "{name: C, run: [./vault, read, c], within: 3s}] }"
        let process = try PlanText.read(PlanText.sound(adding: config)).process
        #expect(process.secrets == ["A", "B", "C"])
        #expect(process.environment == ["A", "B", "C"])
        let command = DeclaredCommand(
            ["/plans/vault", "read", "c"],
            folder: "/plans/",
            within: .seconds(3)
        )
        #expect(process.source(of: "A").origin == .environment)
        #expect(process.source(of: "B").origin == .file("/plans/run/b"))
        #expect(process.source(of: "C").origin == .command(command))
    }

    @Test func `a program on the search path has ten seconds when nothing is said`() throws {
        let config = "config: { secrets: [{name: C, run: [vault, read]}] }"
        let process = try PlanText.read(PlanText.sound(adding: config)).process
        let command = DeclaredCommand(["vault", "read"], folder: "/plans/", within: .seconds(10))
        #expect(process.source(of: "C").origin == .command(command))
    }

    @Test func `a plan whose secrets are all variables is written as before`() throws {
        let config = "config: { secrets: [A, {name: B}] }"
        let process = try PlanText.read(PlanText.sound(adding: config)).process
        #expect(process.secretSources == nil)
        #expect(process.secrets == ["A", "B"])
        let written = String(decoding: try JSONEncoder().encode(process), as: UTF8.self)
        #expect(!written.contains("secretSources"))
    }

    @Test(arguments: [
        ("[{file: run/b}]", "11:13: entry 1 of `secrets` needs `name`: the name of a variable"),
        ("[{name: B, file: b, run: [c]}]", "11:29: `file` and `run` are two places for one value"),
        ("[{name: B, within: 3s}]", "11:31: `within` is the limit of a command"),
        ("[{name: B, run: [\"\", c]}]", "11:28: `run` begins with an empty text"),
        ("[{name: B, path: b}]", "11:23: unknown key `path` in `config.secrets[1]`"),
        ("[B, {name: B, file: b}]", "11:16: `B` is listed twice. Keep one."),
        ("[{name: B, run: vault read}]", "11:28: `run` is `vault read`. Write a list such as"),
    ])
    func `a mistake is named with its place`(secrets: String, message: String) {
        let problems = problems(secrets)
        #expect(problems.count == 1)
        #expect(problems.first?.contains(message) == true, "\(problems)")
    }

    @Test(arguments: ["[hunter2-hunter2]", "[{name: hunter2-hunter2}]", "hunter2-hunter2"])
    func `a value where a name belongs is not shown`(secrets: String) {
        let problems = problems(secrets)
        #expect(problems.count == 1)
        #expect(!problems.joined().contains("hunter2"))
    }

    @Test func `a secret that is a variable as well is kept as the secret`() {
        let config = "config: { env: [B], secrets: [{name: B, file: b}] }"
        let problems = PlanText.problems(PlanText.sound(adding: config))
        #expect(problems.count == 1)
        #expect(problems.first?.contains("`B` is under `env` and under `secrets`") == true)
    }
}
