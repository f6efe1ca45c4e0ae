/// How many columns text takes on a canvas, by our own table.
package enum TextWidth {
    /// 1 or 2; what cannot be drawn as it is counts as its replacement.
    package static func columns(of character: Character) -> Int {
        Glyph(character, in: .braille).width
    }

    /// The sum over all characters.
    ///
    /// Exact for ``GlyphSet/braille`` and ``GlyphSet/block``. In ASCII a wide character is
    /// drawn as one `?`, so text there can be narrower than measured, never wider.
    package static func columns(of text: some StringProtocol) -> Int {
        if let count = asciiColumns(text.utf8) { return count }
        return text.reduce(into: 0) { sum, character in sum += columns(of: character) }
    }

    /// The count when every byte is printable ASCII, else nil.
    private static func asciiColumns(_ bytes: some Collection<UInt8>) -> Int? {
        var count = 0
        for byte in bytes {
            guard (0x20...0x7E).contains(byte) else { return nil }
            count += 1
        }
        return count
    }
}
