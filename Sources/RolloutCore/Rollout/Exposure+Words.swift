extension Exposure {
    /// One line of what a command would change, with what it is about.
    package struct Line: Sendable, Hashable {
        /// What it is about, in one or two words: `exposes`, `errors`, `full return`.
        package var subject: String
        /// The figures in half a sentence.
        package var words: String
    }

    /// Who is moved, what fails, and how fast it can be taken back; what is unknown says so.
    package var lines: [Line] {
        var lines: [Line] = []
        if from != to {
            lines.append(Line(subject: to > from ? "exposes" : "takes off", words: moved))
            lines.append(Line(subject: "errors", words: failures))
        }
        if let returning { lines.append(Line(subject: "full return", words: returning)) }
        return lines
    }

    private var moved: String {
        let points = (to.share - from.share).magnitude * 100
        let share = points.formatted(digits: 2, trimmed: true) + "%"
        guard let moved = movedRate, let all = requestRate else {
            return "\(share) of the requests; how many a second was not measured"
        }
        let after = "\(Self.rate(all * to.share)) of \(Self.rate(all))"
        return to > from
            ? "\(Self.rate(moved)) requests/s more, \(share); then \(after) on canary"
            : "\(Self.rate(-moved)) requests/s, \(share); then \(after) on canary"
    }

    private var failures: String {
        guard let mine = canary.share, let theirs = stable.share else {
            let side = canary.requests == 0 ? "canary" : "stable"
            return "unknown: no request of \(side) was measured in the last \(span.spoken)"
        }
        let basis =
            "canary \((mine * 100).told(in: "%")), stable \((theirs * 100).told(in: "%"))"
        guard let rate = failuresPerMinute else { return "unknown how many a minute: \(basis)" }
        let isUp = to > from
        let count = isUp ? rate : -rate
        guard mine > theirs else {
            return "none \(isUp ? "more" : "fewer") expected: \(basis)"
        }
        return "about \(Self.rate(count)) a minute \(isUp ? "more" : "fewer"): \(basis)"
    }

    private var returning: String? {
        guard let wayBack else { return nil }
        let shift = wayBack.shift.map { "the last shift took \($0.spoken)" } ?? "no shift so far"
        guard wayBack.startsInstances else {
            return wayBack.total.map { "about \($0.spoken), as the last shift" }
                ?? "time unknown: \(shift)"
        }
        let start =
            wayBack.start.map { "instances of stable start first, \($0.spoken) when rehearsed" }
            ?? "instances of stable start first, never rehearsed"
        let total = wayBack.total.map { "about \($0.spoken)" } ?? "time unknown"
        return "\(total): \(start); \(shift)"
    }

    /// Whole numbers from ten on, one decimal below, so that a few are not told as none.
    private static func rate(_ value: Double) -> String {
        value.formatted(digits: value < 10 ? 1 : 0, trimmed: true)
    }
}
