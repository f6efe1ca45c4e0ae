import RolloutCore
import Testing

@testable import handoff

/// How a plan says what the service depends on.
@Suite struct ExternalReadingTests {
    @Test func `a dependency is asked over HTTP, by a connection, or by a command`() throws {
        let lines = """
            externals:
              payments: { http: "https://gateway.example/health" }
              mail: { tcp: mail.example:25, every: 1s, timeout: 500ms, failures: 4 }
              stock: { run: [./check, stock], timeout: 2s }
            """
        let found = try PlanText.read(PlanText.sound(adding: lines)).externals
        #expect(found.map(\.name) == ["payments", "mail", "stock"])
        #expect(
            found[0]
                == ExternalPlan(name: "payments", check: .http("https://gateway.example/health"))
        )
        #expect(found[1].check == .tcp("mail.example:25"))
        #expect(found[1].every == .seconds(1))
        #expect(found[1].timeout == .milliseconds(500))
        #expect(found[1].failures == 4)
        let command = DeclaredCommand(
            ["/plans/check", "stock"],
            folder: "/plans/",
            within: .seconds(2)
        )
        #expect(found[2].check == .command(command))
    }

    @Test(arguments: [
        ("{}", "10:12: there is no dependency here."),
        ("{ a: {} }", "10:17: nothing says how its health is asked for. Write `http`, `tcp` or"),
        ("{ a: { http: \"http://h/\", tcp: \"h:1\" } }", "10:25: a dependency is asked in one way"),
        ("{ a: { tcp: host } }", "10:24: `tcp` cannot be used as written. Write a host and a port"),
        ("{ a: { tcp: \"h:70000\" } }", "10:24: `tcp` cannot be used as written."),
        ("{ a: { http: \"ftp://h/\" } }", "10:25: `http` cannot be used as written."),
        ("{ a: { http: \"http://h:0/\" } }", "10:25: `http` cannot be used as written."),
        (
            "{ a: { tcp: \"h:1\", htp: 1 } }",
            "10:31: unknown key `htp` in `externals.a`. Write `http`"
        ),
        ("{ a: { run: [\"\"] } }", "10:24: `run` begins with an empty text."),
        ("{ a/b: { tcp: \"h:1\" } }", "10:14: `a/b` cannot be the name of a dependency."),
        ("{ a: { tcp: \"h:1\" }, a: { tcp: \"h:1\" } }", "10:33: `a` is given twice"),
    ])
    func `a mistake is named with its place`(externals: String, message: String) {
        let problems = PlanText.problems(PlanText.sound(adding: "externals: \(externals)"))
        #expect(problems.first?.hasPrefix("shop.yaml:" + message) == true, "\(problems)")
    }
}
