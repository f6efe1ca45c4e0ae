import RolloutCore
import TerminalUI

extension DashboardModel {
    /// Takes in what happened, and answers with what is to be done outside, in order.
    package mutating func update(_ message: Message) -> [Request] {
        let requests = take(message)
        relist()
        return requests
    }

    private mutating func take(_ message: Message) -> [Request] {
        switch message {
        case .entriesArrived(let entries):
            return take(entries)
        case .keyPressed(let press, let moment):
            now = max(now, moment)
            return take(press)
        case .clockTicked(let moment):
            now = moment
            if let until = flash?.until, until <= now { flash = nil }
            if assessment.at.map({ now - $0 >= .seconds(1) }) ?? true { assess() }
        case .resized(let size):
            self.size = size
            redrawOverlay()
        case .framePresented(let moment):
            notePresented(at: moment)
        case .stewardSeen(let stewardship):
            self.stewardship = stewardship
        case .commandAnswered(let verb):
            if asked?.verb == verb { asked = nil }
        case .commandNotSent(let why):
            asked = nil
            say(why, .fail)
        case .themeSuited(let place):
            if themeNames.indices.contains(place) { view.theme = place }
        case .told(let words, let role):
            say(words, role)
        case .suspensionEnded(let time):
            redrawOverlay()
            say("this screen was suspended for \(time.spoken); the release was not", .watch)
            return [.redraw]
        }
        return []
    }

    /// Shows a sentence in the flash line.
    mutating func say(_ text: String, _ role: Role = .text) {
        flash = Flash(text: text, role: role, until: now + Flash.time)
    }

    /// Asks the core again, after new entries or with time.
    mutating func assess() {
        let last = assessment
        assessment = rollout.map { Assessment($0, at: now, keeping: last) } ?? Assessment()
    }

    /// Lists rows anew where something changed that they depend on.
    mutating func relist() {
        let shown = frozen?.picture ?? picture
        listing.update(for: shown, view, at: frozen?.at ?? now, frozen: frozen != nil)
    }
}

extension DashboardModel {
    private mutating func take(_ entries: [Entry]) -> [Request] {
        let wasOpen = rollout != nil
        let waited = assessment.waitsForPerson
        var alarm: Alert?
        // What was written was written by now; so what follows is asked of the core once, not
        // again with the next second.
        now = max(now, entries.last?.at ?? now)
        for entry in entries {
            let known = sequence
            guard picture.fold(entry) else {
                assess()
                return [.readEntries(after: sequence)]
            }
            guard sequence > known else { continue }
            answer(with: entry)
            alarm = Alert(entry, rollout?.plan) ?? alarm
        }
        assess()
        checkConfirmation()
        let asksPerson = assessment.waitsForPerson && !waited
        guard wasOpen else { return [] }
        if let alarm, alarm.role != .ok { alert = alarm }
        return alarm != nil || asksPerson ? [.ringBell] : []
    }

    /// Ends the wait for an answer, and shows a refusal where the person looks.
    private mutating func answer(with entry: Entry) {
        guard let pending = asked, entry.at >= pending.at - .seconds(1) else { return }
        if case .rejected(let command, let rejection) = entry.event, command.verb == pending.verb {
            asked = nil
            say(rejection.keyed, .watch)
        } else if entry.event.answers(pending.verb) {
            asked = nil
        }
    }

    /// A box about a state that is gone is drawn again with the new one, or closed with a word.
    private mutating func checkConfirmation() {
        guard case .confirmation(var box) = overlay, let rollout else { return }
        if let rejection = assessment.refusal(of: box.verb, rollout, at: now) {
            overlay = nil
            say(rejection.keyed, .watch)
        } else if box.seen != rollout.revision {
            box.seen = rollout.revision
            box.drawnAt = nil
            box.hasMoved = true
            overlay = .confirmation(box)
        }
    }

    private mutating func notePresented(at moment: Timestamp) {
        guard case .confirmation(var box) = overlay, box.drawnAt == nil else { return }
        box.drawnAt = moment
        overlay = .confirmation(box)
    }

    /// After the terminal lost the box, its time begins anew.
    private mutating func redrawOverlay() {
        guard case .confirmation(var box) = overlay else { return }
        box.drawnAt = nil
        overlay = .confirmation(box)
    }
}

extension Alert {
    /// The alert of an entry that somebody should look up for; nil for all others.
    fileprivate init?(_ entry: Entry, _ plan: Plan?) {
        guard entry.event.isAlarm, let plan, let line = EventLine(entry, plan: plan) else {
            return nil
        }
        self.init(text: line.sentence, role: line.role, at: entry.at)
    }
}

extension Event {
    /// Whether somebody should look up: the bell rings once for it.
    fileprivate var isAlarm: Bool {
        switch self {
        case .judged(_, let verdict): verdict.kind.speaksAgainst
        case .held, .rollbackStarted, .ended: true
        default: false
        }
    }

    /// Whether it is what a command with that verb leads to.
    fileprivate func answers(_ verb: Command.Verb) -> Bool {
        switch (self, verb) {
        case (.paused, .pause), (.resumed, .resume), (.rollbackStarted, .rollback): true
        case (.gateOpened(_, .person), .advance), (.advancedFully, .advance): true
        case (.warmEnded, .advance), (.holdEnded, .resume): true
        case (.shiftStarted(let shift), .stepBack): shift.cause == .stepBack
        case (.warmEnded, .releaseWarm), (.warmHeld, .holdWarm), (.annotated, .annotate): true
        case (.contractConfirmed, .contract), (.contractLeft, .contract): true
        case (.ended, _): true
        default: false
        }
    }
}
