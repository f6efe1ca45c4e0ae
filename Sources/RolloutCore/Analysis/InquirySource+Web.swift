/// Where something is asked over HTTP, and as whom.
package struct WebPlace: Sendable, Hashable, Codable {
    /// Host and port, `127.0.0.1:9090`; a name is looked up each time.
    package var endpoint: String
    /// What comes behind it: empty, or a path that begins with `/`.
    package var path: String
    /// How one shows who one is.
    package var access: Access

    /// A place that anyone may ask, unless said otherwise.
    package init(endpoint: String, path: String = "", access: Access = Access()) {
        self.endpoint = endpoint
        self.path = path
        self.access = access
    }
}

/// An instant query to Prometheus; for counters a bare selector, without `rate` and `sum`.
package struct PrometheusQuery: Sendable, Hashable, Codable {
    /// The server; its path is what comes before `/api/v1`.
    package var server: WebPlace
    /// PromQL whose value is the number.
    package var query: String
    /// For shares: PromQL of what it is a part of.
    package var over: String?
    /// The label whose value is a revision's label, or the address of one of its instances.
    package var label: String?

    /// A question for a number, or for a part and its whole.
    package init(server: WebPlace, query: String, over: String? = nil, label: String? = nil) {
        self.server = server
        self.query = query
        self.over = over
        self.label = label
    }
}

/// A number somewhere in a JSON document.
package struct JSONQuery: Sendable, Hashable, Codable {
    /// Where the document is.
    package var server: WebPlace
    /// The way to the number, such as `queues[0].waiting`; empty for the document itself.
    package var value: String
    /// For shares: the way to what it is a part of.
    package var over: String?

    /// A question for a number, or for a part and its whole.
    package init(server: WebPlace, value: String, over: String? = nil) {
        self.server = server
        self.value = value
        self.over = over
    }
}

/// Messages of one queue.
package struct RabbitMQQuery: Sendable, Hashable, Codable {
    /// The management interface; its path is what comes before `/api`.
    package var server: WebPlace
    /// The virtual host, `/` by default there.
    package var virtualHost: String
    /// The queue's name.
    package var queue: String
    /// Which of its messages.
    package var count: QueueCount

    /// A question for the messages that wait, unless said otherwise.
    package init(
        server: WebPlace,
        virtualHost: String = "/",
        queue: String,
        count: QueueCount = .waiting
    ) {
        self.server = server
        self.virtualHost = virtualHost
        self.queue = queue
        self.count = count
    }
}
