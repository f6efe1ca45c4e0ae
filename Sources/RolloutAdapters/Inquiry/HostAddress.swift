import Foundation

/// Looks up names of hosts.
enum HostAddress {
    /// `localhost:9090` with the host as a number, as the sockets here want it.
    ///
    /// Blocks for as long as the system's resolver does. Only IPv4.
    static func numeric(_ endpoint: String) throws(InquiryTrouble) -> String {
        if sockaddr_in(endpoint: endpoint) != nil { return endpoint }
        guard let colon = endpoint.lastIndex(of: ":") else {
            throw InquiryTrouble(words: "was not asked: \(endpoint) has no port")
        }
        var hints = addrinfo()
        hints.ai_family = AF_INET
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(String(endpoint[..<colon]), nil, &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard code == 0, let address = found?.pointee.ai_addr else {
            let reason = code == 0 ? "no address" : String(cString: gai_strerror(code))
            throw InquiryTrouble(words: "was not found: \(reason.lowercased())")
        }
        var number = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
            $0.pointee.sin_addr
        }
        var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
        inet_ntop(AF_INET, &number, &text, socklen_t(INET_ADDRSTRLEN))
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self) + endpoint[colon...]
    }
}
