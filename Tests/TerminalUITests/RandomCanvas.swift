@testable import TerminalUI

/// Canvases that are the same for the same number, in every process.
enum RandomCanvas {
    /// Panels, charts, wide characters and noise, changing in part from one number to the next.
    static func make(_ number: Int, width: Int = 80, height: Int = 24) -> Canvas {
        var canvas = Canvas(size: Size(width: width, height: height))
        var random = Generator(state: UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1)
        let values = (0..<60).map { _ -> Double? in
            random.below(9) == 0 ? nil : Double(random.below(99))
        }
        let halves = canvas.bounds.columns([.share(1), .share(1)])
        canvas.draw(Panel(title: "世界 \(number % 3)", isFocused: number % 2 == 0), in: halves[0])
        canvas.draw(
            AreaChart(values, limit: 50),
            in: halves[0].inset(left: 1, top: 1, right: 1, bottom: 1)
        )
        for _ in 0..<random.below(60) {
            let style = Style(
                Role.allCases[random.below(12)],
                .init(rawValue: UInt8(random.below(32)))
            )
            let text = words[random.below(words.count)]
            canvas.write(
                text,
                x: random.below(width + 8) - 4,
                y: random.below(height),
                style: style
            )
        }
        return canvas
    }

    private static let words = [
        "世界", "observing", "e\u{301}", "████", "     ", "한글 ok", "p99 398 ms", "⣿⣿⣿", "│─│", "👍",
        "\u{1B}[2J", "x",
    ]

    private struct Generator {
        var state: UInt64

        mutating func below(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
    }
}
