import ArgumentParser
import Foundation

/// An http address of a service on this machine.
struct WebAddress: Sendable, Equatable {
    /// An IPv4 address.
    var host: String
    var port: UInt16

    /// Reads `http://HOST:PORT`, or throws the sentence that says what is wrong.
    init(_ url: String) throws {
        guard let address = URL(string: url), address.scheme == "http", let host = address.host()
        else { throw ValidationError("\(url) is not an http address.") }
        self.host = host == "localhost" ? "127.0.0.1" : host
        port = UInt16(clamping: address.port ?? 80)
    }
}
