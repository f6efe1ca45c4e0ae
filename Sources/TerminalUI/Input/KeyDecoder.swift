/// Makes key presses out of what a terminal sends, one batch of input after the other.
///
/// A batch is what could be read without waiting. A paste may span any number of batches.
package struct KeyDecoder: Hashable, Sendable {
    /// Characters kept of one paste.
    package static let pasteLimit = 4096

    /// Text collected since a paste began; nil when none is under way.
    private var paste: [Unicode.Scalar]?
    /// Whether the last batch ended with a bare escape, which may be a torn sequence.
    private var endedWithEscape = false

    /// A decoder at the start of the input.
    package init() {}

    /// Takes the next batch and answers the key presses that are complete with it.
    package mutating func decode(_ batch: [RawKey]) -> [KeyPress] {
        guard !batch.isEmpty else { return [] }
        if paste != nil, batch == [.scalar("\u{1B}")] {
            // The end of the paste was lost; without this way out all keys would stay dead.
            paste = nil
        }
        let mayContinue = endedWithEscape
        endedWithEscape = false
        var keys: [Key] = []
        var index = 0
        if mayContinue, let end = SequenceScanner.end(ofSequenceIn: batch, after: 0), end > 1 {
            // The rest of a sequence whose escape came with the last batch: no characters.
            index = end
        }
        while index < batch.count {
            index = take(batch, at: index, into: &keys)
        }
        let isBurst = keys.count > 1
        return keys.map { KeyPress($0, isInBurst: isBurst) }
    }

    private mutating func take(_ batch: [RawKey], at index: Int, into keys: inout [Key]) -> Int {
        if paste != nil {
            collect(batch[index], into: &keys)
            return index + 1
        }
        switch batch[index] {
        case .pasteStart: paste = []
        case .pasteEnd, .ignored: break
        case .key(let key): keys.append(key)
        case .scalar(let scalar) where scalar == "\u{1B}":
            if let end = SequenceScanner.end(ofSequenceIn: batch, after: index + 1) { return end }
            endedWithEscape = index == batch.count - 1
            keys.append(.escape)
        case .scalar(let scalar):
            if let key = KeyDecoder.key(for: scalar) { keys.append(key) }
        }
        return index + 1
    }

    private mutating func collect(_ raw: RawKey, into keys: inout [Key]) {
        switch raw {
        case .pasteEnd:
            let text = String(String.UnicodeScalarView(paste ?? []))
            keys.append(.paste(String(text.prefix(KeyDecoder.pasteLimit))))
            paste = nil
        case .scalar("\r"): paste?.append("\n")
        case .scalar(let scalar):
            // Marks could pile up on one character without end, so scalars are bounded as well.
            if (paste?.count ?? 0) < KeyDecoder.pasteLimit * 4 { paste?.append(scalar) }
        case .key(.enter): paste?.append("\n")
        case .key(.tab): paste?.append("\t")
        case .key, .pasteStart, .ignored: break
        }
    }

    private static func key(for scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 0x0D, 0x0A: .enter
        case 0x09: .tab
        case 0x08, 0x7F: .backspace
        case 0: .control(" ")
        case 1...26: Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) }
        case 0x1C...0x1F: Unicode.Scalar(scalar.value + 0x40).map { .control(Character($0)) }
        case 0x80...0x9F: nil
        default: .character(Character(scalar))
        }
    }
}
