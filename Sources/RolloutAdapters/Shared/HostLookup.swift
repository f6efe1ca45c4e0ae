import Foundation
import RolloutCore

/// Looks up hosts of web services, as whoever connects to them later will.
enum HostLookup {
    /// Why the host cannot be found, in words to follow its name; nil when it can.
    ///
    /// Gives up at the limit; the system's resolver cannot be stopped and ends by itself later.
    static func trouble(of host: String, within limit: Duration) async -> String? {
        let (answers, sink) = AsyncStream<String?>.makeStream(bufferingPolicy: .bufferingOldest(1))
        Thread.detachNewThread { sink.yield(look(host)) }
        let nanoseconds = Int(limit.wholeMicroseconds) * 1_000
        DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) {
            sink.yield("was not found within \(limit.spoken)")
        }
        for await answer in answers { return answer }
        return "was not looked up"
    }

    private static func look(_ host: String) -> String? {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if os(Linux)
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
        hints.ai_socktype = SOCK_STREAM
        #endif
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &found)
        if let found { freeaddrinfo(found) }
        guard code != 0 else { return nil }
        return "was not found: \(String(cString: gai_strerror(code)).lowercased())"
    }
}
