import Testing

@testable import RolloutCore

@Suite struct UnrehearsedTests {
    private func totals(seconds: Int = 1_800, _ errors: (Int) -> Int) -> RehearsalHistory {
        var history = RehearsalHistory(sliceCount: 1)
        for second in 0..<seconds {
            history.append([ArmCounts(requests: 1_000, errors: errors(second))])
        }
        return history
    }

    private func lengths(_ rehearsal: JudgeRehearsal) -> [StreamName: Int] {
        Dictionary(
            uniqueKeysWithValues: rehearsal.streams.map { ($0.name, $0.terms.blockSeconds) }
        )
    }

    @Test func `without a history votes take 5 s, crash votes 2 s, and it says so`() {
        let rehearsal = JudgeRehearsal.rehearse(on: RehearsalHistory(sliceCount: 3))
        #expect(rehearsal == .unrehearsed())
        #expect(rehearsal.streams.map(\.name) == StreamName.allCases)
        for stream in rehearsal.streams {
            #expect(stream.terms.blockSeconds == (stream.name == .crash ? 2 : 5))
            #expect(stream.terms.dispersion == 4)
        }
        #expect(
            rehearsal.sentence
                == "unrehearsed, no history: one vote per 5 s; decisions take 3-5x as long, the "
                + "promise is weaker"
        )
        #expect(!rehearsal.calibration(from: "nothing").isRehearsed)
    }

    @Test(arguments: [
        (JudgeRehearsal.Shortcoming.tooShort, "less than 30 m of history"),
        (.noTraffic, "no request in the history"), (.notRead, "the history was not read in time"),
    ])
    func `why there was no rehearsal is said first`(
        _ shortcoming: JudgeRehearsal.Shortcoming,
        _ words: String
    ) {
        let sentence = JudgeRehearsal.unrehearsed(because: shortcoming).sentence
        #expect(sentence.hasPrefix("unrehearsed, \(words): one vote per 5 s; "))
    }

    @Test func `a history without a request is none`() {
        var history = RehearsalHistory(sliceCount: 2)
        for _ in 0..<2_000 { history.append([ArmCounts(), ArmCounts()]) }
        #expect(JudgeRehearsal.rehearse(on: history).basis == .nothing(.noTraffic))
    }

    @Test func `seconds that were not measured do not make a history longer`() {
        var history = RehearsalHistory(sliceCount: 2)
        let counts = ArmCounts(requests: 10)
        for second in 0..<3_598 {
            history.append(second % 2 == 0 ? [counts, counts] : [nil, nil])
        }
        #expect(JudgeRehearsal.rehearse(on: history).basis == .nothing(.tooShort))
        history.append([counts, nil])
        let rehearsal = JudgeRehearsal.rehearse(on: history)
        #expect(rehearsal.basis == .fakeReleases(2))
        #expect(rehearsal.sentence.contains("; 29 m 59 s of it were not measured"))
        #expect(rehearsal.sentence.hasSuffix("; no request failed in it, so bursts are not known"))
        let errors = rehearsal.streams.filter { $0.name.metric == .errors }
        #expect(errors.count == 3)
        #expect(errors.allSatisfy { $0.terms.dispersion == 4 && $0.trials.isEmpty })
        #expect(Set(errors.map(\.terms.blockSeconds)) == [2, 5])
    }

    @Test func `totals of single errors give votes of 5 s`() {
        var source = CountSource(seed: 2)
        let rehearsal = JudgeRehearsal.rehearse(
            on: totals { _ in source.count(of: 20, chance: 0.3) }
        )
        #expect(lengths(rehearsal) == [.errorShare: 5, .errorExcess: 5, .crash: 2])
        #expect(rehearsal.streams.allSatisfy { $0.terms.dispersion == 4 })
        #expect(rehearsal.sentence.hasPrefix("not rehearsed, only totals were known: "))
    }

    @Test(arguments: [(6, 10), (20, 30)])
    func `totals in clumps give longer votes and a larger dispersion`(_ clump: Int, _ length: Int) {
        var source = CountSource(seed: 2)
        let rehearsal = JudgeRehearsal.rehearse(
            on: totals { _ in clump * source.count(of: 40, chance: 0.05) }
        )
        #expect(lengths(rehearsal) == [.errorShare: length, .errorExcess: length, .crash: 2])
        #expect(rehearsal.streams.allSatisfy { $0.terms.dispersion > 0.8 * Double(clump) })
    }

    @Test func `totals without an error are calm ones`() {
        let rehearsal = JudgeRehearsal.rehearse(on: totals { _ in 0 })
        #expect(rehearsal.basis == .totals(varianceToMean: 0))
        #expect(lengths(rehearsal)[.errorShare] == 5)
    }

    @Test func `counts below zero and beyond all bounds change no verdict and do not trap`() {
        var history = RehearsalHistory(sliceCount: 2)
        for second in 0..<1_800 {
            let odd = second % 100 == 0
            history.append([
                ArmCounts(requests: odd ? -5 : 50, errors: odd ? -50 : 0),
                ArmCounts(requests: odd ? .max : 50, errors: 0),
            ])
        }
        let rehearsal = JudgeRehearsal.rehearse(on: history)
        #expect(rehearsal.basis == .fakeReleases(2))
        #expect(rehearsal.falseRollbacks == 0)
    }
}
