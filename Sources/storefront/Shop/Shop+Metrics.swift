extension Shop {
    /// The counts of this instance and the state of the queue, for a scraper.
    ///
    /// What cannot be measured now is left out: a zero would be believed.
    func metricsPage() async -> Response {
        var text = OpenMetricsText()
        addRequests(metrics.snapshot, to: &text)
        await addQueue(to: &text)
        addResources(to: &text)
        text.info(
            "storefront_build",
            help: "The build that is running.",
            [("version", build.version), ("defect", build.defect?.rawValue ?? "")]
        )
        return Response(200, type: OpenMetricsText.contentType, text.text)
    }

    private func addRequests(_ counts: Metrics.Snapshot, to text: inout OpenMetricsText) {
        let requests = counts.requests.sorted {
            ($0.key.route, $0.key.code) < ($1.key.route, $1.key.code)
        }
        text.counter(
            "http_requests",
            help: "Requests answered.",
            requests.map { kind, count in
                ([("route", kind.route), ("code", String(kind.code))], count)
            }
        )
        text.histogram(
            "http_request_duration_seconds",
            help: "Time from a request's last byte to its answer, streams left out.",
            counts.durations
        )
        text.counter(
            "webhook_deliveries",
            help: "Genuine payment webhooks received.",
            [([], counts.webhookDeliveries)]
        )
        text.counter(
            "webhook_failures",
            help: "Genuine payment webhooks not accepted.",
            [([], counts.webhookFailures)]
        )
        text.counter(
            "orders_shown",
            help: "Order pages, by the checkout they showed.",
            Checkout.allCases.map { ([("checkout", $0.rawValue)], counts.checkouts[$0] ?? 0) }
        )
        text.counter(
            "webhook_forgeries",
            help: "Payment webhooks whose signature did not fit.",
            [([], counts.webhookForgeries)]
        )
    }

    private func addQueue(to text: inout OpenMetricsText) async {
        guard let store = try? access.store(),
            let depth = try? await JobQueue(store: store).depth()
        else { return }
        text.gauge(
            "jobs_waiting",
            help: "Jobs that no worker holds.",
            Double(depth.waiting)
        )
        text.gauge(
            "jobs_oldest_age_seconds",
            unit: "seconds",
            help: "Age of the oldest waiting job.",
            depth.oldestAgeSeconds
        )
    }

    private func addResources(to text: inout OpenMetricsText) {
        text.gauge(
            "db_connections_used",
            help: "Database connections in use.",
            Double(access.checkouts.used)
        )
        text.gauge(
            "db_connections_limit",
            help: "Database connections that may be in use.",
            Double(access.checkouts.limit)
        )
        guard let memory = ResidentMemory.bytes else { return }
        text.gauge(
            "process_resident_memory_bytes",
            unit: "bytes",
            help: "Resident memory.",
            memory
        )
    }
}
