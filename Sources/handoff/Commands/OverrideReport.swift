import RolloutCore
import RolloutJournal

/// Checks that failed and that a person passed at the start of a release.
struct OverrideReport: Encodable, Hashable, Sendable {
    /// One of them.
    struct Passed: Encodable, Hashable, Sendable {
        var check: String
        var finding: String
    }

    /// Why, in the words of who started the release.
    var reason: String
    /// Who.
    var by: String
    /// Those that would have refused it; empty when the override was not needed, or when the checks
    /// are not finished.
    var checks: [Passed]

    /// Entries among which the checks are found: they come first.
    private static let reach = 100

    /// What was overridden in a release; nil when nothing was to be.
    init?(_ release: ReleaseID, _ reader: JournalReader) throws {
        guard let start = try reader.start(of: release), let reason = start.override else {
            return nil
        }
        self.reason = reason
        by = start.by.name
        checks = []
        for entry in try reader.entries(of: release, limit: Self.reach) {
            guard case .preflightFinished(let all, _) = entry.event else { continue }
            checks = all.filter { !$0.passed && $0.mayBeOverridden }
                .map { Passed(check: $0.name, finding: $0.finding) }
        }
    }

    /// In one line, as in a list.
    var short: String {
        let names = checks.isEmpty ? "nothing" : checks.map(\.check).spokenList
        return "overridden: \(names) (\(reason))"
    }

    /// In full, for people.
    var text: String {
        let head = "overridden by \(by): \(reason)"
        guard !checks.isEmpty else { return head + "\n  no check had to be passed by it" }
        return ([head] + checks.map { "  \($0.check): \($0.finding)" }).joined(separator: "\n")
    }
}
