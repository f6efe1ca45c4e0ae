#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// System calls whose names or types differ between Linux and macOS.
enum Platform {
    #if canImport(Glibc)
    static let streamType = Int32(SOCK_STREAM.rawValue)
    #elseif canImport(Darwin)
    static let streamType = SOCK_STREAM
    #endif

    /// The host's wall clock.
    static var secondsSince1970: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func listen(_ descriptor: Int32, _ waiting: Int32) -> Int32 {
        #if canImport(Glibc)
        Glibc.listen(descriptor, waiting)
        #elseif canImport(Darwin)
        Darwin.listen(descriptor, waiting)
        #endif
    }

    static func connect(
        _ descriptor: Int32,
        _ address: UnsafePointer<sockaddr>,
        _ size: socklen_t
    ) -> Int32 {
        #if canImport(Glibc)
        Glibc.connect(descriptor, address, size)
        #elseif canImport(Darwin)
        Darwin.connect(descriptor, address, size)
        #endif
    }

    static func accept(
        _ descriptor: Int32,
        _ address: UnsafeMutablePointer<sockaddr>?,
        _ size: UnsafeMutablePointer<socklen_t>?
    ) -> Int32 {
        #if canImport(Glibc)
        Glibc.accept(descriptor, address, size)
        #elseif canImport(Darwin)
        Darwin.accept(descriptor, address, size)
        #endif
    }

    /// A send to a closed connection is an error, never a signal.
    static func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
        #elseif canImport(Darwin)
        Darwin.send(descriptor, bytes, count, 0)
        #endif
    }

    /// Waits until a descriptor is ready or the time is over.
    ///
    /// `poll` counts in whole milliseconds and the finer calls are not portable, so less than
    /// one is slept away in naps: what arrives meanwhile is noticed at most 0.2 ms late.
    static func wait(on descriptors: inout [pollfd], atMost limit: Duration) {
        let milliseconds = Int32(clamping: Int64(max(limit, .zero) / .milliseconds(1)))
        if milliseconds == 0, limit > .zero {
            let nap = min(limit, .microseconds(200))
            var time = timespec(tv_sec: 0, tv_nsec: Int(nap / .nanoseconds(1)))
            nanosleep(&time, nil)
        }
        poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    }
}
