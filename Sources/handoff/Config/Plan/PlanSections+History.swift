import RolloutCore

extension PlanSections {
    /// Where the past of the service is known from, beside what was observed here.
    static var history: Section<JudgePlan> {
        Section(
            keys: [
                Key(
                    "prometheus",
                    \.history,
                    prometheusHistory,
                    "A Prometheus server with counters of each instance."
                )
            ],
            rules: []
        )
    }

    private static var prometheusHistory: Kind<PrometheusHistory> {
        let start = PrometheusHistory(server: WebPlace(endpoint: ""), requests: "", errors: "")
        let section = Section<PrometheusHistory>(
            keys: [
                server(\.server, "127.0.0.1:9090"),
                Key(
                    "requests",
                    \.requests,
                    question("PromQL such as 'sum by (instance) (http_requests_total)'"),
                    isRequired: true,
                    "PromQL of a counter of requests for each instance, without `rate`."
                ),
                Key(
                    "errors",
                    \.errors,
                    question("PromQL such as 'sum by (instance) (http_errors_total)'"),
                    isRequired: true,
                    "PromQL of a counter of the failed ones among them, likewise."
                ),
                Key(
                    "label",
                    \.label,
                    .text(
                        "the name of a label, such as instance",
                        pattern: "^[A-Za-z_][A-Za-z0-9_]*$"
                    ) { $0.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil },
                    "The label that tells instances apart, `instance` when absent."
                ),
                Key(
                    "step",
                    \.pace,
                    .duration(.seconds(1)...(.seconds(60)), such: "15s"),
                    "Time between two readings; votes are never shorter."
                ),
            ] + accessKeys(\.server.access, hasToken: true),
            rules: accessRules(\.server.access)
        )
        return .section(start, section)
    }
}

extension PrometheusHistory {
    fileprivate var pace: Duration {
        get { .seconds(step) }
        set { step = max(1, Int(newValue.components.seconds)) }
    }
}
