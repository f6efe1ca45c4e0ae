import Testing

@testable import RolloutCore

/// Releases that turned out well, as fake releases of whole revisions.
@Suite struct EarlierReleaseTests {
    /// A release of 20 minutes at 25%, whose revisions fail by the share that is given for each
    /// block of 20 s.
    private func play(
        _ history: inout RehearsalHistory,
        release: Int = 1,
        seconds: Int = 1_200,
        _ failing: (_ block: Int, _ isCanary: Bool) -> Double
    ) {
        var source = CountSource(seed: UInt64(release))
        for second in 0..<seconds {
            func arm(_ requests: Int, isCanary: Bool) -> ArmCounts {
                let chance = failing(second / 20, isCanary)
                return ArmCounts(
                    requests: requests,
                    errors: source.count(of: requests, chance: chance)
                )
            }
            let arms = ArmPair(
                canary: arm(50, isCanary: true),
                baseline: arm(150, isCanary: false)
            )
            history.append(
                EarlierSecond(release: ReleaseID(rawValue: release), weight: 0.25, arms: arms)
            )
        }
    }

    /// Half an hour of four even slices.
    private func evenHistory() -> RehearsalHistory {
        var source = CountSource(seed: 9)
        var history = RehearsalHistory(sliceCount: 4)
        for _ in 0..<1_800 {
            history.append(
                (0..<4).map { _ in
                    ArmCounts(requests: 50, errors: source.count(of: 50, chance: 0.01))
                }
            )
        }
        return history
    }

    private func shareLength(_ rehearsal: JudgeRehearsal) -> Int? {
        rehearsal.streams.first { $0.name == .errorShare }?.terms.blockSeconds
    }

    @Test func `revisions that waver as wholes make votes longer although instances are even`() {
        var history = evenHistory()
        #expect(shareLength(.rehearse(on: history)) == 1)
        for release in 1...3 {
            play(&history, release: release) { block, isCanary in
                // Whole revisions, each for itself: thirty times as many for twenty seconds.
                (block * 7 + release + (isCanary ? 3 : 0)) % 11 == 0 ? 0.3 : 0.01
            }
        }
        let rehearsal = JudgeRehearsal.rehearse(on: history)
        #expect(rehearsal.earlierReleases == 3)
        #expect(shareLength(rehearsal).map { $0 > 1 } == true)
        #expect(rehearsal.sentence.contains("4 fake releases of 30 m and 3 earlier releases: "))
    }

    @Test func `earlier releases alone are a rehearsal when they took long enough`() {
        var history = RehearsalHistory(sliceCount: 1)
        play(&history) { _, _ in 0.01 }
        #expect(JudgeRehearsal.rehearse(on: history).basis == .nothing(.tooShort))
        play(&history, release: 2) { _, _ in 0.01 }
        let rehearsal = JudgeRehearsal.rehearse(on: history)
        #expect(rehearsal.basis == .fakeReleases(0))
        #expect(
            rehearsal.sentence
                == "rehearsed on 2 earlier releases: 0 false rollbacks, one vote per 1 s"
        )
        let basis = rehearsal.calibration(from: "earlier releases").basis
        #expect(basis == .rehearsed(on: "earlier releases", fakeReleases: 2, seconds: 2_400))
    }

    @Test func `a release too short to show long blocks is left out`() {
        var history = evenHistory()
        play(&history, seconds: 200) { _, _ in 0.5 }
        #expect(JudgeRehearsal.rehearse(on: history).earlierReleases == 0)
    }

    @Test func `of many releases the ten newest are kept`() {
        var history = evenHistory()
        for release in 1...12 { play(&history, release: release, seconds: 300) { _, _ in 0.01 } }
        #expect(history.earlierReleases.map(\.release.rawValue) == Array(3...12))
    }

    @Test func `blocks do not straddle two weights`() {
        let slice = RehearsalSlice(
            requests: [1, 1, 1, 1, 1, 1, 1],
            events: [1, 1, 1, 1, 1, 1, 1],
            canaryEvents: [1, 1, 1, 1, 1, 1, 1]
        )
        let release = FakeRelease(
            canary: slice,
            all: RehearsalSlice(sumOf: [slice, slice]),
            stages: [.init(seconds: 0..<3, weight: 0.1), .init(seconds: 3..<7, weight: 0.5)]
        )
        var blocks: [String] = []
        release.forEachBlock(of: 2) { start, _, weight in blocks.append("\(start) \(weight)") }
        #expect(blocks == ["0 0.1", "3 0.5", "5 0.5"])
    }

    @Test func `what is judged and nowhere in the history is told`() {
        let rehearsal = JudgeRehearsal.rehearse(on: evenHistory(), judging: [.errors, .p99, .p95])
        #expect(rehearsal.unrehearsed == [.p99, .p95])
        #expect(rehearsal.sentence.hasSuffix("; p99 and p95 unrehearsed, 3-5x slower"))
        let terms = rehearsal.calibration(from: "").terms(of: .p99Share)
        #expect(terms.blockSeconds == 5 && terms.dispersion == 4)
    }
}
