#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Moves the bytes of all connections on one thread, and never waits for anything but sockets.
///
/// Requests go out through `deliver`, answers come back through the mailbox. A plain `poll`
/// carries it: an instance behind a router has tens of connections, not thousands.
final class EventLoop {
    static let idleLimit: Duration = .seconds(120)
    static let requestLimit: Duration = .seconds(15)
    static let lingerLimit: Duration = .seconds(2)
    /// More connections than this wait in the kernel's queue.
    static let mostConnections = 2_000

    let mailbox: Mailbox
    let drain: DrainPolicy
    var listener: Int32?
    var connections: [Mailbox.ConnectionID: Connection] = [:]
    var drainBegan: ContinuousClock.Instant?
    private let commonHeaders: String
    private let deliver: (Exchange) -> Void
    private var date = DateHeader()
    private var lastID: Mailbox.ConnectionID = 0

    init(
        listener: Int32,
        mailbox: Mailbox,
        drain: DrainPolicy,
        commonHeaders: String,
        deliver: @escaping (Exchange) -> Void
    ) {
        self.listener = listener
        self.mailbox = mailbox
        self.drain = drain
        self.commonHeaders = commonHeaders
        self.deliver = deliver
    }

    /// Runs until the drain is over; answers how many connections had to be cut.
    func run() -> Int {
        while true {
            let cut = drainIfAsked(at: .now)
            if drainBegan != nil, listener == nil, connections.isEmpty { return cut ?? 0 }
            let (events, watched) = waitForEvents()
            for message in events[0].revents != 0 ? mailbox.takeAll() : [] {
                handle(message)
            }
            for (event, connection) in zip(events.dropFirst(events.count - watched.count), watched)
            where event.revents != 0 {
                handle(event.revents, of: connection)
            }
            acceptAll()
            closeOverdue(at: .now)
        }
    }

    private func waitForEvents() -> (events: [pollfd], watched: [Connection]) {
        let watched = Array(connections.values)
        var events: [pollfd] = []
        events.reserveCapacity(watched.count + 2)
        let readable = Int16(POLLIN)
        events.append(pollfd(fd: mailbox.descriptor, events: readable, revents: 0))
        if let listener, connections.count < Self.mostConnections {
            events.append(pollfd(fd: listener, events: readable, revents: 0))
        }
        for connection in watched {
            events.append(
                pollfd(fd: connection.descriptor, events: connection.interest, revents: 0)
            )
        }
        let pace: Duration = drainBegan == nil ? .seconds(1) : .milliseconds(10)
        Platform.wait(on: &events, atMost: pace)
        return (events, watched)
    }

    func acceptAll() {
        guard let listener else { return }
        while connections.count < Self.mostConnections,
            let descriptor = Descriptor.accept(from: listener)
        {
            lastID += 1
            let connection = Connection(id: lastID, descriptor: descriptor)
            connections[lastID] = connection
            // Its first request is usually there already.
            read(connection)
        }
    }

    private func handle(_ revents: Int16, of connection: Connection) {
        let happened = Int32(revents)
        if happened & Int32(POLLERR | POLLNVAL) != 0 {
            connections[connection.id] = nil
            return
        }
        if happened & Int32(POLLOUT) != 0 { send(connection) }
        guard happened & Int32(POLLIN | POLLHUP) != 0 else { return }
        switch connection.state {
        case .reading: read(connection)
        case .working: if happened & Int32(POLLHUP) != 0 { connections[connection.id] = nil }
        case .streaming, .lingering: discardInput(of: connection)
        }
    }

    func read(_ connection: Connection) {
        switch connection.parser.fill(from: connection.descriptor) {
        case .moved: takeRequest(from: connection)
        case .wouldBlock: break
        case .ended, .failed: connections[connection.id] = nil
        }
    }

    private func takeRequest(from connection: Connection) {
        guard connection.state == .reading else { return }
        do {
            guard let request = try connection.parser.next() else { return }
            connection.closesAfterResponse = !request.keepsAlive
            connection.answersHead = request.method == "HEAD"
            connection.enter(.working)
            deliver(
                Exchange(
                    connection: connection.id,
                    request: request,
                    listener: connection.listener
                )
            )
        } catch {
            connection.closesAfterResponse = true
            respond(error.response, on: connection)
        }
    }

    private func handle(_ message: Mailbox.Message) {
        switch message {
        case .respond(let id, let response):
            if let connection = connections[id] { respond(response, on: connection) }
        case .piece(let id, let bytes):
            guard let connection = connections[id] else { return }
            connection.enqueue(bytes)
            send(connection)
        case .endStream(let id):
            guard let connection = connections[id] else { return }
            connection.enqueue(Response.lastChunk)
            finish(connection)
        case .drain:
            drainBegan = drainBegan ?? .now
        }
    }

    private func respond(_ response: Response, on connection: Connection) {
        if drainBegan != nil { connection.closesAfterResponse = true }
        let bytes = response.encoded(
            common: commonHeaders + date.field(),
            closes: connection.closesAfterResponse,
            withoutBody: connection.answersHead
        )
        connection.enqueue(bytes)
        if case .stream = response.body {
            connection.enter(.streaming)
            send(connection)
        } else {
            finish(connection)
        }
    }

    /// All of a response is known: send it, then end the connection or take the next request.
    private func finish(_ connection: Connection) {
        connection.hasServed = true
        connection.enter(connection.closesAfterResponse ? .lingering : .reading)
        send(connection)
        guard connections[connection.id] != nil else { return }
        takeRequest(from: connection)
    }

    private func send(_ connection: Connection) {
        guard connection.flush() else {
            connections[connection.id] = nil
            return
        }
        if connection.state == .lingering, !connection.hasOutput {
            Descriptor.finishSending(connection.descriptor)
        }
    }

    private func discardInput(of connection: Connection) {
        var ignored: [UInt8] = []
        switch Descriptor.receive(from: connection.descriptor, into: &ignored) {
        case .moved, .wouldBlock: break
        case .ended, .failed: connections[connection.id] = nil
        }
    }

    private func closeOverdue(at now: ContinuousClock.Instant) {
        for (id, connection) in connections {
            let limit: Duration
            switch connection.state {
            case .reading: limit = connection.isIdle ? Self.idleLimit : Self.requestLimit
            case .lingering: limit = connection.hasOutput ? Self.requestLimit : Self.lingerLimit
            case .working, .streaming: continue
            }
            if now - connection.since > limit { connections[id] = nil }
        }
    }
}
