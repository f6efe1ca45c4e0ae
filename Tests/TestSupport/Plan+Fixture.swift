package import RolloutCore

extension Plan {
    /// A short release of three instances: 5, 25, 50, 100%, one second each, two seconds warm.
    ///
    /// Two criteria of the default kinds with few samples, so that a second of simulated traffic
    /// is enough to judge by.
    package static func short(_ change: (inout Plan) -> Void = { _ in }) -> Plan {
        var plan = Plan(
            service: ServiceName(rawValue: "shop"),
            environment: "test",
            canary: .fixture("2.0"),
            stable: .fixture("1.0"),
            instanceCount: 3,
            router: .haproxy(listen: "127.0.0.1:8080"),
            criteria: [
                Criterion(.errorRate, .errorRate, worseBy: 1, above: 5, minimumSamples: 5),
                Criterion(
                    .p95,
                    .latency(quantile: 0.95),
                    worseBy: 25,
                    atLeast: 50,
                    minimumSamples: 5
                ),
            ],
            stages: [5, 25, 50, 100].map {
                Stage(weight: Weight(percent: $0), bake: .seconds(1))
            }
        )
        plan.warm = .seconds(2)
        plan.progressDeadline = .seconds(20)
        change(&plan)
        return plan
    }
}

extension Revision {
    /// A revision with that label, a digest made from it, and short periods.
    package static func fixture(_ label: String) -> Revision {
        var process = ProcessPlan(
            command: ["{artifact}", "--port", "{port}"],
            ports: 9_100...9_199
        )
        process.soak = .milliseconds(200)
        process.startupWithin = .seconds(5)
        process.drainWithin = .seconds(1)
        process.drainLongLived = .seconds(3)
        process.grace = .seconds(1)
        return Revision(
            label: label,
            digest: .fixture(label),
            artifact: "artifacts/\(label)",
            process: process
        )
    }
}

extension Digest {
    /// A well-formed digest that differs from label to label.
    package static func fixture(_ label: String) -> Digest {
        let seed = label.utf8.reduce(UInt64(17)) { $0 &* 31 &+ UInt64($1) }
        let hex = String(seed, radix: 16)
        let digits = String(repeating: "0", count: 64 - hex.count) + hex
        guard let digest = Digest(rawValue: "sha256:" + digits) else {
            preconditionFailure("not a digest: \(digits)")
        }
        return digest
    }
}

extension Operator {
    /// Somebody at a terminal.
    package static let ada = Operator(name: "ada", uid: 1_000, via: "pts/3")
}
