package import RolloutCore
package import RolloutEngine

extension ServiceMetrics {
    package func preflight(_ criteria: [Criterion], roster: Roster) async -> [Check] {
        let start = ContinuousClock.now
        async let request = waitForRequest()
        async let offered = numbers.preflight(
            criteria.filter { $0.measure.query != nil },
            roster: roster
        )
        let seen = await request
        let took = ContinuousClock.now - start
        let measured = criteria.filter { $0.measure.query == nil }.map {
            Self.check($0, traffic: seen, took: took)
        }
        return measured + (await offered)
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
        return Check(name: "metric \(criterion.metric)", passed: passed, finding: finding, took: took)
    }
}
