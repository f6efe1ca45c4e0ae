import RolloutSimulation

extension HeldClock {
    /// Does the work while this clock runs with real time.
    ///
    /// - Throws: what the work throws.
    func passing(_ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(5))
                    self.advance(by: .milliseconds(5))
                }
            }
            group.addTask { try await work() }
            // The clock ends only when it is cancelled, so the first to end is the work.
            _ = try await group.next()
            group.cancelAll()
        }
    }
}
