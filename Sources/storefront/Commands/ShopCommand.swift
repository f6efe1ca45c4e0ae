import ArgumentParser
import Foundation

/// Plays the customers of a shop, and says what they saw.
struct ShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shop",
        abstract: "Send requests at a fixed rate, and report every one that failed.",
        discussion: """
            The rate does not depend on how fast the shop answers, and latency counts from when \
            a request was due. Exit code 0 when no request failed, else 1.
            """
    )

    @Option(help: "Where the shop is, by IPv4 address or localhost.")
    var url = "http://127.0.0.1:8080"

    @Option(help: "Where customers pay; without one, payments are made up and the shop is told.")
    var gateway: String?

    @Option(help: "Requests a second.")
    var rate = 100.0

    @Option(help: "Seconds to send; 0 to go on until TERM.")
    var seconds = 10.0

    @Option(help: "Most connections at the same time.")
    var connections = 256

    @Option(help: "Seconds a request may take.")
    var timeout = 10.0

    @Option(help: "Seconds a long-lived stream lasts.")
    var liveSeconds = 15

    @Option(help: "Seed of the mix; another one each run by default.")
    var seed: UInt64?

    @Flag(help: "Print the summary as one line of JSON.")
    var json = false

    @Flag(help: "Print nothing before the summary.")
    var quietUntilEnd = false

    func validate() throws {
        guard rate > 0, seconds >= 0, connections > 0, timeout > 0, liveSeconds > 0 else {
            throw ValidationError("Rate, times and connections are above 0.")
        }
    }

    func run() async throws {
        let orders = Signals.stopOrders()
        let plan = try makePlan()
        let stop = try StopSwitch()
        let isQuiet = quietUntilEnd || json
        let summary = await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in orders { stop.press() }
            }
            let summary = await Self.send(plan, stop: stop, isQuiet: isQuiet)
            group.cancelAll()
            return summary
        }
        Console.say(json ? try summary.json : summary.text)
        if summary.failed > 0 { throw ExitCode.failure }
    }

    private static func send(
        _ plan: LoadPlan,
        stop: StopSwitch,
        isQuiet: Bool
    ) async -> LoadSummary {
        await withCheckedContinuation { finished in
            Thread.detachNewThread {
                let generator = LoadGenerator(plan: plan, stop: stop) { line in
                    if !isQuiet { Console.say(line) }
                }
                finished.resume(returning: generator.run())
            }
        }
    }

    private func makePlan() throws -> LoadPlan {
        let address = try WebAddress(url)
        return LoadPlan(
            host: address.host,
            port: address.port,
            gateway: try gateway.map { try WebAddress($0) },
            rate: rate,
            length: seconds > 0 ? .seconds(seconds) : nil,
            connections: connections,
            timeout: .seconds(timeout),
            liveSeconds: liveSeconds,
            seed: seed ?? UInt64.random(in: 0...UInt64.max),
            webhookSecret: try PaymentWebhookSecret.value
        )
    }
}
