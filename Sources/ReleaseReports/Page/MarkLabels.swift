import RolloutCore

/// Which labels of marks have room beside each other, on a wide page and on a narrow one.
struct MarkLabels: Sendable, Hashable {
    /// A mark with its place, and where its label is shown.
    struct Placed: Sendable, Hashable {
        var mark: ReportMark
        var share: Double
        var isShownWide = false
        var isShownNarrow = false
    }

    /// Widths of a drawing in CSS pixels that labels are placed for.
    private static let wide = 900.0
    fileprivate static let narrow = 290.0
    /// The width of a character of a label, generously, in the same unit.
    fileprivate static let character = 6.8

    let placed: [Placed]

    init(_ marks: [ReportMark], on axis: TimeAxis) {
        var placed = marks.map { Placed(mark: $0, share: axis.share($0.at)) }
        let order = placed.indices.sorted {
            (placed[$0].mark.kind.rank, $0) < (placed[$1].mark.kind.rank, $1)
        }
        for width in [Self.wide, Self.narrow] {
            var taken: [ClosedRange<Double>] = []
            for index in order {
                let place = Self.place(placed[index], width: width)
                guard !taken.contains(where: { $0.overlaps(place) }) else { continue }
                taken.append(place)
                if width == Self.wide {
                    placed[index].isShownWide = true
                } else {
                    placed[index].isShownNarrow = true
                }
            }
        }
        self.placed = placed
    }

    /// What a label takes: it begins at its mark, and ends at it where it would leave the page.
    private static func place(_ placed: Placed, width: Double) -> ClosedRange<Double> {
        let length = Double(placed.mark.label.count + 1) * character
        let x = placed.share * width
        return placed.isTurned ? x - length...x : x...x + length
    }
}

extension MarkLabels.Placed {
    /// Whether the label stands to the left of its mark, because a narrow page has no room to the
    /// right.
    var isTurned: Bool {
        let length = Double(mark.label.count + 1) * MarkLabels.character
        return share > 0.4 && share * MarkLabels.narrow + length > MarkLabels.narrow
    }
}

extension ReportMark.Kind {
    /// The lower, the more it is missed.
    fileprivate var rank: Int {
        switch self {
        case .rollback: 0
        case .end: 1
        case .shift: 2
        case .warning: 3
        case .person: 4
        }
    }

    /// The name of its look.
    var look: String {
        switch self {
        case .rollback: "rollback"
        case .end: "end"
        case .shift: "shift"
        case .warning: "warning"
        case .person: "person"
        }
    }
}
