import TestSupport
import Testing

@testable import RolloutCore

@Suite struct PlanDifferenceTests {
    /// A plan that brought `1.0` in, and one that follows it.
    private func plans(_ change: (inout Plan) -> Void) -> (old: Plan, new: Plan) {
        let old = Plan.short {
            $0.stable = nil
            $0.canary = .fixture("1.0")
        }
        return (old, .short(change))
    }

    private func changes(_ change: (inout Plan) -> Void) -> [String] {
        let plans = plans(change)
        return PlanDifference(plans.new, after: plans.old).changes.map {
            "\($0.part.rawValue) \($0.name): \($0.old ?? "-") > \($0.new ?? "-")"
        }
    }

    private let digest =
        "artifact digest: \(Digest.fixture("1.0").rawValue) > \(Digest.fixture("2.0").rawValue)"

    @Test func `other bytes are the least difference`() {
        #expect(changes { _ in } == [digest])
    }

    @Test func `sizes are compared where they are known`() {
        let plans = plans { _ in }
        let sized = PlanDifference(plans.new, after: plans.old, sizes: (1_000, 2_000))
        #expect(sized.changes.last?.name == "size")
        #expect(sized.changes.last?.new == "2,000 bytes")
    }

    @Test func `configuration is compared by name and source`() {
        let plans = plans {
            $0.canary.process.environment = ["URL", "TOKEN"]
            $0.canary.process.secrets = ["TOKEN"]
            let vault = DeclaredCommand(["vault", "get", "s3cr3t"], folder: "/", within: .zero)
            $0.canary.process.secretSources = [SecretSource(name: "TOKEN", origin: .command(vault))]
            $0.stable?.process.environment = ["TOKEN", "OLD"]
            $0.stable?.process.secrets = ["TOKEN"]
        }
        let found = PlanDifference(plans.new, after: plans.old).changes
            .filter { $0.part == .configuration }
        #expect(found.map(\.name) == ["URL", "TOKEN", "OLD"])
        #expect(found.map(\.old) == [nil, "secret from the environment", "variable"])
        #expect(found.map(\.new) == ["variable", "secret from command vault", nil])
    }

    @Test func `everything else of a plan is compared by name`() {
        let found = changes {
            $0.instanceCount = 4
            $0.warm = .seconds(60)
            $0.criteria[0].onWorse = .hold
            $0.criteria.removeLast()
            $0.workers = WorkerPlan(mode: .exclusive, count: 2)
            $0.flags = [
                FlagPlan(
                    name: "new_checkout",
                    value: .bool(true),
                    at: Weight(percent: 50),
                    store: .file("/flags.json")
                )
            ]
            $0.stages[0].gate = .person
            $0.canary.process.command.append("--fast")
        }
        #expect(found.contains("flags new_checkout: - > true from 50%"))
        #expect(found.contains("workers count: - > 2"))
        #expect(found.contains("workers mode: - > exclusive"))
        #expect(found.contains("instances count: 3 > 4"))
        #expect(found.contains { $0.hasPrefix("criteria error rate: ") && $0.hasSuffix(": hold") })
        #expect(found.contains { $0.hasPrefix("criteria p95") && $0.hasSuffix("> -") })
        #expect(found.contains("steps warm: 2 s > 60 s") || found.contains("steps warm: 2 s > 1 m"))
        #expect(found.contains { $0.contains("5% for 1 s, then a person, 25%") })
        #expect(found.contains { $0.hasPrefix("command instances:") && $0.hasSuffix("--fast") })
        #expect(found.count == 10)
    }

    @Test func `the way of the schema and the workers are compared, secrets by their place`() {
        let check = DeclaredCommand(["check"], folder: "/", within: .seconds(1))
        let change = DeclaredCommand(["psql", "-f", "1.sql"], folder: "/", within: .seconds(1))
        let found = changes {
            var migrations = MigrationPlan(
                check: check,
                expand: Migration(change, reaches: SchemaState(rawValue: "2")),
                contract: Migration(change, reaches: SchemaState(rawValue: "3"))
            )
            migrations.backfill = Backfill(
                DeclaredCommand(["fill", "--batch", "100"], folder: "/", within: .seconds(1))
            )
            $0.migrations = migrations
            $0.canary.worker = $0.canary.process
            $0.canary.worker?.command = ["{artifact}", "work"]
            $0.canary.process.environment = ["TOKEN"]
            $0.canary.process.secrets = ["TOKEN"]
            $0.canary.process.secretSources = [
                SecretSource(name: "TOKEN", origin: .file("/run/token"))
            ]
        }
        #expect(found.contains("migrations expand: - > to 2"))
        #expect(found.contains("migrations contract: - > to 3"))
        #expect(found.contains("migrations backfill: - > fill --batch 100"))
        #expect(found.contains("command workers: - > {artifact} work"))
        #expect(found.contains("configuration TOKEN: - > secret from file /run/token"))
    }

    @Test func `every limit of a criterion is told, and what has none says so`() {
        let found = changes {
            $0.criteria = [
                Criterion(.errorRate, .errorRate, tolerate: 10, above: 5),
                Criterion(.p95, .latency(quantile: 0.95), worseBy: 25, atLeast: 50),
                Criterion(.p99, .latency(quantile: 0.99)),
            ]
            $0.criteria[2].isObserveOnly = true
        }
        #expect(found.contains { $0.hasSuffix("> tolerates 10%, above 5 %: rollback") })
        #expect(found.contains { $0.hasSuffix("> no limit, only observed") })
    }

    @Test func `the plans of two releases are compared whichever came first`() {
        let plans = plans { $0.instanceCount = 5 }
        let there = PlanDifference(from: plans.old, to: plans.new)
        let back = PlanDifference(from: plans.new, to: plans.old)
        #expect(there.isComplete && there.from == "1.0" && there.to == "2.0")
        #expect(there.changes.map(\.old) == back.changes.map(\.new))
        #expect(there.changes.map(\.part) == [.artifact, .instances])
    }

    @Test func `without the plan before only the revisions are compared`() {
        let plans = plans { $0.instanceCount = 9 }
        let difference = PlanDifference(plans.new, after: nil)
        #expect(!difference.isComplete)
        #expect(difference.changes.map(\.part) == [.artifact])
    }

    @Test func `a plan that brought in other bytes than those that serve is not compared with`() {
        let plans = plans { _ in }
        #expect(!PlanDifference(plans.new, after: plans.new).isComplete)
    }

    @Test func `on a first release everything is new`() {
        let difference = PlanDifference(plans { $0.stable = nil }.new, after: nil)
        #expect(difference.from == nil)
        #expect(difference.isComplete && difference.changes.isEmpty)
    }
}
