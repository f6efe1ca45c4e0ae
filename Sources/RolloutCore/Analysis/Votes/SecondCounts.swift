/// What one revision had in one second, as far as the judge looks at it.
///
/// Requests of an instance that joined less than a minute ago are left out by whoever counts,
/// because the judge knows no instances; see ``newcomers``.
package struct ArmCounts: Sendable, Hashable, Codable {
    /// Requests that ended in this second.
    package var requests: Int
    /// Those that failed.
    package var errors: Int
    /// How long the answered ones took; nil when that was not measured.
    package var latency: LatencyTally?
    /// Requests open at the end of the second; nil when that was not measured.
    package var open: Int?
    /// Requests beside ``requests`` that instances served which joined a moment ago.
    ///
    /// They are traffic, and no evidence.
    package private(set) var newcomers = 0

    /// Counts of one second; negative ones count as 0, and errors are at most the requests.
    package init(
        requests: Int = 0,
        errors: Int = 0,
        latency: LatencyTally? = nil,
        open: Int? = nil
    ) {
        self.requests = max(0, requests)
        self.errors = min(max(0, errors), self.requests)
        self.latency = latency
        self.open = open.map { max(0, $0) }
    }

    /// The counts of what an arm served in one second of the journal.
    ///
    /// What newcomers had is left out. How long their requests took is not known apart from the
    /// rest, so a second in which they had any has no latency.
    package init(_ traffic: Traffic, _ setting: ArmSetting = ArmSetting()) {
        let left = min(max(0, setting.newcomerRequests), traffic.requests)
        self.init(
            requests: traffic.requests - left,
            errors: traffic.errors - min(max(0, setting.newcomerErrors), left),
            latency: left == 0 ? LatencyTally(traffic.latency) : nil,
            open: setting.open
        )
        newcomers = left
    }

    /// Adds another slice of the same second; latency is known only where every slice's is.
    package mutating func add(_ other: ArmCounts) {
        requests += other.requests
        errors += other.errors
        if let more = other.latency { latency?.add(more) } else { latency = nil }
    }
}

/// What both revisions had in one second, as far as the judge looks at it.
package struct ArmPair: Sendable, Hashable, Codable {
    /// The new revision.
    package var canary: ArmCounts
    /// What it is compared with, of the same second.
    package var baseline: ArmCounts

    /// The counts of both.
    package init(canary: ArmCounts = ArmCounts(), baseline: ArmCounts = ArmCounts()) {
        self.canary = canary
        self.baseline = baseline
    }
}

/// One measured second of a release: the judge's only input.
package struct SecondCounts: Sendable, Hashable, Codable {
    /// Which second since the release began, from 0.
    package var second: Int
    /// The configured share of the canary in this second, 0 through 1.
    package var weight: Double
    /// What both revisions served.
    package var arms: ArmPair
    /// The same by route or region, which together make up `arms`; empty when not broken down.
    package var strata: [String: ArmPair]

    /// A measured second; a weight outside 0 through 1 is brought into it.
    package init(
        second: Int,
        weight: Double,
        canary: ArmCounts,
        baseline: ArmCounts,
        strata: [String: ArmPair] = [:]
    ) {
        self.second = second
        self.weight = weight > 0 ? min(weight, 1) : 0
        arms = ArmPair(canary: canary, baseline: baseline)
        self.strata = strata
    }
}

// Counts are read from files that others wrote, so what is read is brought into range as well.

extension ArmCounts {
    private enum CodingKeys: String, CodingKey {
        case requests
        case errors
        case latency
        case open
        case newcomers
    }

    /// Reads counts, brought into their ranges as by the initializer.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            requests: try container.decode(Int.self, forKey: .requests),
            errors: try container.decode(Int.self, forKey: .errors),
            latency: try container.decodeIfPresent(LatencyTally.self, forKey: .latency),
            open: try container.decodeIfPresent(Int.self, forKey: .open)
        )
        newcomers = max(0, try container.decodeIfPresent(Int.self, forKey: .newcomers) ?? 0)
    }
}

extension SecondCounts {
    private enum CodingKeys: String, CodingKey {
        case second
        case weight
        case arms
        case strata
    }

    /// Reads a second, its weight brought into range as by the initializer.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let arms = try container.decode(ArmPair.self, forKey: .arms)
        self.init(
            second: try container.decode(Int.self, forKey: .second),
            weight: try container.decode(Double.self, forKey: .weight),
            canary: arms.canary,
            baseline: arms.baseline,
            strata: try container.decodeIfPresent([String: ArmPair].self, forKey: .strata) ?? [:]
        )
    }
}
