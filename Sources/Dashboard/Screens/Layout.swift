import TerminalUI

/// How much is shown at a size.
enum Layout {
    /// All panels with six charts.
    case full
    /// All but what commands change, with one chart.
    case medium
    /// Rules instead of boxes, dots instead of the instance table.
    case small
    /// State, split, the worst criterion, the newest event.
    case compact
    /// One line.
    case line

    init(_ size: Size) {
        switch (size.width, size.height) {
        case (180..., 45...): self = .full
        case (110..., 32...): self = .medium
        case (72..., 20...): self = .small
        case (30..., 4...): self = .compact
        default: self = .line
        }
    }

    /// Whether panels have a frame on all sides.
    var isBoxed: Bool { self == .full || self == .medium }
}
