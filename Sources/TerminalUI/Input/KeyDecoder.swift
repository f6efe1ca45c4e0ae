/// Makes key presses out of what a terminal sends, one batch of input after the other.
///
/// A batch is what could be read without waiting. A paste may span any number of batches.
package struct KeyDecoder: Hashable, Sendable {
    /// Characters kept of one paste.
    package static let pasteLimit = 4096

    /// Scalars an unfinished sequence may grow to before it is given up.
    static let sequenceLimit = 256

    /// The colour behind the characters, once the terminal has answered the question for it.
    package private(set) var background: RGB?

    /// Text collected since a paste began; nil when none is under way.
    private var paste: [Unicode.Scalar]?
    /// A sequence whose beginning came with earlier batches, escape included.
    private var unfinished: [RawKey] = []
    private var tear = Tear.none

    /// What the last batch may have been torn from.
    private enum Tear {
        case none
        /// It ended with a bare escape.
        case escape
        /// It was the one character after that with which sequences begin.
        case opening
    }

    /// A decoder at the start of the input.
    package init() {}

    /// Takes the next batch and answers the key presses that are complete with it.
    package mutating func decode(_ arrived: [RawKey]) -> [KeyPress] {
        guard !arrived.isEmpty else { return [] }
        if paste != nil, arrived == [.scalar("\u{1B}")] {
            // The end of the paste was lost; without this way out all keys would stay dead.
            paste = nil
        }
        let batch = unfinished + arrived
        unfinished = []
        let before = tear
        tear = .none
        var keys: [Key] = []
        var index = 0
        if before == .escape {
            index = restOfTornSequence(in: batch)
            let isOpening = batch == [.scalar("[")] || batch == [.scalar("O")]
            if isOpening { tear = .opening }
        }
        while index < batch.count {
            index = take(batch, at: index, into: &keys)
        }
        // After escape and a bracket a letter alone may be the end of an arrow key.
        let isBurst = keys.count > 1 || before == .opening
        return keys.map { KeyPress($0, isInBurst: isBurst) }
    }

    /// Where the keys begin in a batch after an escape that came alone.
    private mutating func restOfTornSequence(in batch: [RawKey]) -> Int {
        guard batch.count > 1 else { return 0 }
        switch SequenceScanner.find(in: batch, after: 0) {
        case .nothing, .whole(end: ...1): return 0
        case .whole(let end): return end
        case .unfinished:
            unfinished = [.scalar("\u{1B}")] + batch
            return batch.count
        }
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
            return takeSequence(batch, at: index, into: &keys)
        case .scalar(let scalar):
            if let key = KeyDecoder.key(for: scalar) { keys.append(key) }
        }
        return index + 1
    }

    private mutating func takeSequence(
        _ batch: [RawKey],
        at index: Int,
        into keys: inout [Key]
    ) -> Int {
        switch SequenceScanner.find(in: batch, after: index + 1) {
        case .nothing:
            if index == batch.count - 1 { tear = .escape }
            keys.append(.escape)
            return index + 1
        case .unfinished:
            // Given up when it grows without end, so that a lost answer cannot swallow all keys.
            if batch.count - index <= KeyDecoder.sequenceLimit {
                unfinished = Array(batch[index...])
            }
            return batch.count
        case .whole(let end):
            let scalars = (index + 1..<end).compactMap { SequenceScanner.scalar(batch, $0) }
            switch TerminalReport(String(String.UnicodeScalarView(scalars))) {
            case .background(let colour): background = colour
            case .pointer(let key): keys.append(key)
            case nil: break
            }
            return end
        }
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
