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
        bar = KeyBar(Self.entries(dashboard, hasFlash: hasFlash), notice: notice)
    }

    func draw(into canvas: inout Canvas, in area: Rect) { canvas.draw(bar, in: area) }

    private static func entries(_ dashboard: DashboardModel, hasFlash: Bool) -> [KeyBar.Entry] {
        let isOver = dashboard.rollout?.isOver == true
        var entries: [KeyBar.Entry] = []
        for binding in Keymap.bindings {
            guard let short = binding.short else { continue }
            if binding.action.touchesRelease, isOver || dashboard.readOnly != nil { continue }
            let isResume = binding.action == .pauseOrResume && dashboard.rollout?.pause != nil
            let isUnavailable = dashboard.availability(of: binding.action) != .available
            entries.append(
                KeyBar.Entry(
                    binding.label.split(separator: " ").first.map(String.init) ?? binding.label,
                    isResume ? "resume" : short,
                    unavailable: isUnavailable ? reason(binding.action, dashboard) : nil,
                    priority: binding.priority,
                    group: binding.group.place
                )
            )
        }
        // Where the alert has no row of its own, only its key says that there is one.
        if hasFlash, dashboard.alert != nil {
            let alert = KeyBar.Entry("x", "acknowledge alert", priority: 1, group: 1)
            entries.insert(alert, at: entries.firstIndex { $0.group > 0 } ?? entries.count)
        }
        return readOnly(dashboard) + entries
    }

    /// Said in place of the keys that would touch the release.
    private static func readOnly(_ dashboard: DashboardModel) -> [KeyBar.Entry] {
        guard let why = dashboard.readOnly, dashboard.rollout?.isOver != true else { return [] }
        return [KeyBar.Entry("P A B R O", "off", unavailable: why, priority: 0)]
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
