/// When the way back has to be rehearsed before a release.
package enum RehearsalPolicy: Sendable, Hashable, Codable {
    /// Before every release.
    case required
    /// Unless it was rehearsed with the same revision and configuration within that time; in
    /// microseconds where it is stored.
    case whenOlderThan(Duration)
    /// Never; the screen says so loudly.
    case off

    private enum CodingKeys: String, CodingKey {
        case required, whenOlderThan, off
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let span = try container.decodeIfPresent(InMicroseconds.self, forKey: .whenOlderThan) {
            self = .whenOlderThan(span.wrappedValue)
        } else {
            self = container.contains(.off) ? .off : .required
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .required: try container.encode(true, forKey: .required)
        case .whenOlderThan(let span):
            try container.encode(InMicroseconds(wrappedValue: span), forKey: .whenOlderThan)
        case .off: try container.encode(true, forKey: .off)
        }
    }
}

/// What starting an instance of the stable revision with today's configuration showed.
///
/// Rollback starts no instance while the previous ones are warm; but one that crashed, or a return
/// after the warm time, needs this to work.
package struct Rehearsal: Sendable, Hashable, Codable {
    /// Whether the instance became ready.
    package var passed: Bool
    /// What was seen; when it failed also what to do about it.
    ///
    /// One or two sentences, no secrets.
    package var finding: String
    /// From its start to ready, soak included; to the failure when it failed.
    @InMicroseconds package var took: Duration

    /// A rehearsal with its finding.
    package init(passed: Bool, finding: String, took: Duration) {
        self.passed = passed
        self.finding = finding
        self.took = took
    }
}

/// That the way back worked, for which bytes and configuration, and when.
package struct RehearsalReceipt: Sendable, Hashable, Codable {
    /// The artifact that was started.
    package var digest: Digest
    /// A fingerprint of the configuration it was started with; only compared.
    package var configuration: String
    /// When it was ready.
    package var at: Timestamp
    /// From its start to ready.
    @InMicroseconds package var took: Duration

    /// A receipt for one rehearsal that passed.
    package init(digest: Digest, configuration: String, at: Timestamp, took: Duration) {
        self.digest = digest
        self.configuration = configuration
        self.at = at
        self.took = took
    }

    /// Whether it still says that this revision starts, at most `limit` old.
    ///
    /// A receipt of other bytes, of another configuration or from the future says nothing.
    package func holds(
        for revision: Revision,
        configuration: String,
        at now: Timestamp,
        limit: Duration
    ) -> Bool {
        digest == revision.digest && self.configuration == configuration && at <= now
            && now - at <= limit
    }
}
