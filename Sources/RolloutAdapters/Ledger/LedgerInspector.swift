package import RolloutCore
import RolloutEngine

/// Looks what became of the same bytes before: in the environment they have to be proven in, and
/// here.
///
/// A ledger that cannot be read is never taken for a good word.
package struct LedgerInspector: Inspector {
    private let ledger: @Sendable () async -> Ledger

    /// An inspector that reads the ledger anew at every look.
    package init(_ ledger: @escaping @Sendable () async -> Ledger) { self.ledger = ledger }

    /// At most two checks, which a person may override.
    package func preflight(_ plan: Plan, at now: Timestamp) async -> [Check] {
        let start = ContinuousClock.now
        let ledger = await ledger()
        let took = start.duration(to: .now)
        var checks: [Check] = []
        if let environment = plan.validatedIn {
            let found = Self.validated(plan, in: environment, ledger)
            checks.append(
                Check(
                    name: "validated in \(environment)",
                    passed: found.passed,
                    finding: found.words,
                    took: took
                )
            )
        }
        let found = Self.rejected(plan, ledger)
        checks.append(
            Check(
                name: "not rejected before",
                passed: found.passed,
                finding: found.words,
                took: took
            )
        )
        for index in checks.indices { checks[index].mayBeOverridden = true }
        return checks
    }

    private typealias Finding = (passed: Bool, words: String)

    private static let way = "or pass it with `--override --reason`"

    /// The bytes must have succeeded there at some time; what came later there does not matter.
    private static func validated(
        _ plan: Plan,
        in environment: String,
        _ ledger: Ledger
    ) -> Finding {
        let name = plan.canary.named
        let records = ledger.records(of: plan.canary.digest, plan.service, in: environment)
        if let success = records.first(where: { $0.end == .succeeded }) {
            return (true, "\(name) succeeded there as \(success.words).")
        }
        let gaps = ledger.gaps(in: environment).map(\.sentence)
        let unread = gaps.isEmpty ? "" : " Not everything could be read: \(gaps.spokenList)."
        let last = records.first.map {
            "\(name) was released there as \($0.words), and \($0.end.clause)."
        }
        let fact = last ?? "\(name) was never released there, as far as the ledger tells."
        return (
            false,
            "\(fact)\(unread) Release it in \(environment) first, name what another host exported "
                + "with `--ledger`, \(way)."
        )
    }

    /// The newest word on the bytes here counts: a success after a rejection clears them.
    private static func rejected(_ plan: Plan, _ ledger: Ledger) -> Finding {
        let name = plan.canary.named
        let records = ledger.records(of: plan.canary.digest, plan.service, in: plan.environment)
        let telling = records.first { $0.end == .succeeded || $0.rejection != nil }
        if let telling, let rejection = telling.rejection {
            return (
                false,
                "\(name) was rejected here as \(telling.words): \(rejection). Release a build "
                    + "that mends it, \(way)."
            )
        }
        let gaps = ledger.gaps(in: plan.environment).map(\.sentence)
        guard gaps.isEmpty else {
            return (
                false,
                "it cannot be told whether \(name) was rejected here: \(gaps.spokenList). Mend "
                    + "or remove what cannot be read, \(way)."
            )
        }
        guard let telling else { return (true, "\(name) was never rejected here.") }
        return (true, "\(name) succeeded here as \(telling.words).")
    }
}

extension Revision {
    /// As in `2.0 (9f2c01ab34cd…)`.
    fileprivate var named: String { "\(label) (\(digest.short)…)" }
}

extension LedgerRecord {
    /// As in `r7 of 2026-11-23, started by mara`.
    fileprivate var words: String {
        let day = CivilTime(shownSeconds: at.second.microseconds / 1_000_000).date
        return "\(release) of \(day), started by \(by)"
    }
}

extension LedgerRecord.End {
    /// As the rest of a sentence.
    fileprivate var clause: String {
        switch self {
        case .succeeded: "it succeeded"
        case .rehearsed: "it was a rehearsal"
        case .adopted: "it was an adoption"
        case .refused: "it was refused"
        case .rolledBack: "it was rolled back"
        case .aborted: "it was aborted"
        case .rollbackFailed: "its rollback failed"
        }
    }
}
