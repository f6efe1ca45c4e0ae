import Dashboard
import RolloutCore
import TerminalUI

/// A release as a film of its screens, for asciinema and the players that read its files.
///
/// What is seen is the live dashboard as it was, without the time line of a replay: players have
/// one of their own, and jump to the marks.
struct FilmCast {
    /// Between two frames, in time of the film.
    static let frameInterval = Duration.milliseconds(100)

    /// Columns and rows.
    var size = Size(width: 120, height: 36)
    /// How many times faster than it was; one of those a replay plays at.
    var speed = 4.0
    /// Whether time without an event is skipped after its first seconds.
    var cutsIdle = false
    /// How it looks.
    var theme = Theme.standard

    /// Hands out the lines of the file, in order.
    ///
    /// `bookmarks` become marks beside those of the release itself.
    func write(
        _ film: Film,
        bookmarks: [Bookmark] = [],
        to line: (String) throws -> Void
    ) throws {
        var playback = Playback(film.outline, bookmarks: bookmarks)
        playback.setSpeed(speed)
        if cutsIdle { playback.toggleIdle() }
        var cast = Asciicast(header(film.outline), theme: theme)
        try line(cast.header)
        var dashboard = DashboardModel(size: size, now: playback.playhead)
        var marks = playback.marks[...]
        var time = Duration.zero
        playback.toggle()
        while true {
            while let next = marks.first, next.at <= playback.playhead {
                try line(cast.mark("\(next.glyph) \(next.title)", at: time))
                marks.removeFirst()
            }
            dashboard.show(try film.moment(at: playback.playhead), at: playback.playhead)
            for text in cast.lines(for: dashboard.canvas, at: time) { try line(text) }
            guard playback.isPlaying else { return }
            playback.pass(Self.frameInterval)
            time += Self.frameInterval
        }
    }

    private func header(_ outline: RecordingOutline) -> Asciicast.Header {
        let plan = outline.start.plan
        let from = plan.stable.map { "\($0.label) → " } ?? ""
        return Asciicast.Header(
            size: size,
            title: "\(plan.service) \(outline.start.release) \(from)\(plan.canary.label)",
            startedAt: Int(outline.began.microseconds / 1_000_000)
        )
    }
}

extension Playback {
    /// Plays so many times faster than it was, or at the nearest speed below that there is.
    fileprivate mutating func setSpeed(_ wanted: Double) {
        while speed > wanted, changeSpeed(by: -1) {}
        while let next = Self.speeds.first(where: { $0 > speed }), next <= wanted {
            guard changeSpeed(by: 1) else { return }
        }
    }
}
