import Testing

@testable import RolloutCore

@Suite struct VerdictWordingTests {
    private func settings(rehearsed: Bool = true, warmUp: Int = 0) -> JudgeSettings {
        var terms: [StreamName: StreamTerms] = [:]
        for name in StreamName.allCases { terms[name] = StreamTerms(blockSeconds: 1) }
        let calibration = JudgeCalibration(
            basis: .rehearsed(on: "last week", fakeReleases: 10, seconds: 21_600),
            terms: terms
        )
        var settings = JudgeSettings(
            startMass: StartMass(plannedSeconds: 3_600),
            calibration: rehearsed ? calibration : .unrehearsed
        )
        settings.warmUpSeconds = warmUp
        return settings
    }

    private func words(
        _ settings: JudgeSettings,
        seconds: Int,
        _ change: (inout SyntheticRelease) -> Void
    ) -> VerdictWording {
        var release = SyntheticRelease(seed: 1)
        change(&release)
        var judge = ReleaseJudge(settings)
        for second in 0..<seconds { judge.take(release.second(second)) }
        return VerdictWording(judge)
    }

    private func expect(
        _ sentence: String,
        _ pattern: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let matches = sentence.wholeMatch(of: try Regex(pattern)) != nil
        #expect(matches, "\(sentence)", sourceLocation: location)
    }

    @Test func `a rollback tells effect, range, time, cost and certainty`() throws {
        let sentence = words(settings(), seconds: 300) { $0.canaryErrors = 0.05 }.sentence
        try expect(
            sentence,
            #"ROLLED BACK after \d+ s at 25%: errors [\d.]+% vs [\d.]+% \([\d.]+x, 99% interval "#
                + #"[\d.]+-[\d.]+x\)\. About \d+ extra failed requests\. Evidence [\d.,]+:1; "#
                + #"a good release shows this less than once in [\d,]+ rollouts\..*"#
        )
    }

    @Test func `a slow release is told in milliseconds`() throws {
        let sentence = words(settings(), seconds: 300) { $0.slowdown = 1.5 }.sentence
        try expect(
            sentence,
            #"ROLLED BACK after \d+ s at 25%: p\d\d [\d.]+ ms vs [\d.]+ ms \([\d.]+x.*"#
                + #"extra failed requests?\. Evidence .*"#
        )
    }

    @Test func `a judge that only observes says what it would have done`() {
        var settings = settings()
        settings.observesOnly = true
        let sentence = words(settings, seconds: 300) { $0.canaryErrors = 0.05 }.sentence
        #expect(sentence.hasPrefix("WOULD HAVE ROLLED BACK after "))
    }

    @Test func `an unrehearsed verdict says so`() {
        let words = words(settings(rehearsed: false), seconds: 300) { $0.canaryErrors = 0.2 }
        #expect(words.sentence.hasSuffix("Unrehearsed: the promise is weaker."))
        #expect(words.basis.hasPrefix("Unrehearsed: no fake release was tried"))
    }

    @Test func `the basis tells the fake releases and the length of a vote`() {
        #expect(
            words(settings(), seconds: 0) { _ in }.basis
                == "Rehearsed on 10 fake releases of 6 h (last week): one vote per 1 s."
        )
    }

    @Test func `a hold tells when more will be known`() throws {
        var release = SyntheticRelease(seed: 3)
        release.canaryErrors = 0.03
        var judge = ReleaseJudge(settings())
        for second in 0..<300 where judge.finding == .go { judge.take(release.second(second)) }
        try #require(judge.finding == .hold)
        let sentence = VerdictWording(judge).sentence
        try expect(
            sentence,
            #"HOLD at 25%: errors .*, evidence [\d.]+:1\. Ramp frozen; "#
                + #"at this traffic about .* more decides\..*"#
        )
    }

    @Test func `a hold by the ranges alone says that the votes do not decide`() throws {
        var settings = settings()
        settings.calibration.slowLimits = [.p99: 1_000, .p95: 1_000]
        settings.weights[.p50Share] = 0
        settings.weights[.p50Excess] = 0
        let sentence = words(settings, seconds: 60) { $0.slowdown = 2 }.sentence
        try expect(
            sentence,
            #"HOLD at 25%: p99 .*, beyond what is tolerated\. p95 \d+ ms vs \d+ ms \(\dx, 99% "#
                + #"interval [\d.]+-[\d.]+x\), beyond what is tolerated\. The votes do not "#
                + #"decide: requests were as slow before\. A person does\."#
        )
    }

    @Test func `a hold without evidence tells what is wrong with the traffic`() {
        var judge = ReleaseJudge(settings())
        judge.take(
            SecondCounts(
                second: 0,
                weight: 0.25,
                canary: ArmCounts(requests: 5),
                baseline: ArmCounts(requests: 15)
            )
        )
        judge.pass(to: 8)
        #expect(VerdictWording(judge).sentence == "HOLD at 25%: Nothing was measured for 7 s.")
    }

    @Test func `too few requests are told as such`() throws {
        let sentence = words(settings(), seconds: 60) { $0.requestsPerSecond = 0.8 }.sentence
        try expect(
            sentence,
            #"NOT ENOUGH DATA: \d+ canary requests? in 1 m; could not yet see even a "#
                + #"10x regression\. .*"#
        )
    }

    @Test func `an advance tells what it excludes`() throws {
        let words = words(settings(), seconds: 300) { $0.requestsPerSecond = 800 }
        let sentence = words.advance(to: 0.5)
        try expect(
            sentence,
            #"GO 25% to 50%: not worse than 2x on errors, p95, p99 \(95%\), after .*\. "#
                + #"Still possible: up to [\d.]+x errors\."#
        )
    }

    @Test func `an advance without proof says what is not excluded`() {
        let sentence = words(settings(), seconds: 15) { _ in }.advance(to: 0.5)
        #expect(sentence.contains("Not yet excluded: 2x on "), "\(sentence)")
    }

    @Test func `warm-up and full weight are told`() {
        let warm = words(settings(warmUp: 120), seconds: 40) { _ in }.sentence
        #expect(warm == "WARMING UP at 25%: for another 1 m 20 s only a crash counts.")
        let full = words(settings(), seconds: 40) { $0.weight = 1 }.sentence
        #expect(full.hasPrefix("GO at 100%: there is no concurrent control any more"))
    }

    @Test func `no verdict promises health or names a p-value`() {
        let all = [0.01, 0.02, 0.05, 1].flatMap { errors in
            [20, 150, 300].map { seconds in
                words(settings(), seconds: seconds) { $0.canaryErrors = errors }.sentence
            }
        }
        for sentence in all {
            #expect(!sentence.contains("healthy"))
            #expect(!sentence.contains("p <"))
            #expect(!sentence.contains("?"))
            #expect(!sentence.contains("!"))
        }
    }

    @Test func `numbers are short`() {
        #expect(VerdictWording.percent(0.021) == "2.1%")
        #expect(VerdictWording.percent(0.0005) == "0.05%")
        #expect(VerdictWording.percent(1) == "100%")
        #expect(VerdictWording.odds(310.4) == "310:1")
        #expect(VerdictWording.odds(7e250) == "more than 1,000,000:1")
        #expect(VerdictWording.rollouts(317) == "310")
        #expect(VerdictWording.rollouts(1e9) == "1,000,000")
    }
}
