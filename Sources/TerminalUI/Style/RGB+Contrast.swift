extension RGB {
    /// The light it gives, 0 for black and 1 for white: relative luminance of WCAG 2.2.
    package var luminance: Double {
        0.2126 * Self.linear[Int(red)] + 0.7152 * Self.linear[Int(green)]
            + 0.0722 * Self.linear[Int(blue)]
    }

    /// From 1 for equal colours to 21 for black and white: the contrast ratio of WCAG 2.2.
    ///
    /// Text of any size needs 4.5 (criterion 1.4.3), better 7 (criterion 1.4.6).
    package func contrast(with other: RGB) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// The light of a byte of sRGB.
    private static let linear: [Double] = (0...255).map { byte in
        let value = Double(byte) / 255
        guard value > 0.04045 else { return value / 12.92 }
        let base = (value + 0.055) / 1.055
        return base * base * fifthRoot(base * base)
    }

    /// For the power 2.4, because this module has no mathematics library; Newton's method.
    private static func fifthRoot(_ value: Double) -> Double {
        var root = 1.0
        for _ in 0..<40 {
            let fourth = root * root * root * root
            root -= (fourth * root - value) / (5 * fourth)
        }
        return root
    }
}

extension Theme.Ground {
    /// The ground a background belongs to: the one whose characters stand out more from it.
    package init(of background: RGB) {
        let white = RGB(red: 255, green: 255, blue: 255)
        let black = RGB(red: 0, green: 0, blue: 0)
        self = background.contrast(with: white) > background.contrast(with: black) ? .dark : .light
    }
}

extension Theme {
    /// The colours of a style's characters and of what is behind them on some background.
    package func colours(of style: Style, on background: RGB) -> (front: RGB, back: RGB) {
        let look = appearance(of: style)
        // A terminal's own characters are taken as the ground's: white or black on it.
        let own = RGB(
            red: ground == .dark ? 255 : 0,
            green: ground == .dark ? 255 : 0,
            blue: ground == .dark ? 255 : 0
        )
        let front = look.foreground?.rgb ?? own
        let back = look.background?.rgb ?? background
        return look.attributes.contains(.reverse) ? (back, front) : (front, back)
    }

    /// The least contrast of a role, selected or not, on all backgrounds of the theme's ground.
    package func leastContrast(of role: Role) -> Double {
        let styles = [Style(role), Style(role, .selected)]
        return ground.backgrounds.flatMap { background in
            styles.map { style in
                let (front, back) = colours(of: style, on: background)
                return front.contrast(with: back)
            }
        }
        .min() ?? 1
    }
}
