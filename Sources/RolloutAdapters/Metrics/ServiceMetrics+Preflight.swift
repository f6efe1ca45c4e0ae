package import RolloutCore
package import RolloutEngine

extension ServiceMetrics {
    package func preflight(_ criteria: [Criterion], roster: Roster) async -> [Check] {
        let stable = Roster(roster.members.filter { $0.arm == .stable })
        let start = ContinuousClock.now
        async let request = waitForRequest()
        let readings = await scrape(criteria.filter { $0.measure.query != nil }, stable)
        let seen = await request
        return criteria.map { criterion in
            let took = ContinuousClock.now - start
            guard criterion.measure.query != nil else {
                return Self.check(criterion, traffic: seen, took: took)
            }
            let found = readings.last { $0.metric == criterion.metric && $0.arm != .canary }
            return Self.check(criterion, reading: found, took: took)
        }
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
        traffic: Result<Bool, Failure>,
        took: Duration
    ) -> Check {
        let (passed, finding) =
            switch traffic {
            case .success(true): (true, "The router's records show requests to stable.")
            case .success(false):
                (
                    false,
                    "No request to stable ended within \(lookBack.spoken), so \(criterion.metric) "
                        + "cannot be compared. Release while there is traffic, or send some."
                )
            case .failure(let failure): (false, failure.summary)
            }
        return Check(name: criterion.metric.rawValue, passed: passed, finding: finding, took: took)
    }

    private static func check(_ criterion: Criterion, reading: Reading?, took: Duration) -> Check {
        let name = criterion.metric.rawValue
        if let reading {
            let value = reading.value.formatted(digits: 2, trimmed: true)
            let whole = reading.whole.map { " of " + $0.formatted(digits: 2, trimmed: true) } ?? ""
            let finding = "Stable says \(value)\(whole)."
            return Check(name: name, passed: true, finding: finding, took: took)
        }
        let family = criterion.measure.query?.family ?? ""
        let finding =
            "No stable instance offers `\(family)` now. Correct the name in the plan, or remove "
            + "the criterion."
        return Check(name: name, passed: false, finding: finding, took: took)
    }
}
