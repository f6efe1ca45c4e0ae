package import RolloutCore
import TerminalUI

/// Entries of a group as lines of text, for runs without a terminal and for the screen.
///
/// What a component's release does in detail is told by its own lines, with its name before them.
package enum GroupLines {
    /// The lines of one entry of the group; none for what is only bookkeeping.
    package static func lines(for entry: GroupEntry, plan: GroupPlan) -> [String] {
        guard let wording = Wording(entry.event, of: plan) else { return [] }
        let mark = ["!", "✗"].contains(wording.glyph) ? "! " : ""
        var lines = ["\(entry.at.clock)Z \(mark)\(plan.name): \(wording.sentence)"]
        if case .componentChecked(let name, let checks, _) = entry.event {
            lines += checks.filter { !$0.passed }.map { "  \(name): \($0.name): \($0.finding)" }
        }
        return lines
    }

    /// A line of a component's own with the component's name behind its time.
    package static func line(_ line: String, of name: ComponentName) -> String {
        guard let space = line.firstIndex(of: " "), space != line.startIndex else {
            return "  \(name):\(line)"
        }
        return "\(line[..<space]) \(name): \(line[line.index(after: space)...])"
    }
}

extension Wording {
    /// The words of an event of a group; nil for what makes no line.
    init?(_ event: GroupEvent, of plan: GroupPlan) {
        switch event {
        case .groupStarted(let start):
            let names = plan.components.map(\.name.rawValue).spokenList
            self.init("►", "start", "\(start.by.name) started \(names) in \(plan.environment)")
        case .stewardStarted(let steward, let resumed):
            guard resumed else { return nil }
            self.init(
                "·",
                "steward",
                "pid \(steward.pid) on \(steward.host) goes on with the group"
            )
        case .componentChecked(let name, let checks, _):
            let failed = checks.count { !$0.passed }
            let words = failed == 0 ? "passed" : "\(failed) of \(checks.count) failed"
            self.init(
                failed == 0 ? "✓" : "✗",
                "checks",
                "checks of \(name): " + (failed == 0 ? "\(checks.count) \(words)" : words),
                failed == 0 ? .ok : .fail
            )
        case .releaseBegan, .componentStarted: return nil
        case .startBegan(let name):
            let after = plan.component(name)?.after.map(\.rawValue) ?? []
            let why = after.isEmpty ? "" : ": \(after.spokenList) arrived"
            self.init("►", "start", "\(name) starts\(why)")
        case .componentNotStarted(let name, let words):
            self.init("✗", "start", "\(name) did not start: \(words)", .fail)
        case .componentChanged(let name, let report):
            self.init(report, of: name)
        case .componentRefused(let name, let verb, let words):
            self.init("!", "refused", "\(name) refused to \(verb.spoken): \(words)", .watch)
        default:
            self = Self.whole(event, of: plan)
        }
    }

    private init?(_ report: ComponentReport, of name: ComponentName) {
        switch report.state {
        case .warm where !report.isWarmHeld:
            self.init("✓", "arrived", "\(name) has arrived: all its traffic is on it", .ok)
        case .rollingBack(_, isBack: true):
            self.init("◄", "back", "\(name) is back: its traffic is on stable", .watch)
        case .rollingBack(let cause, isBack: false):
            self.init("◄", "back", "\(name) goes back: \(cause.sentence)", .fail)
        case .ended(let outcome):
            let isFine = outcome == .succeeded
            self.init(isFine ? "✓" : "!", "end", "\(name) \(outcome.name)", isFine ? .ok : .fail)
        case .underWay, .warm, .retiring: return nil
        }
    }

    /// What concerns the whole.
    private static func whole(_ event: GroupEvent, of plan: GroupPlan) -> Wording {
        switch event {
        case .warmEnded:
            Wording("►", "warm", "all have arrived and their warm times are over")
        case .rollbackStarted(let cause):
            Wording("◄", "back", "rolling back: \(cause.sentence)", .fail)
        case .paused(let person, let reason):
            Wording("‖", "pause", "\(person.name) paused all" + because(reason), .watch)
        case .resumed(let person): Wording("►", "resume", "\(person.name) resumed all")
        case .annotated(let text, let person): Wording("·", "note", "\(person.name): \(text)")
        case .rejected(let command, let rejection):
            Wording(
                "!",
                "refused",
                "\(command.by.name) asked to \(command.verb.spoken): \(rejection.sentence)",
                .watch
            )
        case .ended(let outcome): Wording(outcome)
        default: preconditionFailure("not about the whole: \(event)")
        }
    }

    private init(_ outcome: GroupOutcome) {
        switch outcome {
        case .succeeded: self.init("✓", "end", "succeeded", .ok)
        case .refused: self.init("✗", "end", "refused, and no traffic was moved anywhere", .fail)
        case .aborted(let person): self.init("!", "end", "aborted by \(person.name)", .watch)
        case .rolledBack(let cause):
            self.init("!", "end", "rolled back: \(cause.sentence)", .fail)
        case .rollbackFailed(let cause, let left):
            self.init("✗", "end", "rollback failed: \(cause.sentence). \(left)", .fail)
        }
    }
}
