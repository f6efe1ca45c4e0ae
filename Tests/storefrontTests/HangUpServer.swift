import Foundation

@testable import storefront

/// A server that answers the first request on a connection and hangs up on the second.
struct HangUpServer: Sendable {
    private final class Guest {
        let descriptor: Int32
        var parser = RequestParser()
        var hasBeenServed = false

        init(_ descriptor: Int32) {
            self.descriptor = descriptor
        }

        deinit {
            close(descriptor)
        }
    }

    let port: UInt16
    private let listener: Int32

    init() throws {
        listener = try Descriptor.listen(address: "127.0.0.1", port: 0)
        port = Descriptor.port(of: listener)
    }

    /// Serves until cancelled.
    func run() async {
        var guests: [Guest] = []
        while !Task.isCancelled {
            while let descriptor = Descriptor.accept(from: listener) {
                guests.append(Guest(descriptor))
            }
            guests.removeAll { !serve($0) }
            try? await Task.sleep(for: .milliseconds(1))
        }
        close(listener)
    }

    /// False when it is time to hang up.
    private func serve(_ guest: Guest) -> Bool {
        if guest.parser.fill(from: guest.descriptor) == .ended { return false }
        guard let request = try? guest.parser.next() else { return true }
        guard !guest.hasBeenServed else { return false }
        guest.hasBeenServed = true
        let isForm = request.path == "/sign-in" || request.path == "/enrolments"
        let answer = "HTTP/1.1 \(isForm ? 303 : 200) OK\r\nContent-Length: 0\r\n\r\n"
        _ = Descriptor.send(Array(answer.utf8), from: 0, to: guest.descriptor)
        return true
    }
}
