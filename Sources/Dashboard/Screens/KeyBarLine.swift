import RolloutCore
import TerminalUI

/// The last row: the answer to the last key, or which keys do what.
struct KeyBarLine: Widget {
    private let bar: KeyBar

    /// - Parameters:
    ///   - dashboard: whose keys.
    ///   - hasFlash: whether the answer to the last key stands here and not in a row of its own.
    init(_ dashboard: DashboardModel, hasFlash: Bool) {
        let notice = hasFlash ? dashboard.flash.map { StyledLine($0.text, Style($0.role)) } : nil
        bar = KeyBar(Self.entries(dashboard), notice: notice)
    }

    func draw(into canvas: inout Canvas, in area: Rect) { canvas.draw(bar, in: area) }

    private static func entries(_ dashboard: DashboardModel) -> [KeyBar.Entry] {
        let isOver = dashboard.rollout?.isOver == true
        return Keymap.bindings.compactMap { binding in
            guard let short = binding.short, !isOver || !binding.action.touchesRelease else {
                return nil
            }
            let isResume = binding.action == .pauseOrResume && dashboard.rollout?.pause != nil
            let isUnavailable = dashboard.availability(of: binding.action) != .available
            return KeyBar.Entry(
                binding.label.split(separator: " ").first.map(String.init) ?? binding.label,
                isResume ? "resume" : short,
                unavailable: isUnavailable ? reason(binding.action, dashboard) : nil,
                priority: binding.priority,
                group: binding.group.place
            )
        }
    }

    /// A word or two; the whole sentence comes when the key is pressed.
    private static func reason(_ action: Action, _ dashboard: DashboardModel) -> String {
        guard let rollout = dashboard.rollout else { return "no release" }
        if case .gone = dashboard.stewardship { return "no steward" }
        if let asked = dashboard.asked, asked.verb == dashboard.verb(of: action, rollout) {
            return "asked"
        }
        if action != .rollBack, dashboard.pictureAge > DashboardModel.staleAge {
            return "old picture"
        }
        return "not now"
    }
}

extension Binding.Group {
    fileprivate var place: Int { self == .release ? 0 : self == .session ? 2 : 1 }
}
