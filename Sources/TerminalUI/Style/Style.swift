/// How a cell is drawn: what it means, and how strongly.
package struct Style: Hashable, Sendable {
    /// Emphasis that is added to whatever the theme gives a role.
    package struct Attributes: OptionSet, Hashable, Sendable {
        /// The bits; 1 to 8 are those of the driver.
        package let rawValue: UInt8

        /// Makes a set from its bits.
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

    /// ``Role/text`` without more emphasis than the theme gives it.
    package static let text = Style(.text)
    /// ``Role/muted`` without more emphasis than the theme gives it.
    package static let muted = Style(.muted)
    /// ``Role/title`` without more emphasis than the theme gives it.
    package static let title = Style(.title)
    /// ``Role/ok`` without more emphasis than the theme gives it.
    package static let ok = Style(.ok)
    /// ``Role/watch`` without more emphasis than the theme gives it.
    package static let watch = Style(.watch)
    /// ``Role/fail`` without more emphasis than the theme gives it.
    package static let fail = Style(.fail)
    /// ``Role/canary`` without more emphasis than the theme gives it.
    package static let canary = Style(.canary)
    /// ``Role/stable`` without more emphasis than the theme gives it.
    package static let stable = Style(.stable)
    /// ``Role/limit`` without more emphasis than the theme gives it.
    package static let limit = Style(.limit)
    /// ``Role/band`` without more emphasis than the theme gives it.
    package static let band = Style(.band)
    /// ``Role/changed`` without more emphasis than the theme gives it.
    package static let changed = Style(.changed)
}
