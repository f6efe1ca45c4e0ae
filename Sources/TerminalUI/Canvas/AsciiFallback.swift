/// The nearest printable ASCII character for what the screens use.
enum AsciiFallback {
    /// Exactly one ASCII character, `?` when nothing is near.
    static func replacement(for character: Character) -> Character {
        if let found = table[character] { return found }
        guard let scalar = character.unicodeScalars.first else { return " " }
        if (0x2800...0x28FF).contains(scalar.value) {
            return braille(dots: (scalar.value - 0x2800).nonzeroBitCount)
        }
        return scalar.isASCII && character.isASCII ? character : "?"
    }

    private static func braille(dots: Int) -> Character {
        switch dots {
        case 0: " "
        case 1...2: "."
        case 3...5: ":"
        default: "#"
        }
    }

    private static let table: [Character: Character] = {
        let groups: [(String, String)] = [
            ("─━┄┅┈╌–—−", "---------"),
            ("═", "="),
            ("│┃┆┊║‖", "||||||"),
            ("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╯╰", "++++++++++++++++++++++"),
            ("█▓▒░", "#=:."),
            ("▁▂▃▄▅▆▇", "_.-:=+*"),
            ("●◐◌○◍◆", "*o.oo*"),
            ("✓✗►▲▼◄•·", "+x>^v<*."),
            ("→←↑↓↵", "><^v<"),
            ("…‘’“”±×µ", "~''\"\"~xu"),
            ("≤≥≈≠", "<>~!"),
        ]
        var table: [Character: Character] = [:]
        for (from, to) in groups {
            for (key, value) in zip(from, to) { table[key] = value }
        }
        return table
    }()
}
