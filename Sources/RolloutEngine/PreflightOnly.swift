package import RolloutCore
import Synchronization

/// The checks of a release that does not exist yet, made without starting one.
///
/// For a group, which looks at all its components before any of them changes anything. The
/// release makes its checks again when its turn comes; what was true may not be any more.
package enum PreflightOnly {
    /// Makes every check of a release that would begin like that; changes nothing.
    package static func checks(
        of start: ReleaseStarted,
        in world: World,
        time: some TimeSource
    ) async -> [Check] {
        let entry = Entry(
            release: start.release,
            sequence: 1,
            at: time.now,
            event: .releaseStarted(start)
        )
        let rollout = Rollout(entry)
        let found = Mutex<[Check]>([])
        let performance = Performance(
            world: world,
            rollout: rollout,
            time: time,
            report: { observation in
                if case .preflight(let checks, _) = observation { found.withLock { $0 = checks } }
            },
            latest: { rollout }
        )
        await performance.preflight()
        return found.withLock { $0 }
    }
}
