/// Finds escape sequences that the driver did not recognise, so that no part of one is taken
/// for a key: the `A` of a torn arrow key must not advance a release.
enum SequenceScanner {
    /// What follows an escape.
    enum Find: Hashable {
        /// No sequence: the escape was the key.
        case nothing
        /// A sequence that ends before that index.
        case whole(end: Int)
        /// A sequence whose end did not come with this batch.
        case unfinished
    }

    /// Looks at what follows an escape that has been read.
    ///
    /// Knows control sequences (`[`…), function keys (`O` and one letter) and strings of the
    /// terminal (`]`, `P`, `_`, up to BEL or a string terminator). Escape and a character read
    /// together are Alt and that character, which no screen uses; it is one sequence, too.
    static func find(in batch: [RawKey], after start: Int) -> Find {
        guard let first = scalar(batch, start), first.value > 0x20, first.value < 0x7F else {
            return .nothing
        }
        switch first {
        case "[": return controlSequence(batch, from: start + 1)
        case "O":
            guard start + 1 < batch.count else { return .unfinished }
            return .whole(end: scalar(batch, start + 1) == nil ? start + 1 : start + 2)
        case "]", "P", "_": return string(batch, from: start + 1)
        default: return .whole(end: start + 1)
        }
    }

    private static func controlSequence(_ batch: [RawKey], from start: Int) -> Find {
        var index = start
        while let scalar = scalar(batch, index), (0x20...0x3F).contains(scalar.value) {
            index += 1
        }
        guard index < batch.count else { return .unfinished }
        // The final byte belongs to the sequence; anything else is a key of its own.
        let final = scalar(batch, index)?.value ?? 0
        return .whole(end: (0x40...0x7E).contains(final) ? index + 1 : index)
    }

    private static func string(_ batch: [RawKey], from start: Int) -> Find {
        var index = start
        while let scalar = scalar(batch, index) {
            index += 1
            if scalar == "\u{07}" || scalar == "\u{9C}" { return .whole(end: index) }
            if scalar == "\\", self.scalar(batch, index - 2) == "\u{1B}" {
                return .whole(end: index)
            }
        }
        return index < batch.count ? .whole(end: index) : .unfinished
    }

    static func scalar(_ batch: [RawKey], _ index: Int) -> Unicode.Scalar? {
        guard batch.indices.contains(index), case .scalar(let scalar) = batch[index] else {
            return nil
        }
        return scalar
    }
}
