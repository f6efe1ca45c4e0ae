/// How every role looks.
package struct Theme: Hashable, Sendable {
    /// The kind of terminal background a theme is made for.
    package enum Ground: String, CaseIterable, Hashable, Sendable {
        case dark
        case light
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
