import RolloutCore

/// Two releases of one service beside each other.
package struct ReleaseComparison: Sendable, Hashable {
    /// One thing that both have, or one of them.
    package struct Row: Sendable, Hashable, Codable {
        /// What it is about.
        package var part: Part
        /// Its name within the part.
        package var name: String
        /// As it was in the first; `–` where it has none.
        package var first: String
        /// As it was in the second.
        package var second: String
        /// From the first to the second; empty where that means nothing.
        package var change: String
    }

    /// What a row is about, in the order in which rows are shown.
    package enum Part: String, Sendable, Hashable, Codable, CaseIterable {
        case release
        case time = "time per step"
        case verdicts = "worst verdicts"
        case requests
        case weights = "canary at each weight"
        case plan
    }

    /// The releases' numbers.
    package let names: (first: String, second: String)
    /// Everything, in the order of ``Part``.
    package let rows: [Row]

    /// Compares two reports; of other services than the same it makes little sense.
    package init(_ first: ReleaseReport, _ second: ReleaseReport) {
        let numbers = [first, second].map(\.start.release.description)
        let isSame = numbers[0] == numbers[1]
        names = isSame ? ("1st \(numbers[0])", "2nd \(numbers[1])") : (numbers[0], numbers[1])
        rows =
            Self.releases(first, second) + Self.times(first, second)
            + Self.verdicts(first, second) + Self.requests(first, second)
            + Self.weights(first, second) + Self.plans(first.plan, second.plan)
    }

    package static func == (left: ReleaseComparison, right: ReleaseComparison) -> Bool {
        left.names == right.names && left.rows == right.rows
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(rows) }
}

extension ReleaseComparison {
    /// What stands where one of the releases has nothing.
    static let nothing = "–"

    private static func row(
        _ part: Part,
        _ name: String,
        _ first: String?,
        _ second: String?,
        change: String = ""
    ) -> Row {
        Row(
            part: part,
            name: name,
            first: first ?? nothing,
            second: second ?? nothing,
            change: change
        )
    }

    private static func releases(_ first: ReleaseReport, _ second: ReleaseReport) -> [Row] {
        [
            row(.release, "revision", first.plan.canary.label, second.plan.canary.label),
            row(
                .release,
                "digest",
                ReleaseReport.short(first.plan.canary.digest.rawValue),
                ReleaseReport.short(second.plan.canary.digest.rawValue)
            ),
            row(.release, "before it", first.stableLabel, second.stableLabel),
            row(.release, "environment", first.plan.environment, second.plan.environment),
            row(.release, "outcome", first.verdictWord, second.verdictWord),
            row(.release, "cause", first.wayBack?.cause.sentence, second.wayBack?.cause.sentence),
            row(.release, "started by", first.start.by.name, second.start.by.name),
            row(.release, "began", first.began.dayAndTime, second.began.dayAndTime),
            row(
                .release,
                "took",
                first.duration.spoken,
                second.duration.spoken,
                change: change(first.duration, second.duration)
            ),
        ].filter { $0.first != nothing || $0.second != nothing }
    }

    private static func times(_ first: ReleaseReport, _ second: ReleaseReport) -> [Row] {
        let steps = first.times.map(\.step) + second.times.map(\.step)
        var seen: Set<ReportStep> = []
        let order = steps.filter { seen.insert($0).inserted }.sorted { $0.place < $1.place }
        return order.flatMap { step -> [Row] in
            let one = first.times.first { $0.step == step }
            let two = second.times.first { $0.step == step }
            var rows = [
                row(
                    .time,
                    step.name,
                    one?.total.spoken,
                    two?.total.spoken,
                    change: change(one?.total, two?.total)
                )
            ]
            let waited = [one?.person, two?.person].compactMap(\.self)
            if waited.contains(where: { $0 >= .seconds(1) }) {
                rows.append(
                    row(
                        .time,
                        "\(step.name), for a person",
                        one?.person.spoken,
                        two?.person.spoken,
                        change: change(one?.person, two?.person)
                    )
                )
            }
            return rows
        }
    }

    private static func verdicts(_ first: ReleaseReport, _ second: ReleaseReport) -> [Row] {
        let names = first.plan.criteria.map(\.metric) + second.plan.criteria.map(\.metric)
        var seen: Set<MetricName> = []
        return names.filter { seen.insert($0).inserted }.compactMap { metric in
            let one = first.worst[metric]?.kind
            let two = second.worst[metric]?.kind
            guard one != nil || two != nil else { return nil }
            return row(.verdicts, metric.rawValue, one?.word, two?.word)
        }
    }

    private static func requests(_ first: ReleaseReport, _ second: ReleaseReport) -> [Row] {
        func extra(_ cost: RequestCost) -> String? {
            cost.extraErrors.map { "about \(max(0, Int($0.rounded())).grouped)" }
        }
        return [
            row(
                .requests,
                "on the canary",
                first.cost.canaryRequests.grouped,
                second.cost.canaryRequests.grouped
            ),
            row(
                .requests,
                "failed on the canary",
                first.cost.canaryErrors.grouped,
                second.cost.canaryErrors.grouped
            ),
            row(.requests, "extra failed", extra(first.cost), extra(second.cost)),
        ]
    }

    private static func weights(_ first: ReleaseReport, _ second: ReleaseReport) -> [Row] {
        let ours = first.canaryTraffic
        let theirs = second.canaryTraffic
        return Set(ours.keys).union(theirs.keys).sorted().flatMap { weight -> [Row] in
            let (one, two) = (ours[weight], theirs[weight])
            func row(_ name: String, _ unit: String, _ value: (Traffic) -> Double?) -> Row {
                let (old, new) = (one.flatMap(value), two.flatMap(value))
                return Self.row(
                    .weights,
                    "\(weight) \(name)",
                    old?.shown(in: unit),
                    new?.shown(in: unit),
                    change: change(old, new, unit: unit)
                )
            }
            return [
                row("error rate", "%", \.errorRate),
                row("p95", "ms") { $0.latency.milliseconds(atQuantile: 0.95) },
                row("p99", "ms") { $0.latency.milliseconds(atQuantile: 0.99) },
            ]
        }
    }

    private static func plans(_ first: Plan, _ second: Plan) -> [Row] {
        PlanDifference(from: first, to: second).changes.map { change in
            row(
                .plan,
                "\(change.part.rawValue): \(change.name)",
                change.old.map { ReleaseReport.short($0) },
                change.new.map { ReleaseReport.short($0) }
            )
        }
    }

    private static func change(_ first: Duration?, _ second: Duration?) -> String {
        guard let first, let second, first != second else { return "" }
        return second > first ? "+\((second - first).spoken)" : (second - first).spoken
    }

    private static func change(_ first: Double?, _ second: Double?, unit: String) -> String {
        guard let first, let second else { return "" }
        let sign = second >= first ? "+" : "-"
        if unit == "%" {
            return sign + (second - first).magnitude.formatted(digits: 2) + " points"
        }
        guard first > 0 else { return "" }
        return sign + ((second - first).magnitude / first * 100).formatted(digits: 0) + "%"
    }
}

extension ReportStep {
    /// The order in which releases come to their steps.
    fileprivate var place: Int {
        switch self {
        case .preflight: 0
        case .rehearsal: 1
        case .expand: 2
        case .start: 3
        case .workers: 4
        case .weight(let weight): 10 + weight.hundredths
        case .warm: 20_000
        case .retire: 20_001
        case .contract: 20_002
        case .rollback: 20_003
        }
    }
}

extension ReleaseReport {
    /// What the canary served at each weight at which it had requests, all visits together.
    fileprivate var canaryTraffic: [Weight: Traffic] {
        figures.reduce(into: [:]) { sums, figure in
            guard figure.weight > .zero, figure.canary.requests > 0 else { return }
            sums[figure.weight, default: Traffic()].add(figure.canary)
        }
    }
}
