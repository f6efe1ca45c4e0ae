#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Open descriptors as a message from one process to another, as unix(4) has them.
enum DescriptorMessage {
    /// Most descriptors taken out of one message; HAProxy sends at most 252.
    private static let most = 256

    private static let rights = Int32(SCM_RIGHTS)
    private static let size = MemoryLayout<Int32>.size
    private static let alignment = MemoryLayout<cmsghdr>.alignment

    /// Where the descriptors begin, counted from the beginning of their header.
    private static let offset = rounded(MemoryLayout<cmsghdr>.size)

    private static func rounded(_ length: Int) -> Int {
        (length + alignment - 1) / alignment * alignment
    }

    #if canImport(Glibc)
    private static let closedOnExec = Int32(MSG_CMSG_CLOEXEC)
    private static let quietly = Int32(MSG_NOSIGNAL)
    #else
    private static let closedOnExec: Int32 = 0
    private static let quietly: Int32 = 0
    #endif

    /// Sends the bytes with the descriptor, which stays open here; false when it was not taken.
    static func send(_ descriptor: Int32, with bytes: [UInt8], to socket: Int32) -> Bool {
        exchange(Array(bytes), space: rounded(offset + size)) { message, control in
            var header = cmsghdr()
            header.cmsg_len = .init(offset + size)
            header.cmsg_level = SOL_SOCKET
            header.cmsg_type = rights
            control.storeBytes(of: header, as: cmsghdr.self)
            control.storeBytes(of: descriptor, toByteOffset: offset, as: Int32.self)
            return sendmsg(socket, &message, quietly) == bytes.count
        }
    }

    /// The descriptors of the next message, none of which a started program inherits.
    ///
    /// Nil when the other side sent none and closed, or nothing came in time.
    static func receive(from socket: Int32) -> [Int32]? {
        let space = rounded(offset + most * size)
        let bytes = [UInt8](repeating: 0, count: 65_536)
        return exchange(bytes, space: space) { message, control in
            guard recvmsg(socket, &message, closedOnExec) > 0 else { return nil }
            guard Int(message.msg_controllen) >= offset + size else { return [] }
            let header = control.load(as: cmsghdr.self)
            guard header.cmsg_level == SOL_SOCKET, header.cmsg_type == rights else { return [] }
            let end = min(Int(header.cmsg_len), Int(message.msg_controllen))
            let found = stride(from: offset, through: end - size, by: size).map {
                control.load(fromByteOffset: $0, as: Int32.self)
            }
            for descriptor in found { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            return found
        }
    }

    /// Calls with a message made of those bytes and of room for descriptors.
    private static func exchange<Value>(
        _ bytes: [UInt8],
        space: Int,
        _ body: (inout msghdr, UnsafeMutableRawPointer) -> Value
    ) -> Value {
        let control = UnsafeMutableRawPointer.allocate(byteCount: space, alignment: alignment)
        defer { control.deallocate() }
        control.initializeMemory(as: UInt8.self, repeating: 0, count: space)
        var bytes = bytes
        return bytes.withUnsafeMutableBytes { buffer in
            var part = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
            return withUnsafeMutablePointer(to: &part) { part in
                var message = msghdr()
                message.msg_iov = part
                message.msg_iovlen = 1
                message.msg_control = control
                message.msg_controllen = .init(space)
                return body(&message, control)
            }
        }
    }
}
