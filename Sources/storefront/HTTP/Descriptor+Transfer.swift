#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Descriptor {
    /// Appends what has arrived, at most 16 KiB a call.
    static func receive(from descriptor: Int32, into buffer: inout [UInt8]) -> Transfer {
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { space in
            while true {
                let count = recv(descriptor, space.baseAddress, space.count, 0)
                if count > 0 {
                    buffer.append(contentsOf: space.prefix(count))
                    return .moved(count)
                }
                if count == 0 { return .ended }
                if errno == EINTR { continue }
                return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno)
            }
        }
    }

    /// Sends what the socket takes of `bytes` from `offset` on.
    static func send(_ bytes: [UInt8], from offset: Int, to descriptor: Int32) -> Transfer {
        bytes.withUnsafeBytes { all in
            let rest = UnsafeRawBufferPointer(rebasing: all[offset...])
            while true {
                let count = Platform.send(descriptor, rest.baseAddress, rest.count)
                if count >= 0 { return .moved(count) }
                if errno == EINTR { continue }
                return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno)
            }
        }
    }

    /// Sends the end of the stream; what the other side still sends can be read.
    static func finishSending(_ descriptor: Int32) {
        shutdown(descriptor, Int32(SHUT_WR))
    }
}
