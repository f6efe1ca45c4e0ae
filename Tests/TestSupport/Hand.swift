package import RolloutSimulation
import Synchronization

/// Kills a steward at one instant of one append.
package final class Hand: Sendable {
    private let append: Int
    private let isBefore: Bool
    private let victim = Mutex<Stewardship?>(nil)

    /// Strikes at that append, counted from 1, before or after it is written.
    package init(append: Int, isBefore: Bool) {
        self.append = append
        self.isBefore = isBefore
    }

    /// Whom it strikes.
    package func hold(_ stewardship: Stewardship) {
        victim.withLock { $0 = stewardship }
    }

    /// Strikes if this is the append; `isBefore` while nothing is written yet.
    func strike(_ number: Int, isBefore: Bool) throws {
        guard number == append, isBefore == self.isBefore else { return }
        let struck = victim.withLock { victim in
            defer { victim = nil }
            return victim
        }
        guard let struck else { return }
        struck.end()
        if isBefore { throw CancellationError() }
    }
}

extension MemoryJournal.Shelf {
    /// A shelf on which that hand strikes once.
    package convenience init(hand: Hand) {
        self.init { number, isBefore in try hand.strike(number, isBefore: isBefore) }
    }
}
