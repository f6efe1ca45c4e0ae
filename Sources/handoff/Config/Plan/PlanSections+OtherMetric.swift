import RolloutCore

/// A metric that the person names, while its keys are being read.
///
/// Whether it is a share or a level follows from its source, so its measure is made at the end.
struct OtherMetric {
    var criterion: Criterion
    var origin = OriginDraft()
    var unit: String?
    var isPerRevision: Bool?
    /// The ceiling, and whether it was written with `%`.
    var above: (value: Double, isShare: Bool)?

    /// A metric of that name with nothing else known.
    init(_ name: String) {
        let level = Measure.sharedLevel(OpenMetricsQuery(family: ""), unit: "")
        criterion = Criterion(MetricName(rawValue: name), level, minimumSamples: 5)
    }

    /// The criterion with its measure: a share when it is a part of something, else a level.
    ///
    /// Shares of failures are compared over differences of counters; a use of a limit is read as
    /// it stands. Unless the file says which, a `worseBy` means counters.
    var finished: Criterion {
        var result = criterion
        let from = origin.origin
        if isShare {
            let areCounters = origin.areCounters ?? (criterion.worseBy != nil)
            result.measure = areCounters ? .failureShare(from) : .saturation(from)
        } else {
            let unit = unit ?? ""
            result.measure =
                from.isPerRevision ?? (isPerRevision == true)
                ? .level(from, unit: unit) : .sharedLevel(from, unit: unit)
        }
        result.above = above?.value
        return result
    }

    /// Whether it is a part of something; a command prints what the limits ask for.
    var isShare: Bool {
        origin.isShare ?? (above?.isShare == true || criterion.worseBy != nil)
    }
}

extension PlanSections {
    /// The names a person may give a metric.
    static let otherPattern = "^[A-Za-z][A-Za-z0-9_-]{0,39}$"

    /// The row of a metric that the person names; nil when a known one was meant.
    static func otherMetric(
        _ entry: YAMLNode.Entry,
        known: [String]
    ) -> Key<[Criterion]>? {
        guard entry.key.wholeMatch(of: #/[A-Za-z][A-Za-z0-9_\-]{0,39}/#) != nil else { return nil }
        if known.nearest(to: entry.key) != nil {
            guard case .map(let entries) = entry.value.content,
                entries.contains(where: { $0.key == "from" })
            else { return nil }
        }
        let section = other(entry.key)
        return Key(name: entry.key, note: "", schema: section.schema, paths: []) {
            node,
            criteria,
            reading in
            var metric = OtherMetric(entry.key)
            section.read(node, into: &metric, &reading)
            criteria.append(metric.finished)
        }
    }

    /// The keys of a metric that the person names.
    static func other(_ name: String) -> Section<OtherMetric> {
        Section(
            keys: [
                Key(
                    "from",
                    \.origin,
                    .section(OriginDraft(), origin(.any)),
                    isRequired: true,
                    "Where the numbers come from."
                ),
                points(\.criterion.worseBy),
                Key("above", \.above, limit, "What it may not exceed; with % when it is a share."),
                Key("unit", \.unit, unit, "What it is counted in."),
                Key(
                    "perRevision",
                    \.isPerRevision,
                    .flag,
                    "Whether each revision has its own instead of a shared one."
                ),
            ] + commonKeys(\.criterion),
            rules: otherRules
        )
    }

    private static var limit: Kind<(value: Double, isShare: Bool)> {
        let share = Kind<Double>.percent("a share, such as 5%", upTo: 100)
        let number = Kind<Double>.number("a number, such as 500", upTo: 1e12)
        let expected = "a number such as 500, or a share such as 5%"
        return Kind(expected: expected, schema: ["anyOf": [share.schema, number.schema]]) {
            node,
            reading in
            guard case .scalar(let text, _) = node.content, text.hasSuffix("%") else {
                return number.read(node, &reading).map { ($0, false) }
            }
            return share.read(node, &reading).map { ($0, true) }
        }
    }

    private static var otherRules: [Rule<OtherMetric>] {
        let limits = Rule<OtherMetric>(at: "above", "worseBy") { metric in
            guard metric.above == nil, metric.criterion.worseBy == nil else { return nil }
            let choice = metric.isShare ? "`worseBy` or `above`" : "`above`"
            return "this criterion has no limit, so it could never be worse. Write \(choice)."
        }
        return [
            limits,
            Rule(at: "above", "from") { metric in
                guard let above = metric.above, above.isShare != metric.isShare else {
                    return nil
                }
                return above.isShare
                    ? "`above` is a share of nothing. Add `over` under `from`, or remove the %."
                    : "`above` is a number, and with `over` this is a share. Write it with %, "
                        + "such as 5%."
            },
            Rule(at: "worseBy", "from") { metric in
                guard metric.criterion.worseBy != nil else { return nil }
                if !metric.isShare {
                    return "only shares are compared with stable. Add `over` under `from`, or "
                        + "write `above` instead of `worseBy`."
                }
                guard metric.origin.areCounters == false else { return nil }
                return "only counters are compared with stable. Remove `counters: false`, or "
                    + "write `above` instead of `worseBy`."
            },
            Rule(at: "unit", "from") { metric in
                guard metric.unit != nil, metric.isShare else { return nil }
                return "a share is in %, so `unit` has no meaning here. Remove it."
            },
            Rule(at: "perRevision", "from") { metric in
                guard metric.isPerRevision == false, metric.isShare else { return nil }
                return "a share is measured for each revision. Remove `perRevision`."
            },
            Rule(at: "perRevision", "from") { metric in
                guard metric.isPerRevision == true, metric.origin.origin.isPerRevision == false
                else { return nil }
                return oneForBoth
            },
        ] + inquiryRules(\.finished) + commonRules(\.criterion).dropFirst()
    }
}
