import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What is wrong with this revision; nothing, in most.
///
/// Chances come from a generator with a seed of this process, so that a run can be repeated.
final class Faults: Sendable {
    /// What a defect does to one page.
    enum PageTrouble: Equatable {
        case failure
        case delay(Duration)
    }

    static let errorShare = 0.06
    static let tailShare = 0.04
    static let webhookShare = 0.4
    static let backlogJobs = 40
    static let addedLatency: Duration = .milliseconds(120)
    static let tailLatency: Duration = .milliseconds(900)
    static let slowStart: Duration = .seconds(120)

    let defect: Defect?
    private let generator: Mutex<SeededGenerator>
    private let started = ContinuousClock.now
    private let firstPage = Mutex<ContinuousClock.Instant?>(nil)
    private let leakedConnections = Mutex<[any Sendable]>([])

    init(defect: Defect?, seed: UInt64) {
        self.defect = defect
        generator = Mutex(SeededGenerator(seed: seed))
    }

    /// Jobs that one enrolment enqueues.
    var jobsPerEnrolment: Int { defect == .backlog ? Self.backlogJobs : 1 }

    /// How long startup still pretends to be under way.
    var startupLeft: Duration {
        guard defect == .slowStart else { return .zero }
        return max(.zero, Self.slowStart - (.now - started))
    }

    /// Whether to turn a genuine webhook away.
    func turnsWebhookAway() -> Bool {
        defect == .webhooks && happens(Self.webhookShare)
    }

    /// Does to a page what the defect does to pages; answers the failure to send instead, if any.
    func disturbPage() async -> Response? {
        firstPage.withLock { $0 = $0 ?? .now }
        switch nextTrouble() {
        case nil:
            return nil
        case .failure:
            return .plain("Something went wrong on our side.", status: 500)
        case .delay(let delay):
            try? await Task.sleep(for: delay)
            return nil
        }
    }

    /// Draws what is to happen to the next page.
    func nextTrouble() -> PageTrouble? {
        switch defect {
        case .errors where happens(Self.errorShare): .failure
        case .latency: .delay(Self.addedLatency)
        case .tail where happens(Self.tailShare): .delay(Self.tailLatency)
        default: nil
        }
    }

    /// Carries out the defects that go on beside the requests; returns when cancelled.
    func runInBackground(access: StoreAccess) async {
        switch defect {
        case .crash: await crash()
        case .connections: await leakConnections(of: access)
        case .leak: await leakMemory()
        default: break
        }
    }

    private func happens(_ share: Double) -> Bool {
        generator.withLock { Double.random(in: 0..<1, using: &$0) } < share
    }

    private func crash() async {
        let delay = generator.withLock { Int.random(in: 3_000...6_000, using: &$0) }
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(100))
            guard let first = firstPage.withLock({ $0 }) else { continue }
            guard .now - first > .milliseconds(delay) else { continue }
            Console.complain("crashed: this revision carries the defect 'crash'")
            // Not by `fatalError`, whose backtrace takes seconds in which requests hang, and whose
            // last line says how long it took.
            signal(SIGABRT, SIG_DFL)
            abort()
        }
    }

    /// How many connections the defect takes for good: about 90%, and never the last one.
    static func connectionsToLeak(limit: Int) -> Int {
        max(0, min(limit - 1, Int((Double(limit) * 0.9).rounded())))
    }

    private func leakConnections(of access: StoreAccess) async {
        let most = Self.connectionsToLeak(limit: access.checkouts.limit)
        while leakedConnections.withLock({ $0.count }) < most {
            try? await Task.sleep(for: .seconds(18) / Double(most))
            guard !Task.isCancelled else { return }
            guard let leaked = try? await access.store().leakConnection() else { continue }
            leakedConnections.withLock { $0.append(leaked) }
        }
    }

    private func leakMemory() async {
        var leaked: [[UInt8]] = []
        for piece in 1...600 {
            try? await Task.sleep(for: .milliseconds(125))
            guard !Task.isCancelled else { return }
            // Written byte by byte, so that the pages are really there.
            leaked.append([UInt8](repeating: UInt8(truncatingIfNeeded: piece), count: 1 << 20))
        }
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
        withExtendedLifetime(leaked) {}
    }
}
