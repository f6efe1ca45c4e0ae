import RolloutCore

extension KnownEvents {
    static var endEvents: [Event] {
        let causes: [Cause] = [
            .criterion(.p99, evidence: "canary 398 ms against 310 ms"),
            .person(Example.person, reason: nil),
            .person(Example.person, reason: "wrong build"),
            .crashes(3, detail: "segmentation fault"),
            .notReady(detail: "/readyz answered 503"),
            .failure(.lostCapacity, detail: "1 of 4 canary instances carry traffic"),
            .rehearsal(detail: "not finished after 10 m"),
            .migration(.expand, detail: "lock timeout"),
            .workers(detail: "shop-worker-4 is ready"),
            .unanswered(.init(wrappedValue: .seconds(86_400))),
        ]
        return [.warmBegan, .warmEnded(by: .engine), .revisionPromoted]
            + causes.map { .rollbackStarted($0) }
            + [
                .ended(.succeeded), .ended(.refused), .ended(.rehearsed), .ended(.adopted),
                .ended(.rolledBack(causes[0])),
                .ended(.aborted(Example.person)),
                .ended(.rollbackFailed(causes[3], left: "stop shop-5 by hand")),
            ]
    }

    static var operationEvents: [Event] {
        let id = InstanceID(rawValue: "shop-5")
        let operations: [Operation] = [
            .preflight, .rehearse, .clearRehearsal, .run(id, attempt: 2), .admit(id),
            .shift(Weight(percent: 25)), .drain(id),
            .stop(id), .promote, .watchRouter, .watchMetrics,
            .migrate(.expand), .migrate(.contract), .backfill, .readSchema,
            .setFlag("new_checkout", to: FlagReading(.bool(true))),
            .setFlag("new_checkout", to: FlagReading(nil)), .watchFlags, .watchExternals,
            .hook(HookRun(hook: "smoke", visit: 14)), .send("shop-demo-r7-14-0"),
        ]
        let kinds: [Failure.Kind] = [
            .unreachable, .refused, .timedOut, .crashed, .noCapacity, .conflict,
        ]
        return operations.map { .operationRecovered($0) }
            + kinds.map { kind in
                .operationFailed(
                    .watchRouter,
                    Failure(kind, "no socket at run/admin.sock", detail: "No such file"),
                    attempt: 2,
                    retryAfter: .milliseconds(500)
                )
            }
            + [
                .operationFailed(
                    .stop(id),
                    Failure(.conflict, "not ours", isRetryable: false),
                    attempt: 1,
                    retryAfter: nil
                )
            ]
    }

    /// A step back that names its person; builds before kept none.
    static var steppedBackEvents: [Event] {
        let to = Weight(percent: 5)
        return [
            .shiftStarted(Shift(to: to, stage: 0, cause: .stepBack, by: Example.person)),
            .shiftStarted(
                Shift(to: to, stage: 0, cause: .stepBack, by: Example.person, reason: "too fast")
            ),
        ]
    }

    static var commandEvents: [Event] {
        let verbs: [Command.Verb] = [
            .pause, .resume, .advance(full: false, override: true),
            .advance(full: true, override: false), .stepBack, .rollback, .annotate,
            .holdWarm, .releaseWarm, .contract(later: false), .contract(later: true),
        ]
        return verbs.map { verb in
            .rejected(
                Command(verb, by: Example.person, reason: "because", seen: 12),
                Rejection("not done: web-7 is still draining.")
            )
        } + [
            .rejected(Command(.pause, by: .engine), Rejection("no")),
            .annotated("traffic looks odd\nsince 14:02", by: Example.person),
        ]
    }
}
