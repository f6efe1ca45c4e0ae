import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

@Suite struct PrometheusInquiryTests {
    @Test(arguments: InquiryPromise.allCases)
    func `a real Prometheus`(_ promise: InquiryPromise) async throws {
        try await promise.check(PrometheusWorld())
    }

    @Test(arguments: InquiryPromise.allCases)
    func `a real server that answers JSON`(_ promise: InquiryPromise) async throws {
        try await promise.check(PrometheusWorld(.document))
    }

    @Test func `a label tells the revisions apart`() async throws {
        let world = try PrometheusWorld()
        world.offer(
            """
            used{version="1.9"} 10
            used{version="2.0"} 30
            used{version="1.2"} 90
            room{version="1.9"} 100
            room{version="2.0"} 100
            room{version="1.2"} 100

            """
        )
        try world.waitUntil("count(room)", gives: [3])
        let query = world.query("used", over: "room", label: "version")
        let readings = try await readings(world, .saturation(.inquiry(inquiry(query))))
        #expect(
            readings == [
                Reading(metric: .connections, arm: .stable, value: 10, whole: 100),
                Reading(metric: .connections, arm: .canary, value: 30, whole: 100),
            ]
        )
    }

    @Test func `a question with a placeholder is asked for each revision`() async throws {
        let world = try PrometheusWorld()
        world.offer("memory{v=\"1.9\"} 5\nmemory{v=\"2.0\"} 8\n")
        try world.waitUntil("count(memory)", gives: [2])
        let query = world.query(#"memory{v="{revision}"}"#)
        let readings = try await readings(world, .level(.inquiry(inquiry(query)), unit: "MB"))
        #expect(readings.map(\.value) == [5, 8])
        #expect(readings.map(\.arm) == [.stable, .canary])
    }

    @Test func `counters of each revision become what was added`() async throws {
        let world = try PrometheusWorld()
        func offer(_ failures: Int, _ all: Int) {
            world.offer(
                """
                failed_total{version="1.9"} 0
                sent_total{version="1.9"} \(all)
                failed_total{version="2.0"} \(failures)
                sent_total{version="2.0"} \(all)

                """
            )
        }
        offer(1, 100)
        try world.waitUntil("sum(sent_total)", gives: [200])
        let query = world.query("failed_total", over: "sent_total", label: "version")
        let criterion = Criterion(.connections, .failureShare(.inquiry(inquiry(query))))
        let reader = world.reader
        #expect(await reader.readings(for: [criterion], roster: Roster()) == [])
        offer(4, 150)
        try world.waitUntil("sum(sent_total)", gives: [300])
        try await Task.sleep(for: .seconds(1))
        let readings = await reader.readings(for: [criterion], roster: Roster())
        #expect(
            readings == [
                Reading(metric: .connections, arm: .stable, value: 0, whole: 50),
                Reading(metric: .connections, arm: .canary, value: 3, whole: 50),
            ]
        )
    }

    @Test func `a number that is not scraped any more grows too old`() throws {
        let world = try PrometheusWorld()
        try world.waitUntil("waiting_jobs", gives: [1])
        world.offerNothing()
        try world.waitUntil("waiting_jobs", gives: [])
    }

    @Test func `what is wrong with a query is said in its words`() throws {
        let world = try PrometheusWorld()
        let trouble = #expect(throws: InquiryTrouble.self) { try world.numbers("sum(") }
        #expect(trouble?.words.contains("answered 400: ") == true, "\(trouble as Any)")
        #expect(trouble?.words.contains("parse error") == true)
    }

    @Test func `a series over time is refused`() throws {
        let world = try PrometheusWorld()
        let trouble = #expect(throws: InquiryTrouble.self) { try world.numbers("up[1m]") }
        #expect(trouble?.words == "gave a matrix, not one number a series")
    }

    private func inquiry(_ query: PrometheusQuery) -> Inquiry {
        Inquiry(.prometheus(query), timeout: .seconds(5))
    }

    /// The first readings there are.
    private func readings(_ world: PrometheusWorld, _ measure: Measure) async throws -> [Reading] {
        let criterion = Criterion(.connections, measure)
        let reader = world.reader
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            let found = await reader.readings(for: [criterion], roster: Roster())
            if found.count == 2 { return found }
            try #require(ContinuousClock.now < deadline)
        }
    }
}
