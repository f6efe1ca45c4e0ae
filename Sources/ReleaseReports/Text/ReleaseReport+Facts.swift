import RolloutCore

extension ReleaseReport {
    /// Who, what, where and when.
    var facts: ReportTable {
        let dayOfEnd = end.map { $0.at.day == began.day ? $0.at.clock : $0.at.dayAndTime }
        let rehearsed = rehearsal.map { rehearsal in
            rehearsal.passed ? "rehearsed in \(rehearsal.took.spoken)" : "the rehearsal failed"
        }
        return ReportTable(pairs: [
            ("Service", plan.service.rawValue),
            ("Environment", plan.environment),
            ("Release", start.release.description),
            ("Outcome", verdictWord),
            ("From", plan.stable.map { "\($0.label), \($0.digest)" } ?? "nothing served before"),
            ("To", "\(plan.canary.label), \(plan.canary.digest)"),
            ("Started by", person(start.by)),
            ("Checks passed over", start.override),
            ("Began", began.dayAndTime),
            ("Ended", dayOfEnd.map { "\($0), after \(duration.spoken)" } ?? "not yet"),
            ("Way back", rehearsed),
            ("Steward", stewardWords),
            ("Recorded", "\(entryCount.grouped) entries by handoff \(start.version)"),
        ])
    }

    private var stewardWords: String? {
        guard let last = stewards.last else { return nil }
        let others = stewards.count > 1 ? ", the last of \(stewards.count)" : ""
        return "pid \(last.pid) on \(last.host)\(others)"
    }

    /// A person with the place their word came from.
    func person(_ person: Operator) -> String {
        person == .engine ? "handoff" : "\(person.name) (\(person.via))"
    }

    /// Where the time went, a row for each step and one for all.
    var timeTable: ReportTable {
        let all = times.reduce(into: (Duration.zero, Duration.zero, Duration.zero)) {
            $0.0 += $1.work
            $0.1 += $1.watching
            $0.2 += $1.person
        }
        func row(_ name: String, _ total: Duration, _ parts: [Duration]) -> [String] {
            [name, total.spoken] + parts.map { $0 == .zero ? "–" : $0.spoken }
        }
        let rows = times.map { time in
            row(
                time.step.name + (time.visits > 1 ? " (\(time.visits) times)" : ""),
                time.total,
                [time.work, time.watching, time.person]
            )
        }
        return ReportTable(
            [
                .init("Step"), .init("All", isNumber: true),
                .init("Machine at work", isNumber: true),
                .init("Planned watching", isNumber: true),
                .init("Waiting for a person", isNumber: true),
            ],
            rows + [row("all", all.0 + all.1 + all.2, [all.0, all.1, all.2])]
        )
    }

    /// What both revisions served at each weight.
    var figureTable: ReportTable {
        let served = figures.filter { $0.stable.requests + $0.canary.requests > 0 }
        return ReportTable(
            [
                .init("Canary at"), .init("From"), .init("For", isNumber: true),
                .init("requests", isNumber: true), .init("failed", isNumber: true),
                .init("p95", isNumber: true), .init("p99", isNumber: true),
                .init("requests", isNumber: true), .init("failed", isNumber: true),
                .init("p95", isNumber: true), .init("p99", isNumber: true),
            ],
            served.map { figure in
                [figure.weight.description, figure.from.clock, (figure.to - figure.from).spoken]
                    + Self.words(figure.stable) + Self.words(figure.canary)
            }
        )
    }

    private static func words(_ traffic: Traffic) -> [String] {
        guard traffic.requests > 0 else { return ["–", "–", "–", "–"] }
        let failed =
            traffic.errors == 0
            ? "0" : "\(traffic.errors.grouped) (\((traffic.errorRate ?? 0).shown(in: "%")))"
        let latencies = [0.95, 0.99].map { quantile in
            traffic.latency.milliseconds(atQuantile: quantile)?.shown(in: "ms") ?? "–"
        }
        return [traffic.requests.grouped, failed] + latencies
    }

    /// What the rollback did; nil when there was none.
    var wayBackTable: ReportTable? {
        guard let way = wayBack else { return nil }
        return ReportTable(pairs: [
            ("Why", way.cause.sentence),
            ("Decided", "\(way.decided.clockWithTenths) at \(way.from)"),
            (
                "Traffic back on \(stableLabel)",
                way.returned.map { "after \($0.spoken)" } ?? "no report of 0%"
            ),
            ("Canary instances stopped", way.stopped.grouped),
            ("Requests cut by a drain's limit", way.leftOpen.grouped),
            ("Flags put back", way.flags.isEmpty ? nil : way.flags.spokenList),
            ("Finished", way.finished.map { "after \($0.spoken)" } ?? "not yet"),
            ("Left for a person", way.left),
        ])
    }
}
