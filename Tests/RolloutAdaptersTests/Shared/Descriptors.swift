import Foundation

@testable import RolloutAdapters

/// What this process has open.
enum Descriptors {
    /// How many connections this process has open to that port of this host.
    static func connected(to port: UInt16) -> Int {
        (0..<Int32(4_096)).count { descriptor in
            var address = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isConnected = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getpeername(descriptor, $0, &size) == 0
                }
            }
            return isConnected && address.sin_family == sa_family_t(AF_INET)
                && UInt16(bigEndian: address.sin_port) == port
        }
    }
}
