/// Finds escape sequences that the driver did not recognise, so that no part of one is taken
/// for a key: the `A` of a torn arrow key must not advance a release.
enum SequenceScanner {
    /// The index after a sequence whose escape has been read; nil if none starts here.
    ///
    /// Knows control sequences (`[`…), function keys (`O` and one letter) and strings of the
    /// terminal (`]`, `P`, `_`, up to BEL or a string terminator). Escape and a character read
    /// together are Alt and that character, which no screen uses; it is one sequence, too.
    static func end(ofSequenceIn batch: [RawKey], after start: Int) -> Int? {
        guard let first = scalar(batch, start), first.value > 0x20, first.value < 0x7F else {
            return nil
        }
        switch first {
        case "[": return controlSequence(batch, from: start + 1)
        case "O": return min(start + 2, batch.count)
        case "]", "P", "_": return string(batch, from: start + 1)
        default: return start + 1
        }
    }

    private static func controlSequence(_ batch: [RawKey], from start: Int) -> Int {
        var index = start
        while let scalar = scalar(batch, index), (0x20...0x3F).contains(scalar.value) {
            index += 1
        }
        // The final byte belongs to the sequence; anything else is a key of its own.
        guard let final = scalar(batch, index), (0x40...0x7E).contains(final.value) else {
            return index
        }
        return index + 1
    }

    private static func string(_ batch: [RawKey], from start: Int) -> Int {
        var index = start
        while let scalar = scalar(batch, index) {
            index += 1
            if scalar == "\u{07}" || scalar == "\u{9C}" { break }
            if scalar == "\\", self.scalar(batch, index - 2) == "\u{1B}" { break }
        }
        return index
    }

    private static func scalar(_ batch: [RawKey], _ index: Int) -> Unicode.Scalar? {
        guard batch.indices.contains(index), case .scalar(let scalar) = batch[index] else {
            return nil
        }
        return scalar
    }
}
