package import RolloutCore

/// A place that `[` and `]` go to.
package struct PlaybackMark: Sendable, Hashable {
    /// When.
    package var at: Timestamp
    /// One character for it on the time line.
    package var glyph: Character
    /// What it is.
    package var title: String
    /// Whether a reviewer made it.
    package var isOwn: Bool
}

extension Playback {
    /// The marks of both, in the order of their times.
    static func marks(_ outline: RecordingOutline, _ bookmarks: [Bookmark]) -> [PlaybackMark] {
        let own = bookmarks.map {
            let title = $0.note.isEmpty ? "mark of \($0.by)" : $0.note
            return PlaybackMark(at: $0.at, glyph: "◆", title: title, isOwn: true)
        }
        return (outline.marks + own).sorted { $0.at < $1.at }
    }

    /// How many marks there are up to the playhead.
    var marksPassed: Int { marks.firstPlace { $0.at > playhead } }

    /// The first mark after the playhead; nil when there is none.
    package var nextMark: PlaybackMark? { marks.dropFirst(marksPassed).first }

    /// The last mark before the playhead; nil when there is none.
    package var previousMark: PlaybackMark? {
        marks[..<marks.firstPlace { $0.at >= playhead }].last
    }

    /// The first line after the playhead; nil when there is none.
    package var nextLine: EventLine? {
        let seen = linesSeen
        return seen < outline.lines.count ? outline.lines[seen] : nil
    }

    /// The last line before the playhead; nil when there is none.
    package var previousLine: EventLine? {
        let before = count(upTo: playhead - .microseconds(1))
        return before > 0 ? outline.lines[before - 1] : nil
    }

    /// The nearest line with those words after the playhead, or before it; nil when there is none.
    ///
    /// Capital letters are not told from small ones.
    package func line(with words: String, isAfter: Bool) -> EventLine? {
        let wanted = words.lowercased()
        let matches = { (line: EventLine) in
            line.sentence.lowercased().contains(wanted) || line.kind.contains(wanted)
        }
        return isAfter
            ? outline.lines[linesSeen...].first(where: matches)
            : outline.lines[..<count(upTo: playhead - .microseconds(1))].last(where: matches)
    }

    /// The two marks a difference is between: a reviewer's last two around or before the playhead,
    /// or the recording's around it; nil when there are no two.
    package var span: (from: PlaybackMark, to: PlaybackMark)? {
        let own = marks.filter(\.isOwn)
        let all = own.count >= 2 ? own : marks
        guard all.count >= 2 else { return nil }
        let after = all.firstPlace { $0.at > playhead }
        let to = min(max(1, after), all.count - 1)
        return (all[to - 1], all[to])
    }

    /// The moment that a person names: `14:03:21`, `14:03`, `+08:14` from the beginning, `-10`
    /// from the end, or `50%`; nil when it is none of those.
    ///
    /// A time of day is the first one after the recording's beginning, in UTC.
    package func moment(named text: String) -> Timestamp? {
        let words = text.filter { $0 != " " }
        guard let first = words.first else { return nil }
        if words.hasSuffix("%"), let share = Double(words.dropLast()), (0...100).contains(share) {
            var there = self
            there.go(toShare: share / 100)
            return there.playhead
        }
        if first == "+" { return Self.seconds(words.dropFirst()).map { outline.began + $0 } }
        if first == "-" { return Self.seconds(words.dropFirst()).map { outline.ended - $0 } }
        let digits = words.hasSuffix("Z") ? words.dropLast() : words[...]
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3 else { return nil }
        guard let time = Self.seconds(parts.count == 2 ? digits + ":00" : digits) else {
            return nil
        }
        let day: Int64 = 86_400_000_000
        let midnight = outline.began.microseconds / day * day
        let moment = Timestamp(microseconds: midnight) + time
        // A recording of more than a day has several such moments.
        return moment < outline.began.second ? moment + .seconds(86_400) : moment
    }

    /// `8`, `8:14`, `1:08:14`, each with as many digits as one likes.
    private static func seconds(_ text: some StringProtocol) -> Duration? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count) else { return nil }
        var seconds: Int64 = 0
        for part in parts {
            guard !part.isEmpty, part.count <= 6, let number = Int64(part), number >= 0 else {
                return nil
            }
            seconds = seconds * 60 + number
        }
        return .seconds(seconds)
    }
}
