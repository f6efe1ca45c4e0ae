/// One of the 240 fixed colours of a 256-colour terminal.
///
/// The first 16 are left out: people set them to their liking, so their contrast is unknown.
/// A hexadecimal colour of a theme is moved to the nearest of these; the palette of the
/// terminal itself is never changed, because such a change would outlive a crash.
package struct Colour: Hashable, Sendable {
    /// 16 to 255.
    package let index: UInt8

    /// The colour of that number; nil under 16.
    package init?(index: Int) {
        guard let index = UInt8(exactly: index), index >= 16 else { return nil }
        self.index = index
    }

    /// The nearest colour to three bytes.
    package init(nearestTo rgb: RGB) {
        let best = (16...255).min {
            Colour.rgb($0).distance(to: rgb) < Colour.rgb($1).distance(to: rgb)
        }
        index = UInt8(best ?? 16)
    }

    /// What terminals show for it, after xterm's table.
    package var rgb: RGB { Colour.rgb(Int(index)) }

    /// The number in a terminal of 8 colours by its hue; nil for a grey.
    ///
    /// Blues become cyan, because blue on black cannot be read on the Linux console.
    package var basicIndex: Int? {
        let (red, green, blue) = (Int(rgb.red), Int(rgb.green), Int(rgb.blue))
        let greatest = max(red, green, blue)
        let span = greatest - min(red, green, blue)
        guard span >= 40 else { return nil }
        let hue: Int =
            switch greatest {
            case red: (60 * (green - blue) / span + 360) % 360
            case green: 120 + 60 * (blue - red) / span
            default: 240 + 60 * (red - green) / span
            }
        return switch hue {
        case 35..<90: 3
        case 90..<160: 2
        case 160..<265: 6
        case 265..<345: 5
        default: 1
        }
    }

    private static func rgb(_ index: Int) -> RGB {
        if index >= 232 {
            let level = UInt8(8 + 10 * (index - 232))
            return RGB(red: level, green: level, blue: level)
        }
        let cube = max(0, index - 16)
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        return RGB(red: levels[cube / 36 % 6], green: levels[cube / 6 % 6], blue: levels[cube % 6])
    }
}
