package import RolloutCore
package import TerminalUI

/// The whole state of the screen of a group: its components, what happened, what a person did.
///
/// Pure, like ``DashboardModel``: ``update(_:)`` takes what happened and answers with what is
/// wanted from outside, ``canvas`` draws.
package struct GroupModel: Sendable {
    /// Lines kept; the oldest are let go first.
    static let capacity = 2_000

    /// Names of the themes `t` goes through.
    package let themeNames: [String]
    /// The place in ``themeNames`` of the theme to present frames with.
    package internal(set) var theme = 0
    /// The group as folded so far; nil until its first entry came.
    package internal(set) var group: Group?
    /// The moment shown, by this machine's clock.
    var now: Timestamp
    var size: Size
    var glyphs: GlyphSet
    /// The releases of the components as far as they are known.
    var rollouts: [ComponentName: Rollout] = [:]
    /// One for each component; made anew with time and entries, not for every frame.
    var rows: [ComponentRow] = []
    var lines: [GroupEventLine] = []
    private var sources: [ComponentName: EventLines] = [:]
    var stewardship = Stewardship.unknown
    /// The place of the chosen component among them.
    var selection = 0
    /// The command that waits for `y`.
    var box: Confirmation?
    var isHelpOpen = false
    /// The line that is being typed.
    var prompt: Prompt?
    /// What the events are searched for.
    var filter: RowFilter?
    /// What was typed into the command line, the newest last.
    var typed: [String] = []
    var flash: Flash?
    /// Why nothing is ever sent from this screen; nil for one that may steer.
    let readOnly: String?

    /// A screen that knows nothing yet.
    package init(
        size: Size,
        now: Timestamp,
        glyphs: GlyphSet = .braille,
        themeNames: [String] = ["default"],
        readOnly: String? = nil
    ) {
        self.size = size
        self.now = now
        self.glyphs = glyphs
        self.themeNames = themeNames
        self.readOnly = readOnly
    }

    /// Takes in what happened; returns what is to be done outside.
    package mutating func update(_ message: GroupMessage) -> [GroupRequest] {
        switch message {
        case .entriesArrived(let entries): return take(entries)
        case .componentEntriesArrived(let name, let entries): take(entries, of: name)
        case .keyPressed(let press, let moment):
            now = max(now, moment)
            return take(press)
        case .clockTicked(let moment):
            now = max(now, moment)
            if let flash, flash.until <= now { self.flash = nil }
            assess()
        case .resized(let size): self.size = size
        case .framePresented(let moment):
            if box?.drawnAt == nil { box?.drawnAt = moment }
        case .stewardSeen(let stewardship): self.stewardship = stewardship
        case .commandNotSent(let why): say(why, .fail)
        case .themeSuited(let place):
            if themeNames.indices.contains(place) { theme = place }
        case .told(let words, let role): say(words, role)
        case .suspensionEnded(let time):
            box?.drawnAt = nil
            say("this screen was suspended for \(time.spoken); the group was not", .watch)
            return [.redraw]
        }
        return []
    }

    private mutating func take(_ entries: [GroupEntry]) -> [GroupRequest] {
        var isAlarm = false
        let wasOpen = group != nil
        for entry in entries {
            if group == nil { group = Group(entry) } else { group?.apply(entry) }
            guard let plan = group?.plan else { continue }
            switch entry.event {
            case .rollbackStarted, .ended: isAlarm = wasOpen
            case .rejected(_, let rejection): say(rejection.keyed, .watch)
            default: break
            }
            guard let wording = Wording(entry.event, of: plan) else { continue }
            add(GroupEventLine(entry.at, plan.name.rawValue, wording))
        }
        if let box, group?.availability(of: box.verb) != nil { self.box = nil }
        assess()
        return isAlarm ? [.ringBell] : []
    }

    private mutating func take(_ entries: [Entry], of name: ComponentName) {
        for entry in entries {
            if rollouts[name] == nil {
                rollouts[name] = Rollout(entry)
            } else {
                rollouts[name]?.apply(entry)
            }
            guard let line = sources[name, default: EventLines()].line(for: entry) else { continue }
            add(GroupEventLine(line, of: name))
        }
        assess()
    }

    private mutating func add(_ line: GroupEventLine) {
        // Journals are read one after the other; on screen the time decides.
        let place = lines.lastIndex { $0.at <= line.at }.map { $0 + 1 } ?? 0
        lines.insert(line, at: place)
        if lines.count > Self.capacity { lines.removeFirst(Self.capacity / 10) }
    }

    private mutating func assess() {
        rows = group.map { ComponentRow.rows($0, rollouts, at: now) } ?? []
        selection = max(0, min(selection, rows.count - 1))
    }

    /// Shows a sentence in the last row.
    mutating func say(_ text: String, _ role: Role = .text) {
        flash = Flash(text: text, role: role, until: now + Flash.time)
    }
}

/// One line of the events of a group: when, of whom, what.
struct GroupEventLine: Sendable, Hashable {
    var at: Timestamp
    /// The component, or the group itself.
    var subject: String
    var glyph: Character
    var sentence: String
    var role: Role

    init(_ at: Timestamp, _ subject: String, _ wording: Wording) {
        self.at = at
        self.subject = subject
        glyph = wording.glyph
        sentence = wording.sentence
        role = wording.role
    }

    init(_ line: EventLine, of name: ComponentName) {
        at = line.at
        subject = name.rawValue
        glyph = line.glyph
        sentence = line.sentence
        role = line.role
    }
}
