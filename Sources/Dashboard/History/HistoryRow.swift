package import RolloutCore
import TerminalUI

/// One release in the list of the history screen.
package struct HistoryRow: Sendable, Hashable {
    /// Which release of which service, and where.
    package struct ID: Sendable, Hashable {
        /// The service.
        package var service: ServiceName
        /// The environment.
        package var environment: String
        /// The release.
        package var release: ReleaseID

        /// A release by its number in one service and environment.
        package init(service: ServiceName, environment: String, release: ReleaseID) {
            self.service = service
            self.environment = environment
            self.release = release
        }
    }

    /// Which release.
    package var id: ID
    /// The label of what it carried in.
    package var label: String
    /// The label of what served before; nil on a first release.
    package var previous: String?
    /// The digest of what it carried in.
    package var digest: Digest
    /// How it ended; nil while it is under way.
    package var outcome: Outcome?
    /// Who started it.
    package var by: String
    /// When.
    package var started: Timestamp
    /// When it ended; nil while it is under way.
    package var ended: Timestamp?
    /// Whether what it carried in serves there now.
    package var serves: Bool
    /// Checks that a person passed over, in words; nil when there are none.
    package var override: String?

    /// A release as its journal tells it at a glance.
    package init(
        id: ID,
        label: String,
        previous: String?,
        digest: Digest,
        outcome: Outcome?,
        by: String,
        started: Timestamp,
        ended: Timestamp?,
        serves: Bool,
        override: String? = nil
    ) {
        self.id = id
        self.label = label
        self.previous = previous
        self.digest = digest
        self.outcome = outcome
        self.by = by
        self.started = started
        self.ended = ended
        self.serves = serves
        self.override = override
    }
}

extension HistoryRow {
    /// `1.0 → 2.0`, or `first 1.0`.
    var revisions: String { (previous.map { "\($0) → " } ?? "first ") + label }

    /// The word for how it ended.
    var outcomeName: String { outcome?.name ?? "under way" }

    /// Sign and colour of the outcome.
    var face: (glyph: Character, role: Role) {
        switch outcome {
        case nil: ("►", .title)
        case .succeeded, .rehearsed, .adopted: ("✓", .ok)
        case .refused, .aborted: ("!", .watch)
        case .rolledBack: ("▼", .fail)
        case .rollbackFailed: ("✗", .fail)
        }
    }

    /// From its start to its end, or to that moment while it is under way.
    func duration(at now: Timestamp) -> Duration { max(.zero, (ended ?? now) - started) }

    /// Everything of it that a person may look for.
    var searchText: String {
        [
            id.service.rawValue, id.environment, id.release.description, revisions, outcomeName,
            by, started.day, digest.short, serves ? "serves" : "",
        ].joined(separator: " ").lowercased()
    }
}
