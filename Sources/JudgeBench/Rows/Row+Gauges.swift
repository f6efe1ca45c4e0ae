/// The rows about numbers that no split tells apart, all after a day of history.
extension Row {
    /// Good releases, then worse ones; "rollback" is the level that still needs corroboration.
    static let gauges: [Row] = [
        gauge("A/A queue backlog", .backlog(capacity: 1), .holds(atMost: 0.03)),
        gauge(
            "A/A database connections",
            .connections(holding: 1, leak: 0),
            .holds(atMost: 0.03)
        ),
        gauge("A/A webhook failures", .webhooks(failing: 0.005), .holds(atMost: 0.03)),
        gauge(
            "backlog: capacity to 50% of arrivals",
            .backlog(capacity: 0.5 / 1.69),
            .medianHold(atMost: 75)
        ),
        gauge("backlog: capacity to 95% of arrivals", .backlog(capacity: 0.95 / 1.69)),
        gauge("connections: held ×1.5", .connections(holding: 1.5, leak: 0)),
        gauge(
            "connections: held ×3",
            .connections(holding: 3, leak: 0),
            .medianHold(atMost: 75)
        ),
        gauge("connections: leak of 3 a minute", .connections(holding: 1, leak: 0.05)),
        gauge("webhooks: 0.5%→5%", .webhooks(failing: 0.05)),
        gauge(
            "webhooks: 0.5%→30%",
            .webhooks(failing: 0.3),
            .medianHold(atMost: 75),
            isQuick: true
        ),
    ]

    private static func gauge(
        _ name: String,
        _ gauge: GaugeScenario.Gauge,
        _ bar: Bar? = nil,
        isQuick: Bool = false
    ) -> Row {
        Row(
            name: name,
            scenario: .gauge(GaugeScenario(gauge: gauge)),
            bars: bar.map { [$0] } ?? [],
            isQuick: isQuick
        )
    }
}
