import CNCurses

/// A style in the terms of the terminal at hand.
@MainActor
struct CellDrawing {
    let attributes: UInt32
    let pair: Int32
    /// Whether a blank shows nothing of it: no background, not reversed, not underlined.
    let hidesForeground: Bool

    /// Chooses attributes and colours that the terminal has.
    init(_ style: Style, in theme: Theme, colours: Int) {
        let source = colours > 0 ? theme : .mono
        var appearance = source.appearance(of: style)
        hidesForeground =
            appearance.background == nil
            && appearance.attributes.isDisjoint(with: [.reverse, .underline])
        let foreground = appearance.foreground?.number(ofColours: colours)
        let background = appearance.background?.number(ofColours: colours)
        if appearance.background != nil, background == nil {
            // Greys do not exist here; a grey background is shown by reversing.
            appearance.attributes.insert(.reverse)
        } else if let grey = appearance.foreground, foreground == nil, grey.rgb.red < 0xA0 {
            appearance.attributes.insert(.dim)
        }
        attributes = UInt32(appearance.attributes.rawValue)
        pair = cnc_pair(Int32(foreground ?? -1), Int32(background ?? -1))
    }
}
