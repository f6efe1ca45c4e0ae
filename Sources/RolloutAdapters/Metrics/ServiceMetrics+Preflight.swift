package import RolloutCore
package import RolloutEngine

extension ServiceMetrics {
    package func preflight(_ criteria: [Criterion], roster: Roster) async -> [Check] {
        async let looked = look(criteria.filter { $0.measure.origin != nil }, roster)
        let start = ContinuousClock.now
        let traffic = criteria.filter { $0.measure.origin == nil }
        let seen = traffic.isEmpty ? .success(false) : await waitForRequest()
        let took = ContinuousClock.now - start
        let hasStable = roster.members.contains { $0.arm == .stable }
        let checks = traffic.map { Self.check($0, seen, hasStable: hasStable, took: took) }
        return checks + (await looked)
    }

    /// Whether a request to stable ended within the last 3 s or does within the next ones; the
    /// words of the failure when records cannot be received at all.
    private func waitForRequest() async -> Result<Bool, Failure> {
        do {
            try await records.openRecords()
        } catch {
            return .failure(error as? Failure ?? Failure(.refused, "Records are not received."))
        }
        let begin = HAProxyClock.now
        while HAProxyClock.now < begin + Self.lookBack, !Task.isCancelled {
            if let last = await records.lastRequest(of: .stable), last > begin - Self.lookBack {
                return .success(true)
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return .success(false)
    }

    private static func check(
        _ criterion: Criterion,
        _ seen: Result<Bool, Failure>,
        hasStable: Bool,
        took: Duration
    ) -> Check {
        let (passed, finding) =
            switch seen {
            case .failure(let failure): (false, failure.summary)
            case .success(true): (true, "The router's records show requests to stable.")
            case .success(false) where !hasStable:
                (true, "No stable instance runs yet, so there is nothing to compare with.")
            case .success(false):
                (
                    false,
                    "No request to stable ended within \(lookBack.spoken), so \(criterion.metric) "
                        + "cannot be compared. Release while there is traffic, or send some."
                )
            }
        let name = "metric \(criterion.metric)"
        return Check(name: name, passed: passed, finding: finding, took: took)
    }
}
