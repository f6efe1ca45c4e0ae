import Testing

@testable import RolloutCore

/// A history with gaps, or cut short, never makes the judge bolder than the whole of it.
@Suite struct PoorHistoryTests {
    /// Seconds of a service, as they are told.
    private struct Told: HistorySource {
        var interval = 1
        var seconds: [HistorySecond]

        func forEachSecond(_ body: (HistorySecond) -> Void) { seconds.forEach(body) }
    }

    private let settings = JudgeSettings(startMass: StartMass(plannedSeconds: 600))

    /// An hour and a half of four instances with 1% errors, and bursts of 15 s on one of them.
    private func seconds(bursts: Bool = true, seed: UInt64 = 9) -> [HistorySecond] {
        var source = CountSource(seed: seed)
        return (0..<5_400).map { second in
            let isBurst = bursts && second % 600 >= 300 && second % 600 < 315
            let slices = (0..<4).map { number in
                let extra = isBurst && number == second / 600 % 4 ? 6 : 0
                return HistorySecond.Slice(
                    id: InstanceID(rawValue: "shop-\(number + 1)"),
                    counts: ArmCounts(
                        requests: 50,
                        errors: source.count(of: 50, chance: 0.01) + extra
                    )
                )
            }
            return HistorySecond(second: Timestamp(seconds: 1_000 + Int64(second)), slices: slices)
        }
    }

    private func rehearse(_ seconds: [HistorySecond]) -> JudgeRehearsal {
        .rehearse(on: RehearsalHistory(reading: Told(seconds: seconds), for: settings))
    }

    private func terms(_ rehearsal: JudgeRehearsal) -> [StreamName: StreamTerms] {
        Dictionary(uniqueKeysWithValues: rehearsal.streams.map { ($0.name, $0.terms) })
    }

    /// That every stream of the one votes as seldom as of the other and takes events for as
    /// scattered, up to a tenth.
    private func expectNoBolder(_ poor: JudgeRehearsal, than whole: JudgeRehearsal) {
        let (poor, whole) = (terms(poor), terms(whole))
        for (name, terms) in whole {
            let other = poor[name]
            #expect((other?.blockSeconds ?? 0) >= terms.blockSeconds, "\(name)")
            #expect((other?.dispersion ?? 0) >= 0.9 * terms.dispersion, "\(name)")
        }
    }

    @Test(arguments: [3, 7, 30])
    func `gaps in an even history make nothing calmer`(_ every: Int) {
        let whole = seconds(bursts: false)
        let holed = whole.filter { $0.second.microseconds / 1_000_000 % Int64(every) != 0 }
        expectNoBolder(rehearse(holed), than: rehearse(whole))
    }

    @Test func `a gap over all but the bursts leaves them their length`() {
        let whole = seconds()
        let holed = whole.filter { ($0.second.microseconds / 1_000_000 - 1_000) % 600 >= 250 }
        let (poor, all) = (rehearse(holed), rehearse(whole))
        #expect(poor.missing > 0)
        expectNoBolder(poor, than: all)
        #expect(terms(all)[.errorShare].map { $0.blockSeconds >= 10 } == true)
    }

    @Test(arguments: [0, 1, 600, 1_799])
    func `a history cut short is no rehearsal, with the caution of none`(_ count: Int) {
        let cut = rehearse(Array(seconds(bursts: false).prefix(count)))
        if case .nothing = cut.basis {} else { Issue.record("\(cut.basis)") }
        #expect(terms(cut) == terms(.unrehearsed()))
        expectNoBolder(cut, than: rehearse(seconds(bursts: false)))
    }

    @Test func `seconds told twice or late count once`() {
        let whole = seconds()
        let twice = whole.flatMap { [$0, $0] } + whole.prefix(100)
        #expect(terms(rehearse(twice)) == terms(rehearse(whole)))
    }

    @Test func `a night that nobody observed is no hour without errors`() {
        let whole = seconds()
        let later = seconds(seed: 4).map { second in
            var second = second
            second.second = second.second + .seconds(50_000)
            return second
        }
        let rehearsal = rehearse(whole + later)
        #expect(rehearsal.seconds < 2 * 5_400 + 120)
        expectNoBolder(rehearsal, than: rehearse(whole))
    }
}
