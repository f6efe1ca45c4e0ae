import ArgumentParser
import RolloutCore

/// Criteria to judge a recording by that are not those it was judged by.
struct OtherCriteria: ParsableArguments {
    @Option(help: "Judge by the criteria and judge settings of this plan file.")
    var plan: String?

    @Option(
        help: ArgumentHelp(
            "Change one setting, such as errorRate.tolerate=5%; may be repeated.",
            valueName: "name.key=value"
        )
    )
    var criterion: [String] = []

    func validate() throws {
        guard plan != nil || !criterion.isEmpty else {
            throw ValidationError("nothing to judge by. Give --plan or --criterion.")
        }
    }

    /// What the release would have been judged by; a plan file for several environments is read
    /// for that one.
    ///
    /// - Throws: a ``NotDone`` for a setting there is not, and what is wrong with the plan file.
    func applied(to recorded: Plan, in environment: String?) throws -> Plan {
        var plan = recorded
        if let path = self.plan {
            let file = try PlanFile(path: path, environment: environment)
            plan.criteria = file.criteria
            plan.judge = file.judge
        }
        for setting in criterion { try Self.apply(setting, to: &plan) }
        return plan
    }

    /// In words, for a person.
    var name: String {
        ([plan].compactMap { $0 } + criterion).joined(separator: ", ")
    }

    /// Names of the plan file and what they are called on screen.
    private static let names: [String: MetricName] = [
        "errorRate": .errorRate, "p50": MetricName(rawValue: "p50 latency"), "p95": .p95,
        "p99": .p99, "backlog": .backlog, "webhookFailures": .webhookFailures,
        "connections": .connections,
    ]

    private static func apply(_ setting: String, to plan: inout Plan) throws {
        let sides = setting.split(separator: "=", maxSplits: 1).map(String.init)
        let path = sides.first?.split(separator: ".", maxSplits: 1).map(String.init) ?? []
        guard sides.count == 2, path.count == 2 else {
            throw NotDone(
                "not judged: --criterion is `\(setting)`. Write name.key=value, such as "
                    + "errorRate.tolerate=5%."
            )
        }
        let metric = names[path[0]] ?? MetricName(rawValue: path[0])
        guard let place = plan.criteria.firstIndex(where: { $0.metric == metric }) else {
            let known = plan.criteria.map { criterion in
                names.first { $0.value == criterion.metric }?.key ?? criterion.metric.rawValue
            }
            throw NotDone(
                "not judged: the recorded plan has no criterion `\(path[0])`, only "
                    + "\(known.spokenList). Name one of them, or give --plan."
            )
        }
        try set(path[1], sides[1], of: &plan.criteria[place])
    }

    private static func set(_ key: String, _ value: String, of criterion: inout Criterion) throws {
        let number = value == "off" ? nil : Self.number(value, key)
        let isNumber = value == "off" || number != nil
        switch key {
        case "tolerate" where isNumber: criterion.tolerate = number
        case "worseBy" where isNumber: criterion.worseBy = number
        case "above" where isNumber: criterion.above = number
        case "atLeast" where isNumber: criterion.atLeast = number
        case "minimumSamples":
            guard let count = Int(value), count > 0 else { throw wrong(key, value) }
            criterion.minimumSamples = count
        case "window":
            let longest = Duration.seconds(MetricWindow.capacity)
            guard let window = Duration(spelled: value), window >= .seconds(1), window <= longest
            else { throw wrong(key, value) }
            criterion.window = window
        case "onWorse":
            guard let action = OnWorse(rawValue: value) else { throw wrong(key, value) }
            criterion.onWorse = action
        case "observeOnly":
            guard value == "true" || value == "false" else { throw wrong(key, value) }
            criterion.isObserveOnly = value == "true"
        default: throw wrong(key, value)
        }
    }

    /// A share in percent, a time in milliseconds, or a plain number.
    private static func number(_ text: String, _ key: String) -> Double? {
        if text.hasSuffix("%") { return text.dropLast().decimal }
        if let number = text.decimal { return number }
        return Duration(spelled: text).map(\.milliseconds)
    }

    private static func wrong(_ key: String, _ value: String) -> NotDone {
        NotDone(
            "not judged: `\(key)=\(value)` is no setting of a criterion. There are tolerate, "
                + "worseBy, above and atLeast with a number or off, minimumSamples, window, "
                + "onWorse (rollback, hold, page) and observeOnly (true, false)."
        )
    }
}
