import Foundation
import RolloutCore

/// One of the two backends that take turns at being stable.
enum Slot: String, Sendable, Hashable, Codable, CaseIterable {
    /// The first backend; stable in the beginning.
    case blue
    /// The second backend, whose share is the number in the map.
    case green

    /// The slot on the other side of the split.
    var other: Slot { self == .blue ? .green : .blue }
}

/// What the adapter must know to bring HAProxy back as it was.
///
/// Written before the commands that make it true, so a HAProxy started again has what was last
/// asked for. It is not flushed to the disk: a power failure ends HAProxy too, and no rollback
/// waits for a slow disk. A file that cannot be read counts as none.
struct HAProxyState: Sendable, Equatable, Codable {
    /// How far a server has come.
    enum Place: String, Sendable, Codable {
        /// Known at weight 0; its check has not passed yet.
        case pending
        /// Takes its share.
        case admitted
        /// Takes nothing new.
        case draining
    }

    /// One instance as a server.
    struct Server: Sendable, Equatable, Codable {
        /// `127.0.0.1:9104`.
        var endpoint: String
        /// The backend it is in.
        var slot: Slot
        /// How far it has come.
        var place: Place
    }

    /// Which backend is stable.
    var stableSlot = Slot.blue
    /// The green slot's share in hundredths of a percent.
    var share = 0
    /// Every server, by instance.
    var servers: [InstanceID: Server] = [:]
    /// UDP port on loopback to which records are sent; 0 until one was chosen.
    var recordsPort = 0
    /// Begins every record, so that no other program's datagram counts as one.
    var token = String(UInt64.random(in: .min ... .max), radix: 36)
    /// Where the running HAProxy listens.
    var listen = ""
    /// The path the running HAProxy checks.
    var readinessPath = ""
    /// The running HAProxy.
    var process: ProcessIdentity?
    /// The running HAProxy's rules for sessions.
    var affinity: SessionAffinity?
    /// The running HAProxy's sign of requests for the canary.
    var canaryWhen: CanarySign?
    /// What the cookies of this split bear; nil before the first start.
    ///
    /// Those with another number are worth nothing.
    var epoch: Int?
    /// Whether requests for the canary by their sign get stable; nil is no.
    var isCanaryClosed: Bool?

    /// The slot of one side of the split.
    func slot(of arm: Arm) -> Slot { arm == .stable ? stableSlot : stableSlot.other }

    /// The side of the split a slot is on.
    func arm(of slot: Slot) -> Arm { slot == stableSlot ? .stable : .canary }

    /// The green slot's share when the canary's is `weight`.
    func share(forCanary weight: Weight) -> Int {
        stableSlot == .blue ? weight.hundredths : 10_000 - weight.hundredths
    }

    /// The canary's share when the green slot's is `share`; nil when that is no share at all.
    func canaryWeight(share: Int) -> Weight? {
        Weight(rawValue: stableSlot == .blue ? share : 10_000 - share)
    }

    /// Whether a server on that side may take requests.
    func hasAdmitted(_ arm: Arm) -> Bool {
        servers.values.contains { $0.slot == slot(of: arm) && $0.place == .admitted }
    }

    /// Whether any server is on that side, whatever it takes.
    func hasServers(_ arm: Arm) -> Bool { servers.values.contains { $0.slot == slot(of: arm) } }

    /// Changes the canary's share.
    ///
    /// From more than 0 to 0 is the beginning of a rollback.
    mutating func shift(to weight: Weight) {
        let before = canaryWeight(share: share) ?? .zero
        share = self.share(forCanary: weight)
        if weight > .zero { isCanaryClosed = nil }
        guard weight == .zero, before > .zero else { return }
        renewEpoch()
        closeCanary()
    }

    /// Makes the canary's slot the stable one, if it has all requests.
    mutating func promote() {
        guard canaryWeight(share: share) == .full else { return }
        stableSlot = stableSlot.other
        renewEpoch()
        isCanaryClosed = nil
    }

    /// Has the canary get no request because of its sign, until there is another canary.
    mutating func closeCanary() { isCanaryClosed = hasServers(.canary) ? true : nil }

    /// Forgets a server; without its last one there is no canary any more that could be closed.
    mutating func remove(_ id: InstanceID) {
        servers[id] = nil
        if !hasServers(.canary) { isCanaryClosed = nil }
    }

    /// Makes worthless the cookies given so far.
    mutating func renewEpoch() { epoch = Int.random(in: 1...2_000_000_000) }

    /// What was last written there; nil when there is nothing that can be read.
    static func read(_ path: String) -> HAProxyState? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return try? JSONDecoder().decode(HAProxyState.self, from: data)
    }

    /// Replaces the file in one step, readable by its owner only.
    func write(_ path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try HAProxyFile.replace(path, with: encoder.encode(self))
    }
}
