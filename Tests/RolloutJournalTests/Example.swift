import RolloutCore

/// Values the tests share; all of them are stored in the fixtures, so none may change.
enum Example {
    static let start = Timestamp(seconds: 1_790_000_000)
    static let person = Operator(name: "mara", uid: 1_000, via: "pts/3")
    static let steward = Steward(
        pid: 4_121,
        startTime: "188220",
        host: "deploy-1",
        bootID: "b7c0 pid:[4026531836]"
    )

    static func digest(_ letter: Character) throws -> Digest {
        guard let digest = Digest(rawValue: "sha256:" + String(repeating: letter, count: 64)) else {
            throw Failure(.conflict, "\(letter) is no hexadecimal digit")
        }
        return digest
    }

    static func revision(_ label: String, _ letter: Character) throws -> Revision {
        var process = ProcessPlan(
            command: ["{artifact}", "serve", "--port", "{port}"],
            ports: 9_100...9_199,
            environment: ["LANG"],
            secrets: ["PAYMENT_SECRET"]
        )
        process.startup = Probe(path: "/startupz", every: .milliseconds(250))
        return Revision(
            label: label,
            digest: try digest(letter),
            artifact: "artifacts/\(label)",
            process: process
        )
    }

    static var plan: Plan {
        get throws {
            var plan = Plan(
                service: ServiceName(rawValue: "shop"),
                environment: "production",
                canary: try revision("2.0", "a"),
                stable: try revision("1.0", "b"),
                instanceCount: 2,
                router: .haproxy(listen: "127.0.0.1:8080"),
                criteria: criteria,
                stages: [
                    Stage(weight: Weight(percent: 5), bake: .seconds(60)),
                    Stage(weight: .full, bake: .seconds(300), gate: .person),
                ]
            )
            plan.whenUnwatched = .continue
            return plan
        }
    }

    static var criteria: [Criterion] {
        let jobs = OpenMetricsQuery(family: "jobs_waiting")
        let hooks = OpenMetricsQuery(family: "webhook_failures_total", over: "webhooks_total")
        let pool = OpenMetricsQuery(family: "db_connections", over: "db_connections_limit")
        return [
            Criterion(.errorRate, .errorRate, worseBy: 1, above: 5),
            Criterion(.p99, .latency(quantile: 0.99), worseBy: 20, atLeast: 25, onWorse: .hold),
            Criterion(.webhookFailures, .failureShare(hooks), worseBy: 0.5, minimumSamples: 20),
            Criterion(.connections, .saturation(pool), above: 85, minimumSamples: 1),
            Criterion(.backlog, .sharedLevel(jobs, unit: "jobs"), above: 500, onWorse: .page),
            Criterion(
                MetricName(rawValue: "queue age"),
                .level(jobs, unit: "s"),
                above: 60.5
            ),
        ]
    }

    /// A second of a service with eight instances, four of each revision.
    ///
    /// 1,000 requests in `spread` distinct latencies beginning at 4 ms, the slower the rarer.
    static func sample(spread: Int = 60) -> Sample {
        var sample = Sample(second: start.second)
        for rank in 0..<spread {
            let latency = Int64(4_000 + rank * 211 + rank * rank * 7)
            let count = Int32(max(1, 2_000 / spread * (spread - rank) / (spread + 1)))
            sample.stable.latency.add(microseconds: latency, count: (count * 3 + 3) / 4)
            sample.canary.latency.add(microseconds: latency + 97, count: (count + 3) / 4)
        }
        sample.stable.requests = sample.stable.latency.total + 1
        sample.stable.errors = 1
        sample.canary.requests = sample.canary.latency.total
        for number in 1...8 {
            sample.instances[InstanceID(ServiceName(rawValue: "shop"), number)] =
                InstanceTraffic(
                    requests: 125,
                    errors: number / 8,
                    p95: 12.287 + Double(number) / 8,
                    open: 3
                )
        }
        sample.readings = [
            Reading(metric: .backlog, arm: nil, value: 17),
            Reading(metric: .webhookFailures, arm: .stable, value: 0, whole: 12),
            Reading(metric: .webhookFailures, arm: .canary, value: 1, whole: 11),
            Reading(metric: .connections, arm: .stable, value: 9.5, whole: 20),
            Reading(metric: .connections, arm: .canary, value: 4, whole: 20),
        ]
        sample.lostRecords = 2
        sample.hasTraffic = true
        return sample
    }
}
