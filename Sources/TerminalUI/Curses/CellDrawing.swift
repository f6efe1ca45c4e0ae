import CNCurses

/// A style in the terms of the terminal at hand.
@MainActor
struct CellDrawing {
    let attributes: UInt32
    let pair: Int32
    /// The background's number, -1 for the terminal's own.
    private let background: Int32
    /// Whether a blank shows nothing of the foreground: not reversed, not underlined.
    private let hidesForeground: Bool

    /// Chooses attributes and colours that the terminal has.
    init(_ style: Style, in theme: Theme, colours: Int) {
        let source = colours > 0 ? theme : .mono
        var appearance = source.appearance(of: style)
        let foreground = appearance.foreground?.number(ofColours: colours)
        let background = appearance.background?.number(ofColours: colours)
        if appearance.background != nil, background == nil {
            // Greys do not exist here; a grey background is shown by reversing.
            appearance.attributes.insert(.reverse)
        } else if let grey = appearance.foreground, foreground == nil, grey.rgb.red < 0xA0 {
            appearance.attributes.insert(.dim)
        }
        hidesForeground = appearance.hidesForeground
        self.background = Int32(background ?? -1)
        attributes = UInt32(appearance.attributes.rawValue)
        pair = cnc_pair(Int32(foreground ?? -1), Int32(background ?? -1))
    }

    /// Whether a blank looks the same in both.
    func blankLooksTheSame(in other: CellDrawing) -> Bool {
        hidesForeground && other.hidesForeground && background == other.background
    }
}
