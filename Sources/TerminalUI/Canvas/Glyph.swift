/// What a canvas really draws for a character that somebody gave it.
///
/// Text comes from instances, routers and people, so it may hold escape sequences, marks
/// that turn the reading direction, or characters that terminals measure differently. Each
/// becomes something whose width is known; nothing is dropped in silence but what cannot be
/// seen: variation selectors, joiners and what they join.
struct Glyph: Hashable {
    let character: Character
    /// 1 or 2 columns.
    let width: Int

    /// The character as it may be drawn with the glyph set.
    init(_ character: Character, in glyphs: GlyphSet) {
        let drawable = Glyph(character)
        if glyphs == .ascii, !drawable.character.isASCII {
            self.init(character: AsciiFallback.replacement(for: drawable.character), width: 1)
        } else {
            self = drawable
        }
    }

    private init(character: Character, width: Int) {
        self.character = character
        self.width = width
    }

    private init(_ character: Character) {
        guard let base = character.unicodeScalars.first else {
            self.init(character: " ", width: 1)
            return
        }
        if Glyph.isPlain(base), character.unicodeScalars.count == 1 {
            self.init(character: character, width: 1)
        } else if let replacement = Glyph.replacement(for: base) {
            self.init(character: replacement, width: 1)
        } else {
            let width = WideRanges.contain(base) ? 2 : 1
            self.init(character: Glyph.reduced(character, base: base), width: width)
        }
    }

    /// The ranges that need no look at Unicode's tables: printable ASCII, Latin, boxes, braille.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x24F, 0x2500...0x25FC, 0x2800...0x28FF: true
        default: false
        }
    }

    /// What stands for a scalar that must not reach a terminal; nil when it may.
    private static func replacement(for base: Unicode.Scalar) -> Character? {
        if let control = controlPicture(base) { return control }
        if (0x1F1E6...0x1F1FF).contains(base.value) { return "\u{FFFD}" }
        return switch base.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned, .nonspacingMark, .enclosingMark, .spacingMark:
            "\u{FFFD}"
        case .spaceSeparator: base == "\u{3000}" ? nil : " "
        default: nil
        }
    }

    private static func controlPicture(_ scalar: Unicode.Scalar) -> Character? {
        switch scalar.value {
        case 0...0x1F: Unicode.Scalar(0x2400 + scalar.value).map(Character.init)
        case 0x7F: "\u{2421}"
        default: nil
        }
    }

    /// The base with at most three plain marks; a curses cell holds no more.
    private static func reduced(_ character: Character, base: Unicode.Scalar) -> Character {
        var kept = String.UnicodeScalarView([base])
        for scalar in character.unicodeScalars.dropFirst() where kept.count < 4 {
            let isSelector = scalar.properties.isVariationSelector
            let category = scalar.properties.generalCategory
            guard !isSelector, category == .nonspacingMark || category == .enclosingMark else {
                continue
            }
            kept.append(scalar)
        }
        return String(kept).first ?? " "
    }
}
