import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A pipe that ends a loop's wait from another thread.
final class WakeUp: Sendable {
    /// Turns readable when somebody rang.
    let readEnd: Int32
    private let writeEnd: Int32
    private let isRinging = Atomic(false)

    init() throws(SystemFailure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemFailure("pipe", errno) }
        readEnd = ends[0]
        writeEnd = ends[1]
        try Descriptor.makeNonBlocking(readEnd)
        try Descriptor.makeNonBlocking(writeEnd)
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Ends the wait, or the next one if the loop is not waiting; cheap when already rung.
    func ring() {
        guard !isRinging.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    /// Makes the next ring count; call it before looking at what the ringer left.
    func quieten() {
        var bytes: (UInt64, UInt64) = (0, 0)
        _ = withUnsafeMutableBytes(of: &bytes) { read(readEnd, $0.baseAddress, $0.count) }
        isRinging.store(false, ordering: .sequentiallyConsistent)
    }
}
