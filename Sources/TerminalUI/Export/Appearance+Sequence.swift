extension Appearance {
    /// Whether a blank looks the same in both: it shows a background, and of the rest only what
    /// reversing and underlining make of it.
    func blankLooksTheSame(in other: Appearance) -> Bool {
        hidesForeground && other.hidesForeground && background == other.background
    }

    /// Whether a blank shows nothing of the foreground.
    var hidesForeground: Bool { attributes.isDisjoint(with: [.reverse, .underline]) }

    /// The SGR sequence that sets this look and nothing else, whatever was set before.
    package var sequence: String {
        Appearance.sgr(["0"] + codes(without: Appearance()))
    }

    /// The shortest SGR sequence that turns one look into this one; empty when they are equal.
    func sequence(after pen: Appearance) -> String {
        guard self != pen else { return "" }
        guard self != Appearance() else { return "\u{1B}[m" }
        let anew = Appearance.sgr([""] + codes(without: Appearance()))
        let changed = Appearance.sgr(codes(without: pen))
        return changed.utf8.count < anew.utf8.count ? changed : anew
    }

    private static func sgr(_ codes: [String]) -> String {
        "\u{1B}[\(codes.joined(separator: ";"))m"
    }

    private static let attributeCodes: [(attribute: Style.Attributes, on: String, off: String)] = [
        (.bold, "1", "22"), (.dim, "2", "22"), (.underline, "4", "24"), (.reverse, "7", "27"),
    ]

    /// The codes for what differs from another look, those that take away first.
    private func codes(without pen: Appearance) -> [String] {
        var kept = pen.attributes
        var codes: [String] = []
        for (attribute, _, off) in Appearance.attributeCodes
        where kept.contains(attribute) && !attributes.contains(attribute) {
            if !codes.contains(off) { codes.append(off) }
            // One code takes bold and dim away together.
            kept.subtract(off == "22" ? [.bold, .dim] : attribute)
        }
        for (attribute, on, _) in Appearance.attributeCodes
        where attributes.contains(attribute) && !kept.contains(attribute) {
            codes.append(on)
        }
        if foreground != pen.foreground {
            codes.append(foreground.map { "38;5;\($0.index)" } ?? "39")
        }
        if background != pen.background {
            codes.append(background.map { "48;5;\($0.index)" } ?? "49")
        }
        return codes
    }
}
