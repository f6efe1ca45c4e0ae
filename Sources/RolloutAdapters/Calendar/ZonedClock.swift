import Foundation
import RolloutCore

/// What a clock on the wall of a zone shows, and when it shows it; whole seconds since 1970.
struct ZonedClock: Sendable {
    private let zone: TimeZone

    /// The clock of a zone by its name, such as `Europe/Berlin`; nil when nobody knows it.
    init?(_ name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.zone = zone
    }

    /// The name of its zone.
    var name: String { zone.identifier }

    /// What it shows at that moment.
    func shown(at second: Int64) -> CivilTime {
        CivilTime(shownSeconds: second + offset(at: second))
    }

    /// Every moment at which it shows that, in order: none where the clock is put forward over it,
    /// two where it is put back.
    func moments(showing shown: Int64) -> [Int64] {
        Set(offsets(around: shown)).map { shown - $0 }
            .filter { offset(at: $0) == shown - $0 }.sorted()
    }

    /// The moment at which the clock is put forward over that; the moment itself where it shows it.
    func momentAtOrAfter(showing shown: Int64) -> Int64 {
        if let first = moments(showing: shown).first { return first }
        let offsets = offsets(around: shown)
        var (before, after) = (shown - offsets[1], shown - offsets[0])
        let old = offset(at: before)
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if offset(at: middle) == old { before = middle } else { after = middle }
        }
        return after
    }

    /// Whether the clock runs through evenly from one moment to another.
    func isEven(from start: Int64, to end: Int64) -> Bool { offset(at: start) == offset(at: end) }

    /// Seconds to add to a moment for what is shown.
    func offset(at second: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }

    /// The offsets a day before and a day after; no zone is put back or forward twice within.
    private func offsets(around shown: Int64) -> [Int64] {
        [offset(at: shown - 86_400), offset(at: shown + 86_400)]
    }
}
