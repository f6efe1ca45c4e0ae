package import RolloutCore
package import RolloutEngine
import Synchronization

/// A journal that lives as long as its process: entries, commands and the lease of one service.
///
/// Every steward has its own handle on the same shelf; the newest handle holds the lease and all
/// older ones are told so.
package struct MemoryJournal: Journal {
    /// What all handles share.
    package let shelf: Shelf
    private let holder: Int
    private let steward: Stewardship

    /// Takes the lease of the shelf for a steward.
    package init(on shelf: Shelf, steward: Stewardship = Stewardship()) {
        self.shelf = shelf
        self.steward = steward
        holder = shelf.takeLease()
    }

    package func entries(of release: ReleaseID) throws -> [Entry] {
        shelf.entries.filter { $0.release == release }
    }

    package func append(_ entries: [Entry], answering row: Int64?) throws {
        try steward.check()
        try shelf.append(entries, answering: row, holder: holder)
        try steward.check()
    }

    package func waitingCommands(of release: ReleaseID) throws -> [WaitingCommand] {
        try steward.check()
        return shelf.look()
    }

    package func watchers() throws -> Int {
        try steward.check()
        return shelf.watchers
    }

    package func heartbeat() throws {
        try steward.check()
        try shelf.beat(holder: holder)
    }
}

extension MemoryJournal {
    /// The journal's content, and what does not work about it.
    package final class Shelf: Sendable {
        fileprivate struct State {
            var entries: [Entry] = []
            var waiting: [WaitingCommand] = []
            var nextRow: Int64 = 1
            var watchers = 1
            var holder = 0
            var isFull = false
            var refusedAppends = 0
            var appends = 0
        }

        fileprivate let state = Mutex(State())
        private let onAppend: @Sendable (Int, Bool) throws -> Void

        /// An empty shelf.
        ///
        /// `onAppend` is asked twice with the number of the append, from 1: before anything is
        /// written (true) and after (false); what it throws is thrown.
        package init(
            onAppend: @escaping @Sendable (_ number: Int, _ isBefore: Bool) throws -> Void = {
                _,
                _ in
            }
        ) {
            self.onAppend = onAppend
        }

        func takeLease() -> Int {
            state.withLock { state in
                state.holder += 1
                return state.holder
            }
        }

        func append(_ entries: [Entry], answering row: Int64?, holder: Int) throws {
            let number = state.withLock { $0.appends + 1 }
            try onAppend(number, true)
            try state.withLock { state in
                try Self.check(state, holder)
                if state.isFull || state.refusedAppends > 0 {
                    state.refusedAppends = max(0, state.refusedAppends - 1)
                    throw Failure(.noCapacity, "the journal was not written: the disk is full")
                }
                state.appends += 1
                state.entries += entries
                state.waiting.removeAll { $0.row == row }
            }
            try onAppend(number, false)
        }

        func beat(holder: Int) throws {
            try state.withLock { try Self.check($0, holder) }
        }

        func look() -> [WaitingCommand] {
            state.withLock(\.waiting)
        }

        private static func check(_ state: State, _ holder: Int) throws {
            guard state.holder != holder else { return }
            throw LeaseLost(holder: "steward \(state.holder)")
        }
    }
}

extension MemoryJournal.Shelf {
    /// All entries of all releases, as written.
    package var entries: [Entry] { state.withLock(\.entries) }

    /// Commands nobody has answered.
    package var waiting: [WaitingCommand] { state.withLock(\.waiting) }

    /// Dashboards that watch; 1 at first, so that gates are not held by nobody watching.
    package var watchers: Int { state.withLock(\.watchers) }

    /// Writes a release's first entry, as the command line does before it starts a steward.
    package func begin(_ entry: Entry) {
        state.withLock { $0.entries.append(entry) }
    }

    /// Leaves a command for the steward and returns its row.
    @discardableResult
    package func leave(_ command: Command) -> Int64 {
        state.withLock { state in
            defer { state.nextRow += 1 }
            state.waiting.append(WaitingCommand(row: state.nextRow, command: command))
            return state.nextRow
        }
    }

    /// Says how many dashboards watch.
    package func watch(_ count: Int) {
        state.withLock { $0.watchers = count }
    }

    /// Fills the disk, or empties it again.
    package func fill(_ isFull: Bool) {
        state.withLock { $0.isFull = isFull }
    }

    /// Has the next writes fail.
    package func refuse(_ count: Int) {
        state.withLock { $0.refusedAppends = count }
    }
}
