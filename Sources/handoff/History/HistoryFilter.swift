import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// Which releases are listed.
struct HistoryFilter: ParsableArguments {
    /// How a release may have ended, as typed.
    enum End: String, ExpressibleByArgument, CaseIterable, Sendable {
        case succeeded
        case rehearsed
        case adopted
        case refused
        case rolledBack = "rolled-back"
        case aborted
        case rollbackFailed = "rollback-failed"
        case underWay = "under-way"

        /// The word that stands for it in lists.
        var word: String { rawValue.replacingOccurrences(of: "-", with: " ") }
    }

    @Option(help: "Only releases that ended so; may be given more than once.")
    var outcome: [End] = []

    @Option(
        help: ArgumentHelp(
            "Only releases since then: 2026-11-23, 2026-11-23T14:00 (UTC), or an age: 7d.",
            valueName: "time"
        ),
        transform: Since.init
    )
    var since: Since?

    /// Whether the release is listed.
    func lets(_ release: ReleaseSummary, now: Timestamp) -> Bool {
        let word = release.outcome?.name ?? "under way"
        guard outcome.isEmpty || outcome.contains(where: { $0.word == word }) else { return false }
        return since.map { release.started >= $0.moment(now: now) } ?? true
    }
}

/// A moment as a person names it: a time, or an age.
enum Since: Sendable, Hashable {
    case moment(Timestamp)
    case age(Duration)

    /// Reads `2026-11-23`, `2026-11-23T14:00` or `90m`, `12h`, `7d`, `2w`.
    ///
    /// - Throws: a `ValidationError` that says what can be read.
    init(_ text: String) throws {
        if let time = CivilTime(text) {
            self = .moment(Timestamp(seconds: time.shownSeconds))
            return
        }
        let units: [Character: Int] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (0...100_000).contains(count)
        else {
            throw ValidationError(
                "`\(text)` is no time. Write a day such as 2026-11-23, a time of it such as "
                    + "2026-11-23T14:00 (UTC), or an age such as 90m, 12h or 7d."
            )
        }
        self = .age(.seconds(count * unit))
    }

    /// The moment that is meant, from `now` on.
    func moment(now: Timestamp) -> Timestamp {
        switch self {
        case .moment(let moment): moment
        case .age(let age): now - age
        }
    }
}
