/// Something the service depends on that the release does not change: a payment gateway, mail,
/// another service.
///
/// It gates the start of new instances and each shift, and is never the canary's fault.
package struct ExternalPlan: Sendable, Hashable, Codable {
    /// How its health is asked for.
    package enum Check: Sendable, Hashable, Codable {
        /// GET on the URL; 200 through 299 is healthy.
        case http(String)
        /// A connection to `host:port` that is accepted.
        case tcp(String)
        /// A command that ends with exit status 0.
        case command(DeclaredCommand)
    }

    /// What people call it, such as `payments`.
    package var name: String
    /// How it is asked.
    package var check: Check
    /// Time between two checks.
    @InMicroseconds package var every: Duration
    /// How long one answer may take.
    @InMicroseconds package var timeout: Duration
    /// Failures in a row from which it counts as down.
    package var failures: Int

    /// A dependency that is asked every 5 s, has 3 s to answer, and is down after two failures.
    package init(name: String, check: Check) {
        self.name = name
        self.check = check
        every = .seconds(5)
        timeout = .seconds(3)
        failures = 2
    }
}

/// What is known of a dependency's health.
package struct ExternalReport: Sendable, Hashable, Codable {
    /// Whether it can be relied on.
    package var isUp: Bool
    /// What was seen, in half a sentence: `answered 503`; empty when it is up.
    package var detail: String

    /// A report as the check makes it.
    package init(isUp: Bool, detail: String = "") {
        self.isUp = isUp
        self.detail = detail
    }
}
