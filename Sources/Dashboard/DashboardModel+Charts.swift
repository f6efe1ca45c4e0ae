import RolloutCore
import TerminalUI

extension DashboardModel {
    /// Another metric in the chart, or more or less time.
    mutating func changeChart(_ action: Action) {
        switch action {
        case .widerWindow: changeWindow(by: 1)
        case .narrowerWindow: changeWindow(by: -1)
        default:
            guard let metrics = rollout?.plan.criteria.map(\.metric), !metrics.isEmpty else {
                return
            }
            let shown = chartedMetric ?? metrics[0]
            let place = metrics.firstIndex(of: shown) ?? 0
            let step = action == .nextMetric ? 1 : metrics.count - 1
            view.charted = metrics[(place + step) % metrics.count]
        }
    }

    private mutating func changeWindow(by step: Int) {
        let last = ViewState.windows.count - 1
        let before = scene?.window ?? ViewState.usualWindow
        let next = min(max(0, before + step), last)
        view.window = next
        sayWindow(next == before ? (step > 0 ? ", the most there is" : ", the least there is") : "")
    }

    private mutating func sayWindow(_ more: String = "") {
        guard let scene else { return }
        say("charts show \(scene.span.spoken)" + more)
    }

    /// The span that was typed, or the usual one.
    mutating func chooseWindow(_ argument: String) {
        guard !argument.isEmpty else {
            view.window = nil
            sayWindow()
            return
        }
        let name = argument.filter { $0 != " " }
        guard let place = ViewState.windowNames.firstIndex(of: name) else {
            sayUnknown(argument, of: "length of time", ViewState.windowNames)
            return
        }
        view.window = place
        sayWindow()
    }

    /// The chart of that metric.
    mutating func chooseMetric(_ argument: String) {
        let metrics = rollout?.plan.criteria.map(\.metric) ?? []
        let name = argument.lowercased()
        let found =
            metrics.first { $0.rawValue.lowercased() == name }
            ?? metrics.first { $0.rawValue.lowercased().hasPrefix(name) }
        guard let found else {
            sayUnknown(argument, of: "metric", metrics.map(\.rawValue))
            return
        }
        view.charted = found
    }

    /// The cursor on the time axis, one step of it; at its newest end it lets go.
    mutating func moveCursor(_ action: Action) {
        guard let scene else { return }
        let step = scene.cursorStep
        let newest = scene.chartEnd.second - .seconds(1)
        let oldest = max(newest - scene.span, scene.picture.began?.second ?? newest)
        guard let cursor = view.cursor else {
            if action == .cursorLeft {
                view.cursor = newest
            } else {
                say("the charts show the present; ← goes back in them")
            }
            return
        }
        let next = action == .cursorLeft ? cursor - step : cursor + step
        view.cursor = next > newest ? nil : max(oldest, next)
    }

    /// The event of a time of day and the values of its second.
    mutating func goTo(_ argument: String) {
        guard let scene, let moment = scene.moment(of: argument) else {
            say("no time `\(argument)`; write it as 14:03 or 14:03:21, in UTC", .watch)
            return
        }
        let lines = scene.picture.log.lines
        view.cursor = moment
        view.focus = .events
        view.event = (lines.first { $0.at >= moment } ?? lines.last)?.sequence
        say("at \(moment.clock)Z; Esc lets go")
    }
}

extension Scene {
    /// How far one press of the cursor keys goes: about a hundredth of the charts.
    var cursorStep: Duration { .seconds(max(1, span.components.seconds / 100)) }

    /// The last moment before now with that time of day, `14:03` or `14:03:21`.
    func moment(of text: String) -> Timestamp? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let second = parts.count > 2 ? parts[2] : 0, (0..<24).contains(hour),
            (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        let today = now.second.microseconds / 1_000_000
        let midnight = today - ((today % 86_400) + 86_400) % 86_400
        let wanted = midnight + hour * 3_600 + minute * 60 + second
        return Timestamp(seconds: wanted > today ? wanted - 86_400 : wanted)
    }
}
