/// The rows about failed requests.
extension Row {
    /// Releases that are worse.
    static let worseErrors: [Row] = [
        constant("100% errors, 1 rps, 5%", 1, 0.05, 0.01, 100, .median(atMost: 60)),
        constant("1%→20%, 10 rps, 5%", 10, 0.05, 0.01, 20, .median(atMost: 65)),
        constant("1%→2%, 100 rps, 5%", 100, 0.05, 0.01, 2, .median(atMost: 720)),
        constant("1%→10%, 100 rps, 5%", 100, 0.05, 0.01, 10, .median(atMost: 18), isQuick: true),
        constant("0.1%→5%, 100 rps, 25%", 100, 0.25, 0.001, 50),
        constant("1%→1.5%, 1000 rps, 25%", 1_000, 0.25, 0.01, 1.5, .median(atMost: 90)),
        constant("1%→2%, 1000 rps, 5%", 1_000, 0.05, 0.01, 2, .median(atMost: 70)),
        constant("0.1%→0.5%, 1000 rps, 25%", 1_000, 0.25, 0.001, 5, .median(atMost: 23)),
        constant("1%→50%, 1000 rps, 50%", 1_000, 0.5, 0.01, 50, .median(atMost: 3), isQuick: true),
        constant("1%→2%, 20000 rps, 5%", 20_000, 0.05, 0.01, 2, .median(atMost: 13)),
        constant("0.05%→0.2%, 20000 rps, 1%", 20_000, 0.01, 0.0005, 4),
        constant("1%→2%, 20000 rps, 50%", 20_000, 0.5, 0.01, 2),
        late("late: 1%→2% at 20 min of 5/25/50 ramp, 1000 rps", 2, onset: 1_200, .step, 55),
        late("leak: ×1→×5 over 30 min of ramp, 1000 rps", 5, onset: 300, .leak, nil),
        burst("clumped errors, 1%→3%, 1000 rps, 5%", 0.05, .clumps(size: 20, share: 0.5), 50),
        burst(
            "sticky bursts, 1%→3%, 1000 rps, 25%",
            0.25,
            .sticky(size: 3, seconds: 20, share: 0.3),
            300
        ),
        burst(
            "beta-binomial ρ=0.005, 1%→3%, 1000 rps, 25%",
            0.25,
            .noisy(correlation: 0.005, instances: 1),
            22,
            earlier: .init(count: 10, seconds: 3_600)
        ),
    ]

    /// Releases as good as the stable revision.
    static let alikeErrors: [Row] = [
        alike("A/A independent, 1 rps", 1),
        alike("A/A independent, 20 rps", 20),
        alike("A/A independent, 1000 rps", 1_000, isQuick: true),
        alike("A/A independent, 20000 rps", 20_000),
        alike("A/A rare errors 0.005%, 1000 rps", 1_000, failing: 5e-5),
        noisy("A/A beta-binomial ρ=0.001, whole arms", 0.001, instances: 1),
        noisy("A/A beta-binomial ρ=0.005, whole arms", 0.005, instances: 1),
        noisy("A/A beta-binomial ρ=0.02, whole arms", 0.02, instances: 1),
        noisy("A/A beta-binomial ρ=0.02, ten instances", 0.02, instances: 10),
        unforeseen("A/A beta-binomial ρ=0.005, whole arms, rehearsed on instances", 0.005),
        unforeseen(
            "A/A beta-binomial ρ=0.005, whole arms, instances and 1 release of 10 min",
            0.005,
            earlier: .init(count: 1, seconds: 600)
        ),
        unforeseen(
            "A/A beta-binomial ρ=0.005, whole arms, instances and 3 releases of 20 min",
            0.005,
            earlier: .init(count: 3, seconds: 1_200)
        ),
        alike("A/A clumps of 20, 1000 rps", 1_000, .clumps(size: 20, share: 0.5), isQuick: true),
        alike("A/A clumps of 20, 50 rps", 50, .clumps(size: 20, share: 0.5)),
        alike(
            "A/A sticky bursts 3/s × 20 s, 1000 rps",
            1_000,
            .sticky(size: 3, seconds: 20, share: 0.3)
        ),
        alike(
            "A/A sticky bursts 20/s × 20 s, 1000 rps",
            1_000,
            .sticky(size: 20, seconds: 20, share: 0.5)
        ),
        alike(
            "A/A sticky bursts 5/s × 10 s, 50 rps",
            50,
            .sticky(size: 5, seconds: 10, share: 0.5)
        ),
        alike(
            "A/A sticky bursts 5/s × 10 s, 50 rps, 6 h rehearsal",
            50,
            .sticky(size: 5, seconds: 10, share: 0.5),
            historyHours: 6
        ),
        alike("A/A shared outages (both 30% for 60 s, 4/h)", 1_000, .outages(perHour: 4)),
        alike("A/A diurnal ×0.2–×1.8 traffic and errors", 500, isDiurnal: true),
    ]

    private static func constant(
        _ name: String,
        _ requestsPerSecond: Double,
        _ weight: Double,
        _ failing: Double,
        _ ratio: Double,
        _ bar: Bar? = nil,
        isQuick: Bool = false
    ) -> Row {
        var scenario = ErrorScenario(
            requestsPerSecond: requestsPerSecond,
            schedule: .constant(weight),
            failing: failing
        )
        scenario.ratio = ratio
        var bars = bar.map { [$0] } ?? []
        // Below 5 s the length of a vote decides, not the information.
        if let bound = scenario.informationBound, bound >= 5 { bars.append(.ratio(atMost: 3.5)) }
        return Row(name: name, scenario: .errors(scenario), bars: bars, isQuick: isQuick)
    }

    private static func late(
        _ name: String,
        _ ratio: Double,
        onset: Int,
        _ course: ErrorScenario.Course,
        _ median: Double?
    ) -> Row {
        var scenario = ErrorScenario(requestsPerSecond: 1_000, schedule: .ramp, failing: 0.01)
        scenario.ratio = ratio
        scenario.onset = onset
        scenario.course = course
        let bars = median.map { [Bar.median(atMost: $0)] } ?? []
        return Row(name: name, scenario: .errors(scenario), bars: bars)
    }

    private static func burst(
        _ name: String,
        _ weight: Double,
        _ pattern: ErrorScenario.Pattern,
        _ median: Double,
        earlier: ErrorScenario.Earlier? = nil
    ) -> Row {
        var scenario = ErrorScenario(
            requestsPerSecond: 1_000,
            schedule: .constant(weight),
            failing: 0.01
        )
        scenario.ratio = 3
        scenario.pattern = pattern
        scenario.earlier = earlier
        return Row(name: name, scenario: .errors(scenario), bars: [.median(atMost: median)])
    }

    /// Instances that waver for themselves, or arms that waver as wholes.
    private static func noisy(_ name: String, _ correlation: Double, instances: Int) -> Row {
        let pattern = ErrorScenario.Pattern.noisy(correlation: correlation, instances: instances)
        let earlier = instances == 1 ? ErrorScenario.Earlier(count: 10, seconds: 3_600) : nil
        return alike(name, 1_000, pattern, earlier: earlier)
    }

    /// Without a bar: no rehearsal on instances can foresee arms that waver as wholes, and a few
    /// earlier releases can only in part.
    private static func unforeseen(
        _ name: String,
        _ correlation: Double,
        earlier: ErrorScenario.Earlier? = nil
    ) -> Row {
        let pattern = ErrorScenario.Pattern.noisy(correlation: correlation, instances: 1)
        var row = alike(name, 1_000, pattern, earlier: earlier)
        row.bars = []
        return row
    }

    private static func alike(
        _ name: String,
        _ requestsPerSecond: Double,
        _ pattern: ErrorScenario.Pattern = .independent,
        failing: Double = 0.01,
        isDiurnal: Bool = false,
        historyHours: Int = 1,
        earlier: ErrorScenario.Earlier? = nil,
        isQuick: Bool = false
    ) -> Row {
        var scenario = ErrorScenario(
            requestsPerSecond: requestsPerSecond,
            schedule: .ramp,
            failing: failing
        )
        scenario.pattern = pattern
        scenario.isDiurnal = isDiurnal
        scenario.historySeconds = 3_600 * historyHours
        scenario.earlier = earlier
        let bars: [Bar] = [
            .falseRollbacks(atMost: historyHours > 1 ? 0.01 : 0.015), .holds(atMost: 0.05),
        ]
        return Row(name: name, scenario: .errors(scenario), bars: bars, isQuick: isQuick)
    }
}
