/// What a theme does with a role: colours and attributes of a terminal.
package struct Appearance: Hashable, Sendable {
    /// Colour of the characters; nil is the terminal's own.
    package var foreground: Colour?
    /// Colour behind them; nil is the terminal's own.
    package var background: Colour?
    /// Bold, dim, reverse, underline.
    package var attributes: Style.Attributes

    /// Makes an appearance.
    package init(
        _ foreground: Colour? = nil,
        on background: Colour? = nil,
        attributes: Style.Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }
}
