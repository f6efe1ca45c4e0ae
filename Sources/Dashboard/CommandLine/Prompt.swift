import TerminalUI

/// A line that a person types at the foot of the screen.
struct Prompt: Sendable, Hashable {
    /// What the line is for.
    enum Purpose: Sendable, Hashable {
        /// A word of the command line.
        case command
        /// What the rows of that panel are searched for; takes effect while it is typed.
        case filter(PanelName)
    }

    /// Most characters of a line; a reason in it is kept for ever.
    static let limit = 240

    /// What the line is for.
    let purpose: Purpose
    /// As far as it is typed.
    var text = ""
    /// Words that Tab goes through, while it does, and the place among them.
    var candidates: [String] = []
    /// The place of the candidate in the line; nil before the second Tab.
    var candidate: Int?
    /// How far back in the history the line is; 0 is the line itself.
    var recalled = 0
    /// The line as it was before the history was looked through.
    var draft = ""

    init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        self.text = text
    }

    /// What a key does to the line itself; nothing for keys that are none of its.
    mutating func edit(_ key: Key) {
        switch key {
        case .character(let character): add(String(character))
        case .paste(let text): add(text)
        case .backspace: deleteLast()
        case .control("u"): clear()
        case .control("w"): deleteWord()
        default: break
        }
    }

    /// Adds what was typed or pasted; line breaks become spaces.
    mutating func add(_ more: String) {
        let line = more.split(whereSeparator: \.isNewline).joined(separator: " ")
        text = String((text + line).prefix(Self.limit))
        settle()
    }

    /// Takes away the last character.
    mutating func deleteLast() {
        text = String(text.dropLast())
        settle()
    }

    /// Takes away the last word.
    mutating func deleteWord() {
        while text.last == " " { text.removeLast() }
        while let last = text.last, last != " " { text.removeLast() }
        settle()
    }

    /// Takes away everything.
    mutating func clear() {
        text = ""
        settle()
    }

    /// Replaces the line by one further back (1) or less far (-1) in the history, newest last.
    mutating func recall(_ step: Int, in history: [String]) {
        let place = min(max(0, recalled + step), history.count)
        guard place != recalled else { return }
        if recalled == 0 { draft = text }
        recalled = place
        text = place == 0 ? draft : history[history.count - place]
        candidates = []
        candidate = nil
    }

    private mutating func settle() {
        candidates = []
        candidate = nil
        recalled = 0
    }
}
