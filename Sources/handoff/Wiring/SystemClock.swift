import Foundation
import RolloutCore
import RolloutEngine

/// The host's clock, made steady: wall time as it was at the start plus what has passed since.
///
/// Somebody setting the host's clock during a release would otherwise end waits early or never.
/// The wall clock is read once; a later steward reads it anew.
struct SystemClock: TimeSource {
    private let origin: Timestamp
    private let start: ContinuousClock.Instant

    init() {
        start = .now
        origin = Timestamp(
            microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded())
        )
    }

    var now: Timestamp { origin + start.duration(to: .now) }

    func sleep(until moment: Timestamp) async throws {
        try await Task.sleep(until: start + (moment - origin), clock: .continuous)
    }
}
