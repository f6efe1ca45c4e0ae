/// One of the 256 colours of a terminal.
///
/// The first 16 are whatever a person set them to, so their contrast is known only for the usual
/// palettes; only the theme made for terminals of 16 colours names them. The other 240 are fixed.
/// A hexadecimal colour of a theme is moved to the nearest of the fixed ones; the palette of the
/// terminal itself is never changed, because such a change would outlive a crash.
package struct Colour: Hashable, Sendable {
    /// 0 to 255.
    package let index: UInt8

    /// The colour of that number; nil above 255 and below 0.
    package init?(index: Int) {
        guard let index = UInt8(exactly: index) else { return nil }
        self.index = index
    }

    /// The nearest of the fixed colours to three bytes.
    package init(nearestTo rgb: RGB) {
        let best = (16...255).min {
            Colour.rgb($0).distance(to: rgb) < Colour.rgb($1).distance(to: rgb)
        }
        index = UInt8(best ?? 16)
    }

    /// What terminals show for it, after xterm's table; the first 16 unless a person changed them.
    package var rgb: RGB { Colour.rgb(Int(index)) }

    /// The number to use in a terminal of so many colours; nil for greys it does not have.
    func number(ofColours count: Int) -> Int? {
        if count >= 256 || index < min(count, 16) { return Int(index) }
        return index < 16 ? (index == 8 ? nil : Int(index) - 8) : basicIndex
    }

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
        if index < 16 { return personal[index] }
        if index >= 232 {
            let level = UInt8(8 + 10 * (index - 232))
            return RGB(red: level, green: level, blue: level)
        }
        let cube = max(0, index - 16)
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        return RGB(red: levels[cube / 36 % 6], green: levels[cube / 6 % 6], blue: levels[cube % 6])
    }

    /// The first sixteen as xterm has them when nobody changed them.
    private static let personal: [RGB] = [
        "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
        "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
    ].compactMap(RGB.init(hex:))
}
