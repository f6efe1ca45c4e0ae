import RolloutCore
import RolloutEngine

@testable import RolloutAdapters

extension HAProxyWorld {
    /// What all seconds from before the work until well after it showed.
    func observed<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> (traffic: TrafficSecond, areAllWhole: Bool, result: Result) {
        let router = haproxy
        for await _ in router.readings() { break }
        async let _ = watch(router)
        let first = HAProxyClock.now.second + .seconds(1)
        await router.beginRecords(with: first)
        try await Task.sleep(for: first - HAProxyClock.now)
        let result = try await work()
        try await Task.sleep(for: .milliseconds(1_300))
        var total = TrafficSecond()
        var areAllWhole = true
        var second = first
        while second + .milliseconds(1_250) < HAProxyClock.now {
            let traffic = await router.takeRecords(of: second)
            areAllWhole = areAllWhole && traffic.isWhole
            total.add(traffic)
            second = second + .seconds(1)
        }
        return (total, areAllWhole, result)
    }

    private func watch(_ router: any TrafficRouter) async {
        for await _ in router.readings() {}
    }
}
