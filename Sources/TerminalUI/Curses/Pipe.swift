#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why a pipe could not be made.
package struct PipeFailure: Error, Hashable, Sendable {
    /// The error number of the system.
    package let reason: Int32
}

/// A pipe to this process itself; neither end blocks or reaches a child process.
struct Pipe {
    let reader: Int32
    let writer: Int32

    init() throws(PipeFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw PipeFailure(reason: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (reader, writer) = (ends[0], ends[1])
    }

    /// Everything that is in the pipe now.
    func drain() -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64)
        while true {
            let count = read(reader, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return all }
            all += buffer[..<count]
        }
    }

    func close() {
        Descriptor.close(reader)
        Descriptor.close(writer)
    }
}
