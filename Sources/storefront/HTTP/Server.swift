import Foundation

/// An HTTP/1.1 server: one thread for the sockets, tasks for the answers.
///
/// The shop has its own because a release stands or falls with how an instance stops. The
/// packaged server (FlyingFox 0.27.1) was tried: when stopped it closes the listening socket at
/// once, cancels requests of which a part has arrived and idle connections with a request on
/// its way, never says `Connection: close`, and sends header and body by two writes without
/// `TCP_NODELAY`, which costs a keep-alive client 40 ms a request.
struct Server: Sendable {
    private let listener: Int32
    private let mailbox: Mailbox
    private let drainPolicy: DrainPolicy
    private let commonHeaders: String

    /// The port that is served; of interest to those that asked for port 0.
    let port: UInt16

    /// Takes the port; connections wait until ``run(answer:)``.
    init(
        address: String,
        port: UInt16,
        revision: String,
        drainPolicy: DrainPolicy = DrainPolicy()
    ) throws(SystemFailure) {
        mailbox = try Mailbox()
        listener = try Descriptor.listen(address: address, port: port)
        self.port = Descriptor.port(of: listener)
        self.drainPolicy = drainPolicy
        commonHeaders = "X-Revision: \(revision)\r\n"
    }

    /// Stops in the way of the drain policy; returns at once, ``run(answer:)`` ends later.
    func drain() {
        mailbox.post(.drain)
    }

    /// Serves until drained; answers how many connections had to be cut.
    func run(answer: @escaping @Sendable (Request) async -> Response) async -> Int {
        let (exchanges, incoming) = AsyncStream.makeStream(of: Exchange.self)
        async let cut = moveBytes(to: incoming)
        await withDiscardingTaskGroup { group in
            for await exchange in exchanges {
                group.addTask { await carryOut(exchange, answer: answer) }
            }
            // Only work whose customer was cut off is left.
            group.cancelAll()
        }
        return await cut
    }

    private func moveBytes(to incoming: AsyncStream<Exchange>.Continuation) async -> Int {
        await withCheckedContinuation { finished in
            Thread.detachNewThread {
                let loop = EventLoop(
                    listener: listener,
                    mailbox: mailbox,
                    drain: drainPolicy,
                    commonHeaders: commonHeaders,
                    deliver: { incoming.yield($0) }
                )
                let cut = loop.run()
                incoming.finish()
                finished.resume(returning: cut)
            }
        }
    }

    private func carryOut(
        _ exchange: Exchange,
        answer: @Sendable (Request) async -> Response
    ) async {
        let response = await answer(exchange.request)
        let connection = exchange.connection
        mailbox.post(.respond(connection, response))
        guard case .stream(let pieces) = response.body else { return }
        await pieces { text in
            mailbox.post(.piece(connection, Response.chunk(text)))
            return exchange.listener.isThere
        }
        mailbox.post(.endStream(connection))
    }
}
