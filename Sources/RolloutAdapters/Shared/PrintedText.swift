/// Makes foreign output safe for one line on a screen and in the journal.
enum PrintedText {
    /// Most characters of one line that are kept.
    static let lineLimit = 400

    /// The line without escape sequences and control characters, at most ``lineLimit`` long.
    ///
    /// A terminal obeys what is printed to it, so a service must not be able to move the cursor,
    /// rename the window or turn text around through us. Tabs become a space.
    static func cleaned(_ line: some StringProtocol) -> String {
        var result = ""
        var rest = Substring(line).unicodeScalars
        while let scalar = rest.popFirst() {
            switch scalar.value {
            case 0x1B: skipEscape(&rest)
            case 0x9B: skipControlSequence(&rest)
            case 0x90, 0x98, 0x9D...0x9F: skipString(&rest)
            case 0x09: result.unicodeScalars.append(" ")
            case 0..<0x20, 0x7F..<0xA0: continue
            case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return String(result.prefix(lineLimit))
    }

    /// The lines of raw output that hold something, cleaned, oldest first.
    static func lines(of bytes: some Sequence<UInt8>) -> [String] {
        let text = String(decoding: Array(bytes), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline)
            .map { cleaned($0) }
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    private static func skipEscape(_ rest: inout Substring.UnicodeScalarView) {
        guard let next = rest.popFirst() else { return }
        switch next {
        case "[": skipControlSequence(&rest)
        case "]", "P", "X", "^", "_": skipString(&rest)
        case "\u{20}"..."\u{2F}": _ = rest.popFirst()
        default: break
        }
    }

    /// Parameters and intermediates, up to the final byte `@` through `~` (ECMA-48, 5.4).
    private static func skipControlSequence(_ rest: inout Substring.UnicodeScalarView) {
        while let next = rest.popFirst() {
            if (0x40...0x7E).contains(next.value) { return }
        }
    }

    /// A command or title, up to its terminator: BEL, or ESC and a backslash (ECMA-48, 5.6).
    private static func skipString(_ rest: inout Substring.UnicodeScalarView) {
        while let next = rest.popFirst() {
            if next.value == 0x07 || next.value == 0x9C { return }
            if next.value == 0x1B {
                if rest.first == "\\" { rest.removeFirst() }
                return
            }
        }
    }
}
