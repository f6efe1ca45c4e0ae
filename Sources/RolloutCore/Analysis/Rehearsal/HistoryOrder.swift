/// Puts the seconds of a history in a row: what came twice or late is dropped, gaps are told.
struct HistoryOrder {
    /// Most of a gap that is kept as missing; the rest of it, a night perhaps, is left out.
    private static let longestGap = 60

    private let interval: Int64
    private var last: Int64?
    /// Seconds that came twice or late and were dropped.
    private(set) var dropped = 0
    /// Seconds of gaps that were left out beyond those kept.
    private(set) var cut = 0

    init(interval: Int) {
        self.interval = Int64(max(1, interval))
    }

    /// How many readings are missing before this one; nil when it is to be dropped.
    mutating func missing(before second: Timestamp) -> Int? {
        let number = second.second.microseconds / 1_000_000
        guard let last else {
            self.last = number
            return 0
        }
        guard number > last else {
            dropped += 1
            return nil
        }
        self.last = number
        let gap = max(0, (number - last) / interval - 1)
        let kept = min(gap, max(1, Int64(Self.longestGap) / interval))
        cut += Int((gap - kept) * interval)
        return Int(kept)
    }
}

/// Which instance is which slice: one that is gone leaves its place to the next.
///
/// So a history may run over several releases, each with instances of its own.
struct HistorySlots {
    /// Most slices; instances beyond share them.
    static let most = 20
    /// Seconds without a word after which an instance has left its place.
    private static let patience = Int64(60)

    private var holders: [InstanceID: Int] = [:]
    private var seen: [Int: Int64] = [:]
    private var next = 0
    /// How many slices there were.
    private(set) var count = 0

    /// The slices of the instances that were measured in a second, in their order.
    mutating func slots(of second: HistorySecond) -> [Int] {
        let now = second.second.microseconds / 1_000_000
        // Another revision took over: its instances take the places of those before.
        if !second.slices.isEmpty, !second.slices.contains(where: { holders[$0.id] != nil }) {
            holders = [:]
            seen = [:]
            next = 0
        }
        return second.slices.map { slot(of: $0.id, at: now) }
    }

    private mutating func slot(of id: InstanceID, at now: Int64) -> Int {
        let place: Int
        if let held = holders[id] {
            place = held
        } else if let free = freePlace(at: now) {
            for (other, held) in holders where held == free { holders[other] = nil }
            place = free
        } else {
            place = next
            next += 1
        }
        holders[id] = place
        seen[place] = now
        let slot = place % Self.most
        count = max(count, slot + 1)
        return slot
    }

    private func freePlace(at now: Int64) -> Int? {
        seen.filter { now - $0.value > Self.patience }.keys.min()
    }
}
