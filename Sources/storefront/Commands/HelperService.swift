import ArgumentParser
import Foundation

/// Serves something that is not the shop, until TERM.
enum HelperService {
    /// Answers requests on a port of the loopback interface; `work` goes on beside, and is
    /// cancelled at the end.
    static func serve(
        _ name: String,
        port: UInt16,
        answer: @escaping @Sendable (Request) async -> Response,
        beside work: @escaping @Sendable () async -> Void = {}
    ) async throws {
        let orders = Signals.stopOrders()
        let server: Server
        do {
            server = try Server(address: "127.0.0.1", port: port, revision: name)
        } catch {
            Console.complain("not started: 127.0.0.1:\(port) cannot be served (\(error))")
            throw ExitCode.failure
        }
        Console.say("\(name) on 127.0.0.1:\(server.port), pid \(getpid())")
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await work() }
            group.addTask {
                for await _ in orders { server.drain() }
            }
            _ = await server.run(answer: answer)
            group.cancelAll()
        }
        Console.say("\(name) stopped")
    }
}
