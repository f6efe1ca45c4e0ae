extension String {
    /// The text as it may stand in a header field: anything but visible ASCII, and the characters
    /// named, is written as `%` and two digits.
    func headerValue(without banned: Set<Character> = []) -> String {
        map { character in
            let isVisible = character.unicodeScalars.allSatisfy { (0x21...0x7E).contains($0.value) }
            if isVisible, character != "%", !banned.contains(character) { return String(character) }
            return character.utf8.map { byte in
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }
            .joined()
        }
        .joined()
    }
}
