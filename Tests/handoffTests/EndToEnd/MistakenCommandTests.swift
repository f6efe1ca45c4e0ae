import Foundation
import Testing

/// What the program says to a wrong command line or plan, and that it does nothing then.
@Suite(.timeLimit(.minutes(20)))
struct MistakenCommands {
    @Test(arguments: ["check", "plan", "run"])
    func `ten mistakes in a plan give ten messages with their places at once`(
        command: String
    ) async throws {
        try await Workshop.open { workshop in
            try workshop.write(TenMistakes.plan, to: "shop.yaml")
            let end = try await workshop.run([command, "shop.yaml"])
            #expect(end.code == 2)
            #expect(
                end.words
                    == TenMistakes.messages + "\nshop.yaml: 10 problems; nothing was done.\n"
            )
            #expect(!FileManager.default.fileExists(atPath: workshop.path("state")))
        }
    }

    @Test func `scripts get the ten mistakes with line and column`() async throws {
        struct Report: Decodable {
            struct Problem: Decodable { var line, column: Int }
            var isSound: Bool
            var problems: [Problem]
        }
        try await Workshop.open { workshop in
            try workshop.write(TenMistakes.plan, to: "shop.yaml")
            let end = try await workshop.run(["check", "shop.yaml", "-o", "json"])
            let report = try JSONDecoder().decode(Report.self, from: Data(end.output.utf8))
            #expect(end.code == 2)
            #expect(!report.isSound)
            #expect(report.problems.map(\.line) == [1, 5, 7, 8, 9, 11, 13, 15, 17, 18])
            #expect(report.problems.map(\.column) == [10, 11, 23, 10, 3, 22, 25, 46, 1, 1])
        }
    }

    @Test func `wrong usage of any command ends with 2, help and nothing done`() async throws {
        try await Workshop.open { workshop in
            for words in Self.wrong {
                let end = try await workshop.start(words).outcome()
                #expect(end.code == 2, "\(words): \(end.words)")
                #expect(end.output == "", "\(words)")
                #expect(end.errors.contains("Usage: handoff"), "\(words): \(end.errors)")
                #expect(end.errors.contains("--help' for more"), "\(words): \(end.errors)")
            }
            #expect(!FileManager.default.fileExists(atPath: workshop.path("handoff")))
        }
    }

    private static let wrong =
        [
            ["nonsense"], ["--nonsense"], ["run"], ["check"], ["plan"], ["check", "a", "b"],
            ["run", "a.yaml", "--timeout", "soon"], ["init", "--target", "x"],
            ["demo", "--rate", "5"], ["demo", "--port", "0"], ["demo", "--defect", "all"],
            ["demo", "--attach", "a", "--clean", "b"], ["annotate", "shop"],
            ["annotate", "shop", "--reason", " "], ["advance", "--reason"],
            ["status", "-o", "xml"], ["run", "a.yaml", "--override"],
            ["run", "a.yaml", "--override", "--reason", " "], ["run", "a.yaml", "--reason", "x"],
            ["promote-to", "test"], ["promote-to", "test", "a.yaml", "--from", "test"],
            ["retry", "--override"], ["retry", "--reason", "x"],
            ["show", "shop", "r1", "--release", "r2"],
        ]
        + [
            "demo", "init", "check", "plan", "run", "watch", "status", "pause", "resume", "advance",
            "promote", "step-back", "rollback", "abort", "annotate", "history", "show", "tear-down",
            "schema", "retry", "ledger", "promote-to",
        ].map { [$0, "--nonsense"] }

    @Test func `a command about a service that is not there says what there is`() async throws {
        try await Workshop.open { workshop in
            for command in Self.aboutServices {
                let end = try await workshop.run(command)
                #expect(end.code == 2, "\(command): \(end.words)")
                let folder = workshop.path("state") + "/"
                #expect(
                    end.words
                        == "not done: no service is known in \(folder); nothing was ever released "
                        + "from there. Nothing was changed. `--state` names another folder, "
                        + "`handoff run` starts a release.\n",
                    "\(command)"
                )
            }
            #expect(!FileManager.default.fileExists(atPath: workshop.path("state")))
        }
    }

    private static let aboutServices =
        [
            "watch", "status", "pause", "resume", "advance", "step-back", "rollback", "history",
            "show", "tear-down", "retry", "ledger",
        ].map { [$0] } + [["annotate", "--reason", "a note"]]

    @Test func `a folder that is no demo's is never cleaned`() async throws {
        try await Workshop.open { workshop in
            try workshop.write("mine", to: "precious")
            let end = try await workshop.run(["demo", "--clean", workshop.folder])
            #expect(end.code == 2)
            #expect(end.errors.contains("is no folder of a demo. Nothing was changed."))
            #expect(FileManager.default.fileExists(atPath: workshop.path("precious")))
        }
    }

    @Test func `an example that would replace a file is not written`() async throws {
        try await Workshop.open { workshop in
            #expect(try await workshop.run(["init"]).code == 0)
            #expect(try await workshop.run(["check", "handoff.yaml"]).code == 0)
            #expect(try await workshop.run(["plan", "handoff.yaml"]).code == 0)
            try workshop.write("mine", to: "handoff.yaml")
            let end = try await workshop.run(["init"])
            #expect(end.code == 2)
            #expect(end.errors.contains("the file exists and was left as it is"))
            #expect(
                try String(contentsOfFile: workshop.path("handoff.yaml"), encoding: .utf8) == "mine"
            )
        }
    }
}
