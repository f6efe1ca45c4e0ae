import RolloutCore

/// The service, plan and people that the screens of these tests show.
enum Shop {
    static let service = ServiceName(rawValue: "storefront")
    static let alice = Operator(name: "alice", uid: 1_000, via: "pts/3")
    /// 2026-11-23 14:00:00 UTC.
    static let opening = Timestamp(seconds: 1_795_442_400)

    static let criteria: [Criterion] = [
        Criterion(.errorRate, .errorRate, worseBy: 1, above: 5),
        Criterion(.p95, .latency(quantile: 0.95), worseBy: 25, atLeast: 50),
        Criterion(.p99, .latency(quantile: 0.99), worseBy: 25, atLeast: 50, onWorse: .page),
        Criterion(
            .backlog,
            .sharedLevel(OpenMetricsQuery(family: "jobs_waiting"), unit: "jobs"),
            above: 5_000,
            minimumSamples: 1,
            onWorse: .hold
        ),
        Criterion(
            .webhookFailures,
            .failureShare(OpenMetricsQuery(family: "webhook_failures", over: "webhooks")),
            worseBy: 1,
            minimumSamples: 50
        ),
        Criterion(
            .connections,
            .saturation(OpenMetricsQuery(family: "db_connections", over: "db_connections_limit")),
            above: 85,
            minimumSamples: 1,
            onWorse: .hold
        ),
    ]

    static var plan: Plan {
        Plan(
            service: service,
            environment: "production",
            canary: revision("2.0", digit: "b"),
            stable: revision("1.0", digit: "a"),
            instanceCount: 4,
            router: .haproxy(listen: "127.0.0.1:8080"),
            criteria: criteria,
            stages: [
                Stage(weight: Weight(percent: 5), bake: .seconds(120)),
                Stage(weight: Weight(percent: 25), bake: .seconds(300)),
                Stage(weight: Weight(percent: 50), bake: .seconds(300), gate: .person),
                Stage(weight: .full, bake: .zero),
            ]
        )
    }

    /// The shop's very first release: nothing served before, nothing to compare with.
    static var firstPlan: Plan {
        var first = plan
        first.stable = nil
        return first
    }

    static let routerFailure = Failure(
        .unreachable,
        "no HAProxy answers at run/haproxy.sock (connection refused)"
    )

    static func revision(_ label: String, digit: Character) -> Revision {
        let text = "sha256:" + String(repeating: digit, count: 64)
        guard let digest = Digest(rawValue: text) else { preconditionFailure("not a digest") }
        return Revision(
            label: label,
            digest: digest,
            artifact: "artifacts/storefront-\(label)",
            process: ProcessPlan(
                command: ["{artifact}", "serve", "--port", "{port}"],
                ports: 9_100...9_199
            )
        )
    }

    /// The instances the release before left, all in the router.
    static var stableInstances: [Instance] {
        (1...4).map { number in
            var instance = Instance(
                id: InstanceID(service, number),
                arm: .stable,
                since: opening - .seconds(6 * 86_400)
            )
            instance.report = InstanceReport(
                state: .ready,
                pid: 3_100 + number,
                endpoint: "127.0.0.1:910\(number)"
            )
            instance.admission = .admitted
            return instance
        }
    }

    static let checks: [Check] = [
        Check(
            name: "artifact digest",
            passed: true,
            finding: "sha256:bbbbbbbbbbbb is the pinned one",
            took: .milliseconds(84)
        ),
        Check(
            name: "environment",
            passed: true,
            finding: "PORT and DATABASE_URL are set",
            took: .milliseconds(1)
        ),
        Check(
            name: "secrets",
            passed: true,
            finding: "PAYMENT_WEBHOOK_SECRET resolves",
            took: .milliseconds(2)
        ),
        Check(
            name: "ports",
            passed: true,
            finding: "96 of 100 ports from 9100 to 9199 are free",
            took: .milliseconds(12)
        ),
        Check(
            name: "router",
            passed: true,
            finding: "HAProxy 2.8.5 answers and reports 0%",
            took: .milliseconds(6)
        ),
        Check(
            name: "metrics",
            passed: true,
            finding: "6 of 6 have data from stable",
            took: .milliseconds(1_020)
        ),
        Check(
            name: "rollback target",
            passed: true,
            finding: "1.0 runs on 4 ready instances",
            took: .milliseconds(3)
        ),
        Check(name: "lease", passed: true, finding: "held by pid 4121", took: .milliseconds(1)),
    ]

    /// The way back works.
    static let rehearsal = Rehearsal(
        passed: true,
        finding: "1.0 started with today's configuration and was ready.",
        took: .seconds(14)
    )

    /// The way back does not work any more.
    static let failedRehearsal = Rehearsal(
        passed: false,
        finding: "1.0 would not start any more: its rehearsal ended, exit status 1, "
            + "the payment library is gone. Without a way back nothing is released. Make it start, "
            + "or release a revision that does.",
        took: .seconds(9)
    )

    /// The same checks with three findings that end a release before it begins.
    static var failedChecks: [Check] {
        let failures = [
            "artifact digest": "the bytes of artifacts/storefront-2.0 are sha256:cccccccccccc, "
                + "the plan pins sha256:bbbbbbbbbbbb. Build it again, or pin what was tested.",
            "secrets": "PAYMENT_WEBHOOK_SECRET is not set. Set it where the steward starts.",
            "ports": "port 9100 is taken by pid 812 (python3). Stop it, or choose other ports.",
        ]
        return checks.map { check in
            guard let finding = failures[check.name] else { return check }
            return Check(name: check.name, passed: false, finding: finding, took: check.took)
        }
    }
}
