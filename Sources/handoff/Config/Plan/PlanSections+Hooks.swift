import Foundation
import RolloutCore

/// A step of the user's own, as the plan file says it.
struct HookDraft {
    var name = ""
    var before: HookStep?
    var after: HookStep?
    var command: [String]?
    var within: Duration?
    var url: String?
    var timeout: Duration?
}

extension PlanSections {
    /// Steps of the user's own, in order.
    static var hooks: Kind<[HookDraft]> {
        .named(
            "a list such as [{name: smoke, after: start, run: [bin/smoke]}]",
            .section(HookDraft(), hook),
            by: \.name
        )
    }

    private static var hook: Section<HookDraft> {
        Section(
            keys: [
                Key(
                    "name",
                    \.name,
                    .name("smoke"),
                    isRequired: true,
                    "What people call it; no other hook has the name."
                ),
                Key("before", \.before, stepBefore, "The step it comes before, or"),
                Key("after", \.after, .word(of: HookStep.allCases), "the step it comes after."),
                Key(
                    "run",
                    \.command,
                    arguments(such: "[bin/smoke, --quick]"),
                    "A command; exit status 0 advances the release, anything else holds it."
                ),
                Key(
                    "within",
                    \.within,
                    .duration(.milliseconds(100)...(.hours(24)), such: "1m"),
                    "How long the command may take; 1m when absent."
                ),
                Key(
                    "http",
                    \.url,
                    url("https://ci.example/hooks/smoke"),
                    "Where the release's state is posted; 200 through 299 advances the release."
                ),
                Key(
                    "timeout",
                    \.timeout,
                    .duration(.milliseconds(10)...(.hours(1)), such: "10s"),
                    "How long the answer may take; 10s when absent."
                ),
            ],
            rules: hookRules
        )
    }

    /// The steps that a hook may come before; the others are refused with their reason.
    private static var stepBefore: Kind<HookStep> {
        let refused: [HookStep: String] = [
            .preflight: "no hook comes before the checks, because until they passed nothing is "
                + "done. Write `after: preflight`.",
            .rollback: "no hook may hold up the way back. Write `after: rollback`, which runs "
                + "when traffic has returned.",
        ]
        let kind = Kind<HookStep>.word(of: HookStep.allCases.filter { refused[$0] == nil })
        return Kind(expected: kind.expected, schema: kind.schema) { node, reading in
            if case .scalar(let text, _) = node.content, let step = HookStep(rawValue: text),
                let reason = refused[step]
            {
                reading.report(
                    "\(reading.subject) is `\(text)`, and \(reason)",
                    at: node.position,
                    isWithoutValue: true
                )
                return nil
            }
            return kind.read(node, &reading)
        }
    }

    private static var hookRules: [Rule<HookDraft>] {
        [
            Rule(at: "before", "after") { hook in
                switch (hook.before, hook.after) {
                case (nil, nil):
                    "nothing says when this hook runs. Write `before: shift` or `after: start`."
                case (.some, .some):
                    "a hook runs at one point. Keep `before` or `after`, or write two hooks."
                default: nil
                }
            },
            Rule(at: "run", "http") { hook in
                switch (hook.command, hook.url) {
                case (nil, nil): "this hook does nothing. Write `run` or `http`."
                case (.some, .some):
                    "a hook is one thing. Keep `run` or `http`, or write two hooks."
                default: nil
                }
            },
            Rule(at: "within", "run", "http") { hook in
                guard hook.within != nil, hook.command == nil else { return nil }
                return "`within` is the limit of a command. Write `timeout` for `http`."
            },
            Rule(at: "timeout", "run", "http") { hook in
                guard hook.timeout != nil, hook.url == nil else { return nil }
                return "`timeout` is the limit of `http`. Write `within` for a command."
            },
            programRule(\.command),
        ]
    }

    /// Hooks at steps that this plan does not have, which would never run.
    static var hookStepRule: Rule<PlanDraft> {
        Rule(over: "hooks", "migrations", "workers", "rollback.rehearsal") { draft in
            draft.hooks.enumerated().compactMap { index, hook in
                guard let step = hook.before ?? hook.after, let reason = absence(of: step, draft)
                else { return nil }
                return Finding(
                    place: "hooks[\(index + 1)].\(hook.before == nil ? "after" : "before")",
                    sentence: "this hook would never run: \(reason)"
                )
            }
        }
    }

    private static func absence(of step: HookStep, _ draft: PlanDraft) -> String? {
        switch step {
        case .rehearsal where draft.rehearsal == .off:
            "`rehearsal` is off. Remove the hook, or write `rehearsal: required`."
        case .expand where draft.migrations?.expand == nil:
            "the plan has no `expand` under `migrations`. Remove the hook, or write it."
        case .contract where draft.migrations?.contract == nil:
            "the plan has no `contract` under `migrations`. Remove the hook, or write it."
        case .workers where draft.workers == nil:
            "the plan has no `workers`. Remove the hook, or write them."
        default: nil
        }
    }
}

extension HookDraft {
    /// The hook that the draft describes; nil when it says not when or not what.
    func plan(folder: URL) -> HookPlan? {
        guard let point = before.map(HookPoint.before) ?? after.map(HookPoint.after) else {
            return nil
        }
        if let url {
            let timeout = InMicroseconds(wrappedValue: timeout ?? .seconds(10))
            return HookPlan(name: name, point: point, action: .http(url: url, timeout: timeout))
        }
        guard let command else { return nil }
        let within = within ?? .seconds(60)
        let declared = DeclaredCommand(command, within: within, folder: folder)
        return HookPlan(name: name, point: point, action: .command(declared))
    }
}
