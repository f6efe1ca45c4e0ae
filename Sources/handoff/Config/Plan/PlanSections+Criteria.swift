import RolloutCore

/// Rows that several metrics share.
extension PlanSections {
    /// The row for the tolerated difference of a share.
    static func points<Draft>(_ path: WritableKeyPath<Draft, Double?>) -> Key<Draft> {
        Key(
            "worseBy",
            path,
            Kind<Double>.number("percentage points without a unit, such as 1.0", upTo: 100).orOff,
            "A plain limit: how many percentage points worse than stable it may be."
        )
    }

    /// The row for the ceiling of a share.
    static func ceiling<Draft>(_ path: WritableKeyPath<Draft, Double?>) -> Key<Draft> {
        Key(
            "above",
            path,
            Kind<Double>.percent("a share, such as 5%", upTo: 100).orOff,
            "The share it may not exceed whatever stable does."
        )
    }

    /// What a level is counted in.
    static var unit: Kind<String> {
        .text("a short unit, such as jobs") { $0.count <= 12 }
    }

    /// The name of a family in OpenMetrics text.
    static func family(_ example: String) -> Kind<String> {
        .text(
            "the name of a metric, such as \(example)",
            pattern: "^[A-Za-z_:][A-Za-z0-9_:]*$"
        ) { $0.wholeMatch(of: #/[A-Za-z_:][A-Za-z0-9_:]*/#) != nil }
    }

    /// The row that says where the numbers come from; none for the router's records.
    static func fromKeys(_ shape: Shape?) -> [Key<Criterion>] {
        guard let shape else { return [] }
        let origin = Kind.section(OriginDraft(), origin(shape))
        return [Key("from", \.origin, origin, "Where the numbers come from.")]
    }

    /// The conditions that a finished criterion's source meets.
    static func inquiryRules<Draft>(_ finished: KeyPath<Draft, Criterion>) -> [Rule<Draft>] {
        [
            Rule(at: "staleness", "from") { draft in
                let criterion = draft[keyPath: finished]
                guard let inquiry = criterion.measure.inquiry else { return nil }
                let longest = inquiry.every + inquiry.timeout
                guard criterion.staleness < longest else { return nil }
                let enough = Duration.seconds(Int((longest.milliseconds / 1_000).rounded(.up)))
                return "a number may be \(longest.spoken) old before the next one comes, and "
                    + "`staleness` is \(criterion.staleness.spelled). Write at least "
                    + "\(enough.spelled), or a shorter `every` or `timeout`."
            },
            Rule(at: "window", "from") { draft in
                let criterion = draft[keyPath: finished]
                guard let every = criterion.measure.inquiry?.every else { return nil }
                let enough = every * CriterionJudge.readingsInRow
                guard criterion.window < enough else { return nil }
                return "it takes \(CriterionJudge.readingsInRow) numbers to be worse, and "
                    + "`window` (\(criterion.window.spelled)) has fewer at one every "
                    + "\(every.spelled). Write at least \(enough.spelled), or a shorter `every`."
            },
            Rule(at: "from") { draft in
                let measure = draft[keyPath: finished].measure
                guard case .failureShare(let origin) = measure, origin.isPerRevision == false
                else { return nil }
                return "failures are judged for each revision, and this source gives one number "
                    + "for both. Put {revision} where its question names the revision, or give "
                    + "`prometheus` a `label`."
            },
        ]
    }

    /// What is said of numbers for each revision from a source that has one for both.
    static let oneForBoth =
        "this source gives one number for both revisions. Put {revision} where its question names "
        + "the revision, or remove `perRevision`."

    /// The rows every criterion has.
    static func commonKeys<Draft>(_ criterion: WritableKeyPath<Draft, Criterion>) -> [Key<Draft>] {
        let longest = Duration.seconds(MetricWindow.capacity)
        return [
            Key(
                "minimumSamples",
                criterion.appending(path: \.minimumSamples),
                .whole(1...1_000_000),
                "The canary's requests, deliveries or readings before anything is said."
            ),
            Key(
                "window",
                criterion.appending(path: \.window),
                .duration(.seconds(1)...longest, such: "60s"),
                "How far back the judgement looks."
            ),
            Key(
                "staleness",
                criterion.appending(path: \.staleness),
                .duration(.seconds(1)...longest, such: "5s"),
                "How old the newest number may be before the verdict is unmeasured."
            ),
            Key(
                "onWorse",
                criterion.appending(path: \.onWorse),
                .word(.rollback, .hold, .page),
                "What happens when it is worse."
            ),
            Key(
                "observeOnly",
                criterion.appending(path: \.isObserveOnly),
                .flag,
                "Whether it is judged and shown without effect on the release."
            ),
        ]
    }

    /// The conditions every criterion meets.
    static func commonRules<Draft>(_ path: WritableKeyPath<Draft, Criterion>) -> [Rule<Draft>] {
        [
            Rule(at: "tolerate", "worseBy", "above") { draft in
                let criterion = draft[keyPath: path]
                guard criterion.tolerate == nil, criterion.worseBy == nil, criterion.above == nil
                else { return nil }
                let choice =
                    switch criterion.measure {
                    case .errorRate, .latency: "`tolerate` or `above`"
                    case .failureShare: "`worseBy` or `above`"
                    case .saturation, .sharedLevel, .level: "`above`"
                    }
                return "this criterion has no limit, so it could never be worse. Write \(choice)."
            },
            Rule(at: "staleness", "window") { draft in
                let criterion = draft[keyPath: path]
                guard criterion.staleness > criterion.window else { return nil }
                return "`staleness` (\(criterion.staleness.spelled)) is longer than `window` "
                    + "(\(criterion.window.spelled)), so stale numbers would count as fresh. "
                    + "Write at most \(criterion.window.spelled)."
            },
        ]
    }
}
