import RolloutCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The clock HAProxy stamps its records with: the wall clock of this host.
enum HAProxyClock {
    /// Microseconds since 1970, as `date(0,us)` in a log format gives them.
    static var microseconds: Int64 {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return Int64(moment.tv_sec) * 1_000_000 + Int64(moment.tv_nsec) / 1_000
    }

    /// The present moment.
    static var now: Timestamp { Timestamp(microseconds: microseconds) }
}
