import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// What every source keeps, tried with the real thing.
enum InquiryPromise: String, CaseIterable, CustomTestStringConvertible {
    case givesTheNumber = "gives the number, and the next one after it changed"
    case isAbsentWhileGone = "is absent while gone, and comes back by itself"
    case namesTheRefusal = "says that a password is wrong without saying it"
    case keepsTheLimit = "costs no more than the limit when it hangs"

    var testDescription: String { rawValue }

    /// Fails the test unless the source keeps the promise; it runs before and after.
    func check(_ world: some InquiryWorld) async throws {
        switch self {
        case .givesTheNumber: try await Self.givesTheNumber(world)
        case .isAbsentWhileGone: try await Self.isAbsentWhileGone(world)
        case .namesTheRefusal: try await Self.namesTheRefusal(world)
        case .keepsTheLimit: try await Self.keepsTheLimit(world)
        }
    }

    private static func givesTheNumber(_ world: some InquiryWorld) async throws {
        let reader = world.reader
        for number in [7, 9] {
            try world.set(number)
            let found = try await reading(of: world, by: reader) { $0 == Double(number) }
            #expect(found == Reading(metric: .backlog, arm: nil, value: Double(number)))
        }
        let checks = await world.reader.preflight([world.criterion()], roster: Roster())
        #expect(checks.map(\.passed) == [true], "\(checks)")
    }

    private static func isAbsentWhileGone(_ world: some InquiryWorld) async throws {
        let reader = world.reader
        let criterion = world.criterion(timeout: .seconds(5))
        _ = try await reading(of: world, by: reader) { _ in true }
        try world.vanish()
        // What was under way when it vanished may still come in.
        _ = await reader.readings(for: [criterion], roster: Roster())
        try await Task.sleep(for: .milliseconds(950))
        #expect(await reader.readings(for: [criterion], roster: Roster()) == [])
        let checks = await world.reader.preflight([world.criterion()], roster: Roster())
        #expect(checks.map(\.passed) == [false], "\(checks)")
        #expect(checks.first?.finding.hasPrefix(world.source(world.access).spoken) == true)
        try world.start()
        _ = try await reading(of: world, by: reader) { _ in true }
    }

    private static func namesTheRefusal(_ world: some InquiryWorld) async throws {
        let access = Access(user: world.user, password: .variable("WRONG"))
        var criterion = world.criterion()
        criterion.measure = .sharedLevel(
            .inquiry(Inquiry(world.source(access), timeout: .seconds(5))),
            unit: ""
        )
        let check = try #require(
            await world.reader.preflight([criterion], roster: Roster()).first
        )
        #expect(!check.passed)
        #expect(check.finding.contains(/password|token|WRONGPASS/), "\(check.finding)")
        #expect(!check.finding.contains("starlight"))
        #expect(!check.finding.contains("moonlight"))
        let open = Access(user: world.user, password: .variable("UNSET"))
        let trouble = #expect(throws: InquiryTrouble.self) { try world.number(open) }
        #expect(trouble?.words == "was not asked: the variable UNSET is not set")
    }

    private static func keepsTheLimit(_ world: some InquiryWorld) async throws {
        try world.hang()
        let start = ContinuousClock.now
        let readings = await world.reader.readings(
            for: [world.criterion()],
            roster: Roster()
        )
        let took = start.duration(to: .now)
        let checks = await world.reader.preflight([world.criterion()], roster: Roster())
        try world.unhang()
        #expect(readings == [])
        #expect(took < .seconds(20))
        #expect(checks.first?.finding.contains("did not answer within") == true, "\(checks)")
        _ = try await reading(of: world, by: world.reader) { _ in true }
    }

    /// The first reading that is as wanted, asked for again and again for a minute.
    private static func reading(
        of world: some InquiryWorld,
        by reader: InquiryReader,
        where isWanted: (Double) -> Bool
    ) async throws -> Reading {
        let criterion = world.criterion(timeout: .seconds(5))
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let found = await reader.readings(for: [criterion], roster: Roster())
            if let reading = found.first, isWanted(reading.value) { return reading }
            try #require(ContinuousClock.now < deadline, "newest: \(found)")
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
