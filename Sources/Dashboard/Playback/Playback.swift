package import RolloutCore

/// Where a replay stands and how it goes on: a value that knows no clock, file or screen.
package struct Playback: Sendable {
    /// How many times faster than it was.
    package static let speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64]
    /// The least time without an event that is cut.
    package static let idle = Duration.seconds(5)
    /// A small step.
    package static let step = Duration.seconds(5)

    /// The recording.
    package let outline: RecordingOutline
    /// The moment shown, from the first entry to the last.
    package private(set) var playhead: Timestamp
    /// Whether time passes.
    package private(set) var isPlaying = false
    /// Whether time without an event is skipped.
    package private(set) var cutsIdle = false
    /// Places that reviewers marked, the earliest first.
    package private(set) var bookmarks: [Bookmark] {
        didSet { marks = Self.marks(outline, bookmarks) }
    }
    /// The recording's marks and the reviewers', the earliest first.
    package private(set) var marks: [PlaybackMark]
    private var speedPlace = 2

    /// A replay that stands at its beginning.
    package init(_ outline: RecordingOutline, bookmarks: [Bookmark] = []) {
        self.outline = outline
        self.bookmarks = bookmarks.sorted { $0.at < $1.at }
        marks = Self.marks(outline, bookmarks)
        playhead = outline.began
    }

    /// How many times faster than it was it plays.
    package var speed: Double { Self.speeds[speedPlace] }

    /// Time of the release before the playhead.
    package var elapsed: Duration { playhead - outline.began }

    /// The lines up to the playhead; the others were not known yet.
    package var linesSeen: Int { count(upTo: playhead) }

    /// Goes to a moment, or to the nearest one there is.
    package mutating func go(to moment: Timestamp) {
        playhead = min(max(moment, outline.began), outline.ended)
    }

    /// Goes some way, backwards when it is negative.
    package mutating func move(by span: Duration) { go(to: playhead + span) }

    /// Goes to a share of the whole, from 0 to 1.
    package mutating func go(toShare share: Double) {
        let whole = Double(outline.length.wholeMicroseconds)
        go(to: outline.began + .microseconds(Int64((whole * share).rounded())))
    }

    /// Begins to play, or stops; at the end it begins anew from the beginning.
    package mutating func toggle() {
        isPlaying.toggle()
        if isPlaying, playhead == outline.ended { playhead = outline.began }
    }

    /// Stops.
    package mutating func pause() { isPlaying = false }

    /// Goes so many speeds up, or down when negative; false at the last one.
    package mutating func changeSpeed(by steps: Int) -> Bool {
        let place = min(max(0, speedPlace + steps), Self.speeds.count - 1)
        defer { speedPlace = place }
        return place != speedPlace
    }

    /// Cuts time without events, or does not any more.
    package mutating func toggleIdle() { cutsIdle.toggle() }

    /// Lets so much time pass at the reader's clock.
    package mutating func pass(_ span: Duration) {
        guard isPlaying, span > .zero else { return }
        let way = Double(span.wholeMicroseconds) * speed
        var rest = Int64(way.rounded())
        while rest > 0, playhead < outline.ended {
            skipIdle()
            // Up to the next event at most, because a cut may begin after it.
            let next = cutsIdle ? nextStop : outline.ended
            let step = min(rest, max(1, (next - playhead).wholeMicroseconds))
            go(to: playhead + .microseconds(step))
            rest -= step
        }
        if playhead == outline.ended { isPlaying = false }
    }

    /// Where playing has to look again: the next event, or the end of what is never cut.
    private var nextStop: Timestamp {
        let seen = linesSeen
        let event = seen < outline.lines.count ? outline.lines[seen].at : outline.ended
        let calm = lastEvent(seen) + Self.idle
        return calm > playhead ? min(event, calm) : event
    }

    private func lastEvent(_ seen: Int) -> Timestamp {
        seen > 0 ? outline.lines[seen - 1].at : outline.began
    }

    /// Of a longer time without events only the first seconds are shown.
    private mutating func skipIdle() {
        guard cutsIdle else { return }
        let seen = linesSeen
        guard playhead - lastEvent(seen) >= Self.idle else { return }
        go(to: seen < outline.lines.count ? outline.lines[seen].at : outline.ended)
    }

    /// How many lines there are up to a moment.
    package func count(upTo moment: Timestamp) -> Int {
        outline.lines.firstPlace { $0.at > moment }
    }

    /// Marks the playhead, or changes the note of the mark that is there.
    package mutating func mark(_ note: String, by: String) {
        let others = bookmarks.filter { $0.at != playhead }
        bookmarks = (others + [Bookmark(at: playhead, note: note, by: by)])
            .sorted { $0.at < $1.at }
    }

    /// Takes the mark at the playhead away; false when there is none.
    package mutating func unmark() -> Bool {
        let others = bookmarks.filter { $0.at != playhead }
        guard others.count < bookmarks.count else { return false }
        bookmarks = others
        return true
    }
}

extension Array {
    /// The place of the first element of which something is so, where it is of all after it, too;
    /// the end when it is of none.
    func firstPlace(where isSo: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isSo(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
