/// What a terminal tells in a sequence that is no key by itself.
enum TerminalReport: Hashable {
    /// The colour behind the characters, the answer to OSC 11.
    case background(RGB)
    /// A wheel or a button, as SGR reports of the mouse (mode 1006).
    case pointer(Key)

    /// Reads a sequence without its escape; nil for those that tell nothing of use.
    init?(_ sequence: String) {
        if sequence.hasPrefix("]11;") {
            guard let colour = TerminalReport.colour(sequence.dropFirst(4)) else { return nil }
            self = .background(colour)
        } else if sequence.hasPrefix("[<"), sequence.last == "M" {
            guard let key = TerminalReport.pointer(sequence.dropFirst(2).dropLast()) else {
                return nil
            }
            self = .pointer(key)
        } else {
            return nil
        }
    }

    /// `rgb:` or `rgba:` and parts of 1 to 4 hexadecimal digits, as XParseColor reads them.
    private static func colour(_ text: Substring) -> RGB? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let parts = text[text.index(after: colon)...].split(separator: "/").prefix(3).map { part in
            let digits = part.prefix { $0.isASCII && $0.isHexDigit }
            guard (1...4).contains(digits.count), let value = Int(digits, radix: 16) else {
                return UInt8?.none
            }
            return UInt8(value * 255 / ((1 << (4 * digits.count)) - 1))
        }
        guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2]
        else { return nil }
        return RGB(red: red, green: green, blue: blue)
    }

    /// Button, column and row; modifier keys are the bits 4, 8 and 16 of the button.
    private static func pointer(_ text: Substring) -> Key? {
        let numbers = text.split(separator: ";").compactMap { Int($0) }
        guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
        switch numbers[0] & ~0b11100 {
        case 0: return .click(column: numbers[1] - 1, row: numbers[2] - 1)
        case 64: return .wheelUp
        case 65: return .wheelDown
        default: return nil
        }
    }
}
