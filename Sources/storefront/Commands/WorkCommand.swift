import ArgumentParser

/// Works on the job queue until TERM.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Take jobs from the queue until TERM."
    )

    @OptionGroup var databaseOptions: DatabaseOptions

    @Option(help: "Milliseconds one job takes.")
    var jobTime = 5

    @Option(help: "Seconds after which another worker may take an abandoned job.")
    var lease = 10.0

    func run() async throws {
        let orders = Signals.stopOrders()
        let access = StoreAccess(path: try databaseOptions.path, checkouts: Checkouts(limit: 2))
        let worker = Worker(
            access: access,
            lease: .seconds(lease),
            jobTime: .milliseconds(jobTime),
            say: Console.say
        )
        Console.say("worker \(BuildStamp.running.version) started")
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in orders { worker.stop() }
            }
            await worker.run()
            group.cancelAll()
        }
    }
}
