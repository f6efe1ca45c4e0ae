extension Theme {
    /// Why a theme file cannot be used; one of perhaps several reasons.
    package struct Problem: Hashable, Sendable {
        /// The entry meant, as written; empty when the whole file is meant.
        package let entry: String
        /// The fact and what to write instead, without the name of the file.
        package let message: String
    }

    /// All reasons why a theme file cannot be used, in the order of the entries' names.
    package struct Problems: Error, Hashable, Sendable {
        /// At least one.
        package let all: [Problem]
    }

    /// Makes a theme from the entries of its file.
    ///
    /// An entry is `role: [colour] [on colour] [bold] [dim] [reverse] [underline]`. A colour
    /// is `default`, a number from 0 to 255, `#RRGGBB`, or a name of the palette, whose
    /// values are written the same way. All roles must be there.
    ///
    /// - Throws: every problem of the file at once.
    package init(
        name: String,
        ground: Ground,
        palette: [String: String] = [:],
        entries: [String: String]
    ) throws(Problems) {
        var problems: [Problem] = []
        var colours: [String: Ink] = [:]
        for (entry, value) in palette.sorted(by: { $0.key < $1.key }) {
            if let colour = Theme.colour(value) {
                colours[entry] = colour
            } else {
                problems.append(Problem(entry: entry, message: Theme.badColour(value)))
            }
        }
        var appearances: [Role: Appearance] = [:]
        for (entry, value) in entries.sorted(by: { $0.key < $1.key }) {
            guard let role = Role(rawValue: entry) else {
                problems.append(Problem(entry: entry, message: Theme.unknownRole))
                continue
            }
            let (appearance, found) = Theme.appearance(value, entry: entry, colours: colours)
            appearances[role] = appearance
            problems += found
        }
        for role in Role.allCases where entries[role.rawValue] == nil {
            let message = "the role is missing; write `\(role.rawValue): default` for no colour"
            problems.append(Problem(entry: role.rawValue, message: message))
        }
        guard problems.isEmpty else { throw Problems(all: problems) }
        self.init(name: name, ground: ground, appearances: appearances)
    }

    private static let unknownRole =
        "no such role; the roles are " + Role.allCases.map(\.rawValue).joined(separator: ", ")

    private static func badColour(_ text: String) -> String {
        "`\(text)` is no colour; write a number from 0 to 255, \"#RRGGBB\" in quotes, "
            + "`default`, or a name of the palette"
    }

    /// A colour as a theme names it.
    private enum Ink {
        case terminal
        case fixed(Colour)

        var colour: Colour? {
            if case .fixed(let colour) = self { colour } else { nil }
        }
    }

    private static func colour(_ text: String) -> Ink? {
        if text == "default" { return .terminal }
        if let number = Int(text) { return Colour(index: number).map(Ink.fixed) }
        return RGB(hex: text).map { .fixed(Colour(nearestTo: $0)) }
    }

    private static func appearance(
        _ text: String,
        entry: String,
        colours: [String: Ink]
    ) -> (Appearance, [Problem]) {
        var appearance = Appearance()
        var problems: [Problem] = []
        var isBackground = false
        for word in text.split(separator: " ").map(String.init) {
            if word == "on" {
                isBackground = true
            } else if let attribute = attributes[word] {
                appearance.attributes.insert(attribute)
            } else if let colour = colours[word] ?? Theme.colour(word) {
                if isBackground {
                    appearance.background = colour.colour
                } else {
                    appearance.foreground = colour.colour
                }
            } else {
                problems.append(Problem(entry: entry, message: badColour(word)))
            }
        }
        return (appearance, problems)
    }

    private static let attributes: [String: Style.Attributes] = [
        "bold": .bold, "dim": .dim, "reverse": .reverse, "underline": .underline,
    ]
}
