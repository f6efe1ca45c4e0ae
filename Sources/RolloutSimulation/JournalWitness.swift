package import RolloutCore
import Synchronization

/// Reads along in a journal: the state of one release after everything that is durable.
///
/// Folds each entry once, so that it can be asked at every step of a world.
package final class JournalWitness: Sendable {
    /// An entry with the state after it.
    struct News {
        var entry: Entry
        var rollout: Rollout
    }

    private struct State {
        var rollout: Rollout?
        var count = 0
        var news: [News] = []
        var overridden: [String: Int] = [:]
    }

    private let shelf: MemoryJournal.Shelf
    private let release: ReleaseID
    private let state = Mutex(State())

    /// A witness of that release, who has read nothing yet.
    package init(of release: ReleaseID, in shelf: MemoryJournal.Shelf) {
        self.release = release
        self.shelf = shelf
    }

    /// The state after everything that is in the journal now; nil while the release has no entry.
    package var rollout: Rollout? {
        state.withLock { state in
            read(&state)
            return state.rollout
        }
    }

    /// How often a person went on although that hook had not advanced the release, by its name.
    var overriddenHooks: [String: Int] { state.withLock(\.overridden) }

    /// Whether a dashboard is open.
    var isWatched: Bool { shelf.watchers > 0 }

    /// What was written since this was last asked.
    func takeNews() -> [News] {
        state.withLock { state in
            read(&state)
            defer { state.news = [] }
            return state.news
        }
    }

    private func read(_ state: inout State) {
        let entries = shelf.entries
        guard entries.count > state.count else { return }
        for entry in entries[state.count...] where entry.release == release {
            if case .hookOverridden(let run, _, _) = entry.event {
                state.overridden[run.hook, default: 0] += 1
            }
            if state.rollout == nil {
                state.rollout = Rollout(entry)
            } else {
                state.rollout?.apply(entry)
            }
            guard entry.event.isTelling, let rollout = state.rollout else { continue }
            state.news.append(News(entry: entry, rollout: rollout))
        }
        state.count = entries.count
    }
}

extension Event {
    /// Whether an oracle looks at it.
    fileprivate var isTelling: Bool {
        switch self {
        case .gateOpened, .ended, .notified, .hookPassed: true
        default: false
        }
    }
}
