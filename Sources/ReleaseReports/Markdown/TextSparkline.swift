/// Values as a row of block characters, the same in every terminal, wiki and mail.
struct TextSparkline {
    /// Most characters of a row.
    static let width = 60

    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// The row.
    let text: String

    /// A row in which an empty column stands for 0 and a full one for `top`.
    ///
    /// Several values share a character where there are more, which then shows the highest of
    /// them; a gap stays one.
    init(_ values: [Double?], top: Double) {
        let count = min(Self.width, values.count)
        text = String(
            (0..<count).map { column -> Character in
                let from = column * values.count / count
                let to = max(from + 1, (column + 1) * values.count / count)
                guard let value = values[from..<to].compactMap(\.self).max() else { return " " }
                guard top > 0 else { return Self.blocks[0] }
                let place = Int((min(1, max(0, value / top)) * 7).rounded())
                return Self.blocks[place]
            }
        )
    }
}
