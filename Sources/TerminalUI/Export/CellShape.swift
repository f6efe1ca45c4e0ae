/// A character that is drawn as a shape filling its cell, because fonts leave gaps between them.
struct CellShape {
    typealias Path = (kind: SVGPicture.Parts.Group.Kind, data: String)

    private enum Form {
        /// Eighths of the height, from the bottom.
        case column(Int)
        case shade(Int)
        /// Braille dots as the low eight bits of the scalar.
        case dots(UInt32)
        /// Which sides a thin line reaches: 1 up, 2 right, 4 down, 8 left.
        case line(Int)
        /// The same for two lines beside each other.
        case double(Int)
        case heavy(Int)
        /// Two short strokes.
        case dashes
    }

    private let form: Form

    /// The shape of a character; nil when it is better left to a font.
    init?(_ character: Character) {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1
        else { return nil }
        switch scalar.value {
        case 0x2800...0x28FF: form = .dots(scalar.value - 0x2800)
        case 0x2581...0x2588: form = .column(Int(scalar.value) - 0x2580)
        case 0x2591...0x2593: form = .shade((Int(scalar.value) - 0x2590) * 25)
        default:
            guard let known = Self.lines[character] else { return nil }
            form = known
        }
    }

    /// The shape in the cell whose top left corner is there, as SVG path data.
    func paths(x: Int, y: Int) -> [Path] {
        let (width, height) = (SVGPicture.cellWidth, SVGPicture.cellHeight)
        let full = "v\(height)h-\(width)z"
        switch form {
        case .column(let eighths):
            // Height 18: eighths of it in quarters of a unit, which SVG takes.
            let top = Double(y) + Double(height) * Double(8 - eighths) / 8
            return [(.fill, "M\(x) \(top)h\(width)V\(y + height)h-\(width)z")]
        case .shade(let share): return [(.shade(share), "M\(x) \(y)h\(width)\(full)")]
        case .dots(let bits): return [(.dots, Self.dots(bits, x: x, y: y))]
        case .line(let sides): return [(.stroke, Self.arms(sides, x: x, y: y))]
        case .heavy(let sides): return [(.heavyStroke, Self.arms(sides, x: x, y: y))]
        case .double(let sides): return [(.stroke, Self.doubled(sides, x: x, y: y))]
        case .dashes:
            return [(.stroke, "M\(x) \(y + height / 2).5h2m3 0h2")]
        }
    }

    /// Two columns of four dots; the bits are numbered as Unicode does.
    private static func dots(_ bits: UInt32, x: Int, y: Int) -> String {
        let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
        return places.enumerated().filter { bits >> UInt32($0.offset) & 1 == 1 }
            .map {
                "M\(Double(x) + 2.25 + 4.5 * Double($0.element.0)) "
                    + "\(Double(y) + 2.25 + 4.5 * Double($0.element.1))h0"
            }
            .joined()
    }

    private static func arms(_ sides: Int, x: Int, y: Int) -> String {
        let (midX, midY) = (Double(x) + 4.5, Double(y) + 8.5)
        let ends = [
            "V\(y)", "H\(x + SVGPicture.cellWidth)", "V\(y + SVGPicture.cellHeight)", "H\(x)",
        ]
        return (0..<4).filter { sides >> $0 & 1 == 1 }
            .map { "M\(midX) \(midY)\(ends[$0])" }.joined()
    }

    /// Straight pairs of lines, or the outer and the inner line of a corner.
    private static func doubled(_ sides: Int, x: Int, y: Int) -> String {
        let (midX, midY) = (Double(x) + 4.5, Double(y) + 8.5)
        let (right, bottom) = (x + SVGPicture.cellWidth, y + SVGPicture.cellHeight)
        switch sides {
        case 10: return "M\(x) \(midY - 1.5)H\(right)M\(x) \(midY + 1.5)H\(right)"
        case 5: return "M\(midX - 1.5) \(y)V\(bottom)M\(midX + 1.5) \(y)V\(bottom)"
        default:
            let toRight = sides & 2 != 0
            let toBottom = sides & 4 != 0
            let (endX, endY) = (toRight ? right : x, toBottom ? bottom : y)
            return [1.5, -1.5].map { offset in
                let cornerX = midX + (toRight ? -offset : offset)
                let cornerY = midY + (toBottom ? -offset : offset)
                return "M\(endX) \(cornerY)H\(cornerX)V\(endY)"
            }.joined()
        }
    }

    private static let lines: [Character: Form] = [
        "─": .line(10), "│": .line(5), "┌": .line(6), "┐": .line(12), "└": .line(3), "┘": .line(9),
        "├": .line(7), "┤": .line(13), "┬": .line(14), "┴": .line(11), "┼": .line(15),
        "━": .heavy(10), "┃": .heavy(5), "═": .double(10), "║": .double(5), "╔": .double(6),
        "╗": .double(12), "╚": .double(3), "╝": .double(9), "┄": .dashes,
    ]
}
