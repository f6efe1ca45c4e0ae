/// A colour as three bytes.
package struct RGB: Hashable, Sendable {
    /// 0 to 255.
    package let red: UInt8
    /// 0 to 255.
    package let green: UInt8
    /// 0 to 255.
    package let blue: UInt8

    /// Makes a colour from its parts.
    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#RRGGBB`; nil for anything else.
    package init?(hex: String) {
        guard hex.utf8.count == 7, hex.first == "#",
            hex.utf8.dropFirst().allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(hex.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(value >> 16 & 0xFF),
            green: UInt8(value >> 8 & 0xFF),
            blue: UInt8(value & 0xFF)
        )
    }

    /// `#RRGGBB` with small letters, as themes, SVG and asciicasts write it.
    package var hex: String {
        "#"
            + [red, green, blue].map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            .joined()
    }

    /// Two fifths of the way to another colour, for what is dimmed.
    func mixed(with other: RGB) -> RGB {
        func part(_ first: UInt8, _ second: UInt8) -> UInt8 {
            UInt8((Int(first) * 3 + Int(second) * 2) / 5)
        }
        return RGB(
            red: part(red, other.red),
            green: part(green, other.green),
            blue: part(blue, other.blue)
        )
    }

    /// The sum of squared differences, for choosing the nearest of several.
    func distance(to other: RGB) -> Int {
        let parts = [(red, other.red), (green, other.green), (blue, other.blue)]
        return parts.reduce(0) { sum, pair in
            let difference = Int(pair.0) - Int(pair.1)
            return sum + difference * difference
        }
    }
}
