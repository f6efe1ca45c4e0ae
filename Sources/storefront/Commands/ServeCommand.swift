import ArgumentParser
import Foundation

/// Serves the shop until TERM.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the shop until TERM, then drain and exit."
    )

    @Option(help: "The port. Default: PORT.")
    var port: UInt16?

    @Option(help: "The IPv4 address to listen on.")
    var bind = "127.0.0.1"

    @OptionGroup var databaseOptions: DatabaseOptions

    @Option(help: "Most database connections in use at the same time.")
    var connectionLimit = 8

    @Option(help: "Milliseconds a request waits for a database connection.")
    var connectionWait = 2_000

    @Option(help: "Seconds from TERM after which open requests are cut.")
    var drainLimit = 25.0

    @Option(help: "Seconds from TERM in which connections are still accepted.")
    var drainNotice = 0.25

    @Option(help: "A file with one JSON object, the feature flags; read again when it changes.")
    var flags: String?

    @Option(help: "Where customers pay, as http://HOST:PORT.")
    var gateway: String?

    @Option(help: "Seed of the chances that defects take.")
    var seed: UInt64 = 1

    @Flag(help: "Bring the database to the version this build needs before serving.")
    var migrate = false

    @Flag(help: "Print a line for every request.")
    var accessLog = false

    func validate() throws {
        guard connectionLimit >= 1 else { throw ValidationError("The limit is at least 1.") }
        guard drainLimit >= 0, drainNotice >= 0, connectionWait >= 0 else {
            throw ValidationError("Times are not negative.")
        }
    }

    func run() async throws {
        let orders = Signals.stopOrders()
        let address = try databaseOptions.address
        let secret = try PaymentWebhookSecret.value
        let port = try servedPort()
        let checkouts = Checkouts(
            limit: connectionLimit,
            patience: .milliseconds(connectionWait)
        )
        let build = BuildStamp.running
        let generation = Generation(version: build.version)
        if migrate { try await Schema.prepare(address, for: generation) }
        let shop = Shop(
            build: build,
            access: StoreAccess(address, checkouts: checkouts, generation: generation),
            faults: Faults(defect: build.defect, seed: seed &+ UInt64(port)),
            webhookSecret: secret,
            flags: flags.map { FlagFile(path: $0) },
            gateway: gateway
        )
        let server = try listen(on: port, build: build)
        Console.say("serving \(build.version) on \(bind):\(server.port), pid \(getpid())")
        let cut = await serve(shop, on: server, until: orders)
        Console.say("stopped \(build.version) on \(bind):\(server.port), cut \(cut) connections")
    }

    private func listen(on port: UInt16, build: BuildStamp) throws -> Server {
        do {
            return try Server(
                address: bind,
                port: port,
                revision: build.version,
                drainPolicy: DrainPolicy(
                    notice: .seconds(drainNotice),
                    limit: .seconds(drainLimit)
                )
            )
        } catch {
            Console.complain("not started: \(bind):\(port) cannot be served (\(error))")
            throw ExitCode.failure
        }
    }

    private func serve(
        _ shop: Shop,
        on server: Server,
        until orders: AsyncStream<Void>
    ) async -> Int {
        let logsRequests = accessLog
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await shop.faults.runInBackground(access: shop.access) }
            group.addTask {
                for await _ in orders {
                    shop.beginDraining()
                    server.drain()
                }
            }
            let cut = await server.run { request in
                let response = await shop.answer(request)
                if logsRequests {
                    Console.say("\(request.method) \(request.path) \(response.status)")
                }
                return response
            }
            group.cancelAll()
            return cut
        }
    }

    private func servedPort() throws -> UInt16 {
        if let port { return port }
        let text = ProcessInfo.processInfo.environment["PORT"] ?? ""
        guard let port = UInt16(text) else {
            throw ValidationError("No port is named: give --port or set PORT to a number.")
        }
        return port
    }
}
