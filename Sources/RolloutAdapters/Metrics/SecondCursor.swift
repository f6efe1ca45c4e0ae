import RolloutCore
import Synchronization

/// Which second one consumer of samples gets next.
final class SecondCursor: Sendable {
    private let next = Mutex<Timestamp?>(nil)

    /// Most seconds made up for after the process was stopped or the clock was set.
    static let patience = Duration.seconds(120)

    /// The next second, and whether counting begins with it.
    ///
    /// Begins with the first whole one, and anew when the clock went back or far ahead: those
    /// seconds are a gap.
    func advance(at now: Timestamp) -> (second: Timestamp, isFirst: Bool) {
        next.withLock { next in
            let coming = now.second + .seconds(1)
            var second = next ?? coming
            let isFirst = next == nil || second > coming || now - second > Self.patience
            if isFirst { second = coming }
            next = second + .seconds(1)
            return (second, isFirst)
        }
    }
}
