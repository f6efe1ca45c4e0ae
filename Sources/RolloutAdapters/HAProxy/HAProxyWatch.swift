import RolloutCore

/// What the repeated readings of HAProxy add up to between two samples.
struct HAProxyWatch {
    private var audits: [Slot: RecordAudit] = [.blue: RecordAudit(), .green: RecordAudit()]
    private var silent: [InstanceID: Int] = [:]
    private var lastGood: Int64 = 0
    private var lastGap: Int64 = .max

    /// Records lost that no sample has told yet.
    private(set) var lost = 0
    /// Requests ended without answer or record that no sample has told yet, by backend.
    private(set) var unanswered: [Slot: Int] = [:]
    /// The same by instance, for display.
    private(set) var unansweredAt: [InstanceID: Int] = [:]
    /// Requests open at each server at the last reading.
    private(set) var open: [InstanceID: Int] = [:]
    /// When HAProxy last could not be started; nil when it could.
    var failedStart: ContinuousClock.Instant?

    /// Longest time between two readings that is not a gap, in microseconds.
    private static let patience: Int64 = 600_000

    /// Whether records should be counted before the counters are read, too.
    var wantsCountBefore: Bool { audits.values.contains { $0.wantsCountBefore } }

    /// HAProxy has just been started: its counters are at zero.
    mutating func noteStart(received: [Slot: Int]?) {
        for slot in Slot.allCases { audits[slot] = RecordAudit(received: received?[slot]) }
        silent = [:]
        noteGap(at: HAProxyClock.microseconds)
    }

    /// HAProxy could not be read at that moment.
    mutating func noteGap(at now: Int64) { lastGap = now }

    /// HAProxy was read, with the records counted before and after.
    mutating func note(
        _ statistics: HAProxyStatistics,
        before: [Slot: Int]?,
        after: [Slot: Int]?,
        at now: Int64
    ) {
        if now - lastGood > Self.patience { lastGap = now }
        lastGood = now
        open = [:]
        for server in statistics.servers.values.joined() {
            open[server.id, default: 0] += server.counters.open
            noteSilent(server)
        }
        guard let after else { return }
        for (slot, counters) in statistics.backends {
            let look = RecordAudit.Look(
                before: before?[slot],
                counters: counters,
                after: after[slot] ?? 0
            )
            let news = audits[slot]?.note(look) ?? (lost: 0, unanswered: 0)
            lost += news.lost
            unanswered[slot, default: 0] += news.unanswered
        }
    }

    private mutating func noteSilent(_ server: HAProxyStatistics.Server) {
        let now = max(0, server.counters.unanswered - server.counters.redispatched)
        let before = silent.updateValue(now, forKey: server.id) ?? now
        if now > before { unansweredAt[server.id, default: 0] += now - before }
    }

    /// Whether HAProxy was read without a gap from the beginning of that second to its end.
    func wasRead(throughout second: Int64) -> Bool {
        lastGap < second * 1_000_000 && lastGood >= (second + 1) * 1_000_000
    }

    /// Forgets what has been told.
    mutating func clear() {
        lost = 0
        unanswered = [:]
        unansweredAt = [:]
    }
}
