import Foundation
import RolloutCore
import Testing

@testable import handoff

/// How a plan says which feature flags change with the release.
@Suite struct FlagReadingTests {
    private func flags(_ lines: String) throws -> [FlagPlan] {
        try PlanText.read(PlanText.sound(adding: "flags: { \(lines) }")).flags
    }

    @Test func `a flag in a file lies beside the plan`() throws {
        #expect(
            try flags("new_checkout: { at: 100, set: true, store: { file: run/flags.json } }") == [
                FlagPlan(
                    name: "new_checkout",
                    value: .bool(true),
                    at: .full,
                    store: .file("/plans/run/flags.json")
                )
            ]
        )
    }

    @Test(arguments: [
        ("false", FlagValue.bool(false)), ("25", .number(25)), ("-1.5", .number(-1.5)),
        ("blue", .text("blue")), ("\"25\"", .text("25")), ("\"on\"", .text("on")),
        ("no way", .text("no way")), ("1.2.3", .text("1.2.3")),
    ])
    func `a value is what its spelling says`(text: String, value: FlagValue) throws {
        let flags = try flags("a: { at: 5, set: \(text), store: { file: f } }")
        #expect(flags.map(\.value) == [value])
    }

    @Test func `a flag behind HTTP has its secrets in places`() throws {
        let store =
            "{ http: { url: \"https://flags.example/{flag}\", path: data.enabled, timeout: 2s, "
            + "headers: { Authorization: {env: TOKEN}, x-api-key: {file: run/key} } } }"
        var resource = FlagResource(url: "https://flags.example/{flag}", path: "data.enabled")
        resource.timeout = .seconds(2)
        resource.secretHeaders = [
            "Authorization": SecretSource(name: "TOKEN", origin: .environment),
            "x-api-key": SecretSource(name: "x-api-key", origin: .file("/plans/run/key")),
        ]
        let flags = try flags("a: { at: 5, set: true, store: \(store) }")
        #expect(flags.first?.store == .http(resource))
    }

    @Test func `a flag behind commands has both with their limit`() throws {
        let store = "{ read: [./get, \"{flag}\"], write: [set, \"{value}\"], within: 3s }"
        func command(_ words: [String]) -> DeclaredCommand {
            DeclaredCommand(words, folder: "/plans/", within: .seconds(3))
        }
        let commands = FlagCommands(
            read: command(["/plans/get", "{flag}"]),
            write: command(["set", "{value}"])
        )
        let flags = try flags("a: { at: 5, set: true, store: \(store) }")
        #expect(flags.first?.store == .command(commands))
    }

    @Test func `flags are in the order in which they are set`() throws {
        let rest = "set: true, store: { file: f }"
        let found = try flags(
            "c: { at: 100, \(rest) }, b: { at: 5, \(rest) }, a: { at: 5, \(rest) }"
        )
        #expect(found.map(\.name) == ["b", "a", "c"])
    }

    @Test(arguments: [
        ("{}", "10:8: there is no flag here. Remove the key, or write one"),
        ("[a]", "10:8: `flags` is a list. Write a section of names, such as {new_checkout"),
        ("{ \"a b\": {} }", "10:10: `a b` cannot be the name of a flag. Write 1 to 80 letters"),
        ("{ a: { at: 5, #S } }", "10:13: `a` needs `set`: true, false, a number"),
        ("{ a: { at: 20, set: 1, #S } }", "10:19: no step goes to 20%, so this flag would be set"),
        ("{ a: { at: 0, set: 1, #S } }", "10:19: `at` is `0`. Write a percentage above 0"),
        ("{ a: { at: 5, set: on, #S } }", "10:27: `set` is `on`. Write true, false, a number"),
        ("{ a: { at: 5, set: [], #S } }", "10:27: `set` is a list"),
        ("{ a: { at: 5, sett: 1, set: 1, #S } }", "10:22: unknown key `sett` in `flags.a`"),
        ("{ a: { at: 5, set: 1, store: {} } }", "10:37: `store` names no place."),
        (
            "{ a: { at: 5, set: 1, store: { file: f, read: [r], write: [\"{value}\"] } } }",
            "10:45: a flag is kept in one place, and here are `file` and `read` with `write`."
        ),
        (
            "{ a: { at: 5, set: 1, store: { read: [r] } } }",
            "10:45: `read` and `write` go together: what was written is read back. Add `write`."
        ),
        (
            "{ a: { at: 5, set: 1, store: { read: [r], write: [w, on] } } }",
            "10:57: `write` has no \"{value}\""
        ),
        (
            "{ a: { at: 5, set: 1, store: { file: f, within: 1s } } }",
            "10:56: `within` is the limit of commands"
        ),
    ])
    func `a mistake is named with its place`(flags: String, message: String) {
        let text = flags.replacing("#S", with: "store: { file: f }")
        let problems = PlanText.problems(PlanText.sound(adding: "flags: \(text)"))
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("shop.yaml:" + message) == true, "\(problems)")
    }

    @Test(arguments: [
        "url: \"http://u:hunter2@flags/a\"", "url: \"http://flags/a?token=hunter2\"",
        "url: \"http://flags/a\", headers: { Authorization: hunter2 }",
        "url: \"http://flags/a\", headers: { Authorization: { env: \"Bearer hunter2\" } }",
        "url: \"http://flags/a\", headers: { Authorization: { env: A, file: b } }",
    ])
    func `a secret that stands in the plan is refused and not shown`(http: String) {
        let text = "flags: { a: { at: 5, set: 1, store: { http: { \(http) } } } }"
        let problems = PlanText.problems(PlanText.sound(adding: text))
        #expect(problems.count == 1)
        #expect(!problems.joined().contains("hunter2"))
    }
}
