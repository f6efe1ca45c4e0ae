/// A piece of a YAML file with its place.
///
/// Our own tree instead of the parser's, because it holds what the readers of configuration need
/// and nothing else: no anchors, no tags, and duplicate keys kept so that each can be reported.
struct YAMLNode: Hashable, Sendable {
    /// The pieces there are.
    enum Content: Hashable, Sendable {
        /// A value as written; `isPlain` when it stands without quotes.
        case scalar(String, isPlain: Bool)
        /// Values in order.
        case list([YAMLNode])
        /// Keys with their values in the order of the file; a key may come twice.
        case map([Entry])
        /// A reference to a piece elsewhere, which is refused and never followed.
        case alias
    }

    /// A key with its value.
    struct Entry: Hashable, Sendable {
        var key: String
        var keyPosition: Position
        var value: YAMLNode
    }

    var position: Position
    var content: Content

    /// Whether there is a key and nothing, `~` or `null` behind it.
    var isEmpty: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return text.isEmpty || text == "~" || text.lowercased() == "null"
    }

    /// What stands there, for a sentence that begins with the name of the key.
    var spoken: String {
        switch content {
        case .scalar where isEmpty: "empty"
        case .scalar(let text, isPlain: true): text.quotedForSentence
        case .scalar(let text, isPlain: false): "the text \(text.quotedForSentence)"
        case .list: "a list"
        case .map: "a section with keys"
        case .alias: "an alias"
        }
    }
}

extension String {
    /// The text in backticks, cut to 40 characters, with control characters shown as `?`.
    ///
    /// A plan may come from anyone; nothing in it may move the cursor of the terminal that
    /// shows what is wrong with it.
    var quotedForSentence: String {
        let visible = unicodeScalars.prefix(41).map { $0.isVisible ? String($0) : "?" }
        return "`" + visible.prefix(40).joined() + (visible.count > 40 ? "…" : "") + "`"
    }
}

extension Unicode.Scalar {
    /// Whether it puts something on a screen instead of moving or reordering what is there.
    var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: false
        default: true
        }
    }
}
