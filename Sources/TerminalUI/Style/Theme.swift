/// How every role looks.
package struct Theme: Hashable, Sendable {
    /// The kind of terminal background a theme is made for.
    package enum Ground: String, CaseIterable, Hashable, Sendable {
        case dark
        case light

        /// The backgrounds people have on it, from one end to the other; contrast holds on all.
        ///
        /// Black to the background of One Dark, white to that of Solarized Light.
        package var backgrounds: [RGB] {
            switch self {
            case .dark: [RGB(red: 0, green: 0, blue: 0), RGB(red: 0x28, green: 0x2C, blue: 0x34)]
            case .light:
                [RGB(red: 255, green: 255, blue: 255), RGB(red: 0xFD, green: 0xF6, blue: 0xE3)]
            }
        }

        /// What stands for the terminal's own background in pictures.
        package var background: RGB {
            self == .dark ? RGB(red: 0x12, green: 0x12, blue: 0x12) : backgrounds[0]
        }

        /// What stands for the terminal's own colour of characters.
        package var foreground: RGB {
            let level: UInt8 = self == .dark ? 0xE4 : 0x1C
            return RGB(red: level, green: level, blue: level)
        }
    }

    /// As written in its file.
    package let name: String
    /// The background its contrast was computed for.
    package let ground: Ground

    private let appearances: [Role: Appearance]

    init(name: String, ground: Ground, appearances: [Role: Appearance]) {
        self.name = name
        self.ground = ground
        self.appearances = appearances
    }

    /// How the role looks by itself.
    package subscript(role: Role) -> Appearance { appearances[role] ?? Appearance() }

    /// How a cell in this style looks, selection included.
    package func appearance(of style: Style) -> Appearance {
        var appearance = self[style.role]
        appearance.attributes.formUnion(style.attributes)
        guard appearance.attributes.remove(.selected) != nil else { return appearance }
        let selected = self[.select]
        // A foreground chosen for a background of its own need not be readable on this one.
        if appearance.background != nil { appearance.foreground = selected.foreground }
        appearance.attributes.formUnion(selected.attributes)
        appearance.background = selected.background ?? appearance.background
        return appearance
    }
}
