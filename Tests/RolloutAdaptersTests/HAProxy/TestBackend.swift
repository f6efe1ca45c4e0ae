import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An instance as far as a router sees one: a small HTTP server that says its name.
///
/// `/readyz` answers 200 or 503, `/slow` waits until released, `/error` answers 500, `/drop`
/// closes without an answer, `/half` in the middle of one.
final class TestBackend: Sendable {
    /// What it answers with.
    let name: String
    /// Where it listens.
    let port: Int
    private let isReady: Atomic<Bool>
    private let isOver = Atomic(false)
    private let open = Atomic(0)
    private let releases = Atomic(0)

    init(name: String, isReady: Bool) {
        self.name = name
        self.isReady = Atomic(isReady)
        port = TestSocket.freePort()
        guard let listener = TestSocket.listener(port) else {
            preconditionFailure("port \(port) was free a moment ago")
        }
        Thread.detachNewThread { [self] in accept(on: listener) }
    }

    /// How many slow requests wait.
    var waiting: Int { open.load(ordering: .acquiring) }

    func set(isReady ready: Bool) { isReady.store(ready, ordering: .releasing) }

    func release() { releases.add(1, ordering: .releasing) }

    /// Stops listening, as a process that ended.
    func end() {
        isOver.store(true, ordering: .releasing)
        TestSocket.connection(port).map { _ = close($0) }
    }

    private func accept(on listener: Int32) {
        while true {
            #if canImport(Glibc)
            let connection = Glibc.accept(listener, nil, nil)
            #else
            let connection = Darwin.accept(listener, nil, nil)
            #endif
            if isOver.load(ordering: .acquiring) {
                close(connection)
                close(listener)
                return
            }
            guard connection >= 0 else { continue }
            Thread.detachNewThread { [self] in serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var request = ""
        while !request.contains("\r\n\r\n") {
            guard let more = TestSocket.read(connection) else { return }
            request += more
        }
        let path = request.split(separator: " ").dropFirst().first ?? "/"
        switch path {
        case "/readyz": answer(isReady.load(ordering: .acquiring) ? 200 : 503, connection)
        case "/error": answer(500, connection)
        case "/drop": return
        case "/half":
            TestSocket.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", to: connection)
        case "/slow":
            waitForRelease()
            answer(200, connection)
        default: answer(200, connection)
        }
    }

    private func waitForRelease() {
        let before = releases.load(ordering: .acquiring)
        open.add(1, ordering: .releasing)
        while releases.load(ordering: .acquiring) == before { usleep(2_000) }
        open.subtract(1, ordering: .releasing)
    }

    private func answer(_ status: Int, _ connection: Int32) {
        let head = "HTTP/1.1 \(status) X\r\nConnection: close\r\nContent-Length: "
        TestSocket.write("\(head)\(name.utf8.count)\r\n\r\n\(name)", to: connection)
    }
}
