import ArgumentParser
import RolloutCore

/// What a person may choose of the whole story.
struct FullDemoOptions: ParsableArguments {
    @Flag(help: "Tell the whole story: schema, workers, flag, payments and webhooks.")
    var full = false

    @Flag(help: "With --full: keep the shop's data in a SQLite file instead of PostgreSQL.")
    var sqlite = false

    @Option(help: "With --full: how the workers change over, overlap or exclusive.")
    var mode = WorkerMode.overlap

    @Option(help: "With --full: turn back at that phase; at contract, see it refused.")
    var rollbackAt: DemoPhase?

    func validate() throws {
        guard full || (!sqlite && rollbackAt == nil && mode == .overlap) else {
            throw ValidationError("--sqlite, --mode and --rollback-at go with --full.")
        }
    }

    /// The story that was chosen, at those ports.
    func story(ports: DemoStory.Ports) -> DemoStory {
        DemoStory(mode: mode, isOnServer: !sqlite, turnsBackAt: rollbackAt, ports: ports)
    }
}

extension WorkerMode: ExpressibleByArgument {}
