import Foundation

/// The two ends of a pipe, and what came out of it; used by one thread.
final class CommandPipe {
    private let readEnd: Int32
    private(set) var writeEnd: Int32
    private var isOpen = true
    /// What was read so far, up to the limit of a brief command.
    private(set) var bytes: [UInt8] = []

    /// A pipe whose ends no child inherits by accident.
    init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readEnd = ends[0]
        writeEnd = ends[1]
        _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
    }

    /// Leaves writing to the child, so that its end is the end of the pipe.
    func closeWriteEnd() {
        if writeEnd >= 0 { Foundation.close(writeEnd) }
        writeEnd = -1
    }

    /// Gives both ends back.
    func close() {
        closeWriteEnd()
        Foundation.close(readEnd)
    }

    /// Waits at most so many milliseconds for one of them to have something, and reads it.
    static func fill(_ pipes: [CommandPipe], within milliseconds: Int32) {
        let open = pipes.filter(\.isOpen)
        var polled = open.map { pollfd(fd: $0.readEnd, events: Int16(POLLIN), revents: 0) }
        // With both ended it is a pause, or the loop around it would spin until the exit.
        _ = poll(&polled, nfds_t(polled.count), milliseconds)
        for pipe in open { pipe.drain() }
    }

    private func drain() {
        var buffer = [UInt8](repeating: 0, count: 64 * 1_024)
        while true {
            let count = read(readEnd, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            guard count > 0 else { return isOpen = false }
            let room = BriefCommand.outputLimit - bytes.count
            bytes += buffer.prefix(min(count, max(0, room)))
        }
    }
}
