import ArgumentParser
import Foundation

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

    @Option(help: "What this worker is called in the audit. Default: its process number.")
    var name: String?

    func run() async throws {
        let orders = Signals.stopOrders()
        let version = BuildStamp.running.version
        let access = StoreAccess(
            try databaseOptions.address,
            checkouts: Checkouts(limit: 2),
            generation: Generation(version: version)
        )
        let worker = Worker(
            WorkerRecord(name: name ?? "worker-\(getpid())", revision: version, pid: getpid()),
            access: access,
            lease: .seconds(lease),
            jobTime: .milliseconds(jobTime),
            say: Console.say
        )
        Console.say("worker \(version) started")
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in orders { worker.stop() }
            }
            await worker.run()
            group.cancelAll()
        }
    }
}
