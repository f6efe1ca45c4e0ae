/// How a cell is drawn: what it means, and how strongly.
package struct Style: Hashable, Sendable {
    /// Emphasis that is added to whatever the theme gives a role.
    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Heavier, or brighter where the terminal has no second weight.
        package static let bold = Attributes(rawValue: 1)
        /// Fainter; many terminals ignore it, so it never carries meaning alone.
        package static let dim = Attributes(rawValue: 2)
        /// Foreground and background exchanged.
        package static let reverse = Attributes(rawValue: 4)
        /// Underlined.
        package static let underline = Attributes(rawValue: 8)
        /// Drawn on the background of ``Role/select``, keeping its own foreground.
        package static let selected = Attributes(rawValue: 16)
    }

    /// What the cell means.
    package var role: Role
    /// Emphasis beyond what the role has.
    package var attributes: Attributes

    /// Makes a style without or with emphasis.
    package init(_ role: Role, _ attributes: Attributes = []) {
        self.role = role
        self.attributes = attributes
    }

    /// The same style with some emphasis added.
    package func with(_ more: Attributes) -> Style {
        Style(role, attributes.union(more))
    }

    package static let text = Style(.text)
    package static let muted = Style(.muted)
    package static let title = Style(.title)
    package static let ok = Style(.ok)
    package static let watch = Style(.watch)
    package static let fail = Style(.fail)
    package static let canary = Style(.canary)
    package static let stable = Style(.stable)
    package static let limit = Style(.limit)
    package static let band = Style(.band)
    package static let changed = Style(.changed)
}
