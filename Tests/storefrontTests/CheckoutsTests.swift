import Testing

@testable import storefront

@Suite struct CheckoutsTests {
    @Test func `no more are out than the limit, however many want one`() async throws {
        let checkouts = Checkouts(limit: 3, patience: .seconds(10))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    let used = try? await checkouts.withConnection {
                        await Task.yield()
                        return checkouts.used
                    }
                    return used.map { (1...3).contains($0) } ?? false
                }
            }
            for await isWithinLimit in group { #expect(isWithinLimit) }
        }
        #expect(checkouts.used == 0)
    }

    @Test func `whoever waits longest is next`() async throws {
        let checkouts = Checkouts(limit: 1, patience: .seconds(10))
        try await checkouts.checkOut()
        async let first: Void = checkouts.checkOut()
        #expect(throws: Never.self) { checkouts.giveBack() }
        try await first
        #expect(checkouts.used == 1)
    }

    @Test(arguments: [0, 1, 20])
    func `a wait ends at its limit and leaves nothing behind`(milliseconds: Int) async throws {
        let checkouts = Checkouts(limit: 1, patience: .milliseconds(milliseconds))
        try await checkouts.checkOut()
        await #expect(throws: Checkouts.TimedOut(limit: 1)) { try await checkouts.checkOut() }
        checkouts.giveBack()
        #expect(checkouts.used == 0)
        try await checkouts.checkOut()
        #expect(checkouts.used == 1)
    }
}
