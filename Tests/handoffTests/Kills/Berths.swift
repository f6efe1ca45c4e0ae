/// Room for a few trials at a time, each with ports of its own.
///
/// More at once than a small machine can carry would test the machine.
actor Berths {
    static let shared = Berths(count: 3)
    /// Room for those who need no number.
    static let workshops = Berths(count: 3)

    private var free: [Int]
    private var waiting: [CheckedContinuation<Int, Never>] = []

    private init(count: Int) { free = Array(0..<count) }

    /// Waits for a berth and runs the trial in it.
    func with(_ trial: @Sendable (Int) async throws -> Void) async throws {
        let berth = await take()
        defer { giveBack(berth) }
        try await trial(berth)
    }

    private func take() async -> Int {
        if let berth = free.popLast() { return berth }
        return await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack(_ berth: Int) {
        if waiting.isEmpty {
            free.append(berth)
        } else {
            waiting.removeFirst().resume(returning: berth)
        }
    }
}
