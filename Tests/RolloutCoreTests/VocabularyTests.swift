import RolloutCore
import TestSupport
import Testing

@Suite struct VocabularyTests {
    @Test func `a weight holds hundredths of a percent and nothing else`() async {
        #expect(Weight(percent: 25) == Weight(hundredths: 2_500))
        #expect(Weight(rawValue: 10_001) == nil)
        #expect(Weight(rawValue: -1) == nil)
        #expect(Weight(rawValue: 250)?.share == 0.025)
        #expect(Weight.zero < Weight.full)
        await #expect(processExitsWith: .failure) { _ = Weight(hundredths: 10_001) }
    }

    @Test(arguments: [
        (0, "0%"), (500, "5%"), (1_250, "12.5%"), (6_666, "66.66%"), (10_000, "100%"),
    ])
    func `a weight is told as people say it`(_ hundredths: Int, _ words: String) {
        #expect(Weight(hundredths: hundredths).description == words)
    }

    @Test func `a split is confirmed only by exactly what was asked`() {
        #expect(!Split(asked: .zero).isConfirmed)
        #expect(!Split(asked: .full, observed: .zero).isConfirmed)
        #expect(Split(asked: .full, observed: .full).isConfirmed)
    }

    @Test(arguments: [
        (1_500_000, 1_000_000), (999_999, 0), (0, 0), (-1, -1_000_000), (-1_000_000, -1_000_000),
    ])
    func `the second of a moment is the one it lies in`(_ moment: Int64, _ second: Int64) {
        #expect(Timestamp(microseconds: moment).second == Timestamp(microseconds: second))
    }

    @Test func `moments and lengths add up to the microsecond`() {
        let moment = Timestamp(seconds: 10)
        #expect(moment + .milliseconds(1) - moment == .milliseconds(1))
        #expect(moment - .seconds(1) < moment)
        #expect(moment - .seconds(1) - moment == .seconds(-1))
        #expect((moment + .nanoseconds(1_999)).microseconds == 10_000_001)
        #expect(Timestamp(rawValue: 5).rawValue == 5)
        #expect(Duration.milliseconds(1_500).inSeconds == 1.5)
        #expect(Duration.microseconds(1_500).milliseconds == 1.5)
    }

    @Test(arguments: [
        (0, "0 ms"), (400, "0 ms"), (40_000, "40 ms"), (999_600, "1 s"), (4_200_000, "4.2 s"),
        (9_960_000, "10 s"), (59_600_000, "1 m"), (90_000_000, "1 m 30 s"),
        (7_200_000_000, "2 h"), (7_260_000_000, "2 h 1 m"), (90_000_000_000, "1 d 1 h"),
        (-4_200_000, "-4.2 s"),
    ])
    func `lengths are told in two units at most`(_ microseconds: Int64, _ words: String) {
        #expect(Duration.microseconds(microseconds).spoken == words)
    }

    @Test(arguments: [
        (1.25, 1, false, "1.3"), (-1.25, 1, false, "-1.3"), (0.5, 0, false, "1"),
        (-0.04, 1, false, "0.0"), (1_234_567.891, 2, false, "1,234,567.89"),
        (2.50, 2, true, "2.5"), (3.0, 2, true, "3"), (0.05, 2, false, "0.05"),
        (.infinity, 1, false, "?"), (.nan, 1, false, "?"), (1e16, 0, false, "?"),
        (8.9e15, 6, false, "?"),
    ])
    func `numbers are written the same everywhere`(
        _ number: Double,
        _ digits: Int,
        _ trimmed: Bool,
        _ text: String
    ) {
        #expect(number.formatted(digits: digits, trimmed: trimmed) == text)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")])
    func `thousands are set apart`(_ number: Int, _ text: String) {
        #expect(number.grouped == text)
    }

    @Test func `lists are told as in a sentence`() {
        #expect([String]().spokenList == "")
        #expect(["a"].spokenList == "a")
        #expect(["a", "b"].spokenList == "a and b")
        #expect(["a", "b", "c"].spokenList == "a, b and c")
    }

    @Test func `a digest is a known algorithm and 64 hexadecimal digits`() {
        let hex = String(repeating: "Ab", count: 32)
        #expect(Digest(rawValue: "sha256:" + hex)?.short == "abababababab")
        #expect(Digest(rawValue: "sha256:" + hex)?.description.hasPrefix("sha256:ab") == true)
        #expect(Digest(rawValue: hex) == nil)
        #expect(Digest(rawValue: "sha256:" + hex.dropLast()) == nil)
        #expect(Digest(rawValue: "sha256:" + String(repeating: "g", count: 64)) == nil)
    }

    @Test func `instances are ordered by number, not by letters`() {
        let service = ServiceName(rawValue: "shop-eu")
        let names = [10, 9, 2].map { InstanceID(service, $0) }.sorted().map(\.description)
        #expect(names == ["shop-eu-2", "shop-eu-9", "shop-eu-10"])
        #expect(InstanceID(rawValue: "odd").number == 0)
        #expect(ReleaseID(rawValue: 2) < ReleaseID(rawValue: 10))
        #expect(ReleaseID(rawValue: 7).description == "r7")
        #expect(service.description == "shop-eu")
    }

    @Test func `exits are told with what is known of them`() {
        let words = [Exit.status(1), .signal(9), .unseen].map(\.words)
        #expect(words == ["exit status 1", "signal 9", "exit not seen"])
    }

    @Test func `the other side's words are bounded`() {
        let failure = Failure(.refused, "no", detail: String(repeating: "x", count: 9_000))
        #expect(failure.detail.count == Failure.detailLimit)
        #expect(failure.isRetryable)
    }

    @Test func `a plan has the release model's defaults`() {
        let process = ProcessPlan(command: ["a"], ports: 1...2)
        let plan = Plan(
            service: ServiceName(rawValue: "shop"),
            environment: "test",
            canary: .fixture("2.0"),
            stable: nil,
            instanceCount: 4,
            router: .haproxySocket(
                HAProxySocket(socket: "a", backends: ["b", "c"], map: "m", recordsPort: 1)
            ),
            criteria: [],
            stages: []
        )
        #expect(process.soak == .seconds(10))
        #expect(process.drainWithin <= process.drainLongLived)
        #expect(plan.capacityFloor == 4)
        #expect(plan.warm == .seconds(1_800))
        #expect(plan.revision(of: .canary)?.label == "2.0")
        #expect(plan.revision(of: .stable) == nil)
    }

    @Test func `measures know their unit and where they come from`() {
        let query = OpenMetricsQuery(family: "a", over: "b")
        let measures: [Measure] = [
            .errorRate, .latency(quantile: 0.99), .failureShare(query), .saturation(query),
            .sharedLevel(query, unit: "jobs"), .level(query, unit: "MB"),
        ]
        #expect(measures.map(\.unit) == ["%", "ms", "%", "%", "jobs", "MB"])
        #expect(measures.map(\.isCompared) == [true, true, true, false, false, false])
        #expect(measures.map { $0.query == nil } == [true, true, false, false, false, false])
    }
}
