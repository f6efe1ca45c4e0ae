/// A recording for asciinema and its players, written frame by frame.
///
/// The format is asciicast v2: a line of JSON that describes the recording, then a line for each
/// event. Frames cost only the cells that changed, an equal frame nothing; another size becomes an
/// event of its own. Write each line to the file as it comes: a recording that was cut short plays
/// up to its last whole line.
package struct Asciicast: Sendable {
    /// What a player is told before the first frame.
    package struct Header: Hashable, Sendable {
        /// Columns and rows of the first frame, at least 1x1.
        package var size: Size
        /// Seconds since 1970 at which time zero of the recording was; nil leaves it out.
        package var startedAt: Int?
        /// Shown by players.
        package var title: String
        /// A player shortens every pause longer than this to it; nil keeps all pauses.
        package var idleLimit: Duration?

        /// Describes a recording.
        package init(
            size: Size,
            title: String,
            startedAt: Int? = nil,
            idleLimit: Duration? = nil
        ) {
            self.size = size
            self.title = title
            self.startedAt = startedAt
            self.idleLimit = idleLimit
        }
    }

    /// The first line of the file, without its line end.
    package let header: String

    private var screen: TerminalText
    private var size: Size
    private var latest = Duration.zero

    /// Begins a recording that looks like the theme on its ground.
    package init(_ header: Header, theme: Theme) {
        self.header = Asciicast.line(header, theme: theme)
        size = header.size
        screen = TerminalText(theme: theme)
    }

    /// The lines of a frame shown that long after the beginning, without their line ends.
    ///
    /// None when nothing changed; two when the size did. Time never runs backwards in a recording,
    /// so a frame before the latest one counts as shown with it.
    package mutating func lines(for canvas: Canvas, at time: Duration) -> [String] {
        latest = max(latest, time)
        var lines: [String] = []
        if canvas.size != size {
            size = canvas.size
            lines.append(event("r", "\(size.width)x\(size.height)"))
        }
        let text = screen.update(to: canvas)
        if !text.isEmpty { lines.append(event("o", text)) }
        return lines
    }

    /// A mark players can jump to, such as the beginning of a step.
    package mutating func mark(_ label: String, at time: Duration) -> String {
        latest = max(latest, time)
        return event("m", label)
    }

    private func event(_ code: String, _ data: String) -> String {
        "[\(JSONText.seconds(latest)), \"\(code)\", \(JSONText.string(data))]"
    }

    private static func line(_ header: Header, theme: Theme) -> String {
        var fields = [
            "\"version\": 2",
            "\"width\": \(max(1, header.size.width))",
            "\"height\": \(max(1, header.size.height))",
        ]
        if let startedAt = header.startedAt { fields.append("\"timestamp\": \(startedAt)") }
        if let limit = header.idleLimit {
            fields.append("\"idle_time_limit\": \(JSONText.seconds(limit))")
        }
        fields.append("\"title\": \(JSONText.string(header.title))")
        fields.append("\"env\": {\"TERM\": \"xterm-256color\"}")
        // The first eight colours are never used by a theme but demanded by the format.
        let palette = (0..<16).compactMap { Colour(index: $0)?.rgb.hex }.joined(separator: ":")
        let (front, back) = (theme.ground.foreground.hex, theme.ground.background.hex)
        fields.append(
            "\"theme\": {\"fg\": \"\(front)\", \"bg\": \"\(back)\", \"palette\": \"\(palette)\"}"
        )
        return "{\(fields.joined(separator: ", "))}"
    }
}
