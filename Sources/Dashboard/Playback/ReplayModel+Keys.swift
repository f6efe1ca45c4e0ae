import RolloutCore
import TerminalUI

extension ReplayModel {
    /// A key goes to what lies on top, then to the replay, then to the screen of the moment.
    mutating func take(_ press: KeyPress) -> [ReplayRequest] {
        switch overlay {
        case .help(let scroll): return takeInHelp(press.key, scroll)
        case .prompt(let prompt, let text): return type(press.key, for: prompt, into: text)
        case .difference:
            overlay = nil
            return press.key == .escape || press.key == .character("d") ? [] : take(press)
        case nil: break
        }
        flash = nil
        guard let binding = PlaybackKeymap.binding(for: press.key) else { return pass(press) }
        if binding.action == .goToEvent, dashboard.view.event == nil { return pass(press) }
        return perform(binding.action, press.key)
    }

    /// Keys of the dashboard that move and show; none that touches a release gets there.
    private mutating func pass(_ press: KeyPress) -> [ReplayRequest] {
        if let action = Keymap.binding(for: press.key)?.action, action.touchesRelease {
            say("this is a replay: nothing can be steered here", .watch)
            return []
        }
        if Keymap.binding(for: press.key)?.action == .freeze {
            say("a replay is still when it is paused: Space")
            return []
        }
        return dashboard.update(.keyPressed(press, at: dashboard.now)).compactMap { request in
            switch request {
            case .leave: .leave
            case .suspend: .suspend
            case .redraw: .redraw
            case .copy(let row): .copy(row)
            case .write: .write(bareCanvas)
            // What asks for a steward or for entries has no answer here.
            default: nil
            }
        }
    }

    private mutating func perform(_ action: PlaybackAction, _ key: Key) -> [ReplayRequest] {
        let before = playback.playhead
        switch action {
        case .play, .slower, .faster, .idle: changePlay(action)
        case .back: playback.move(by: .zero - Playback.step)
        case .forward: playback.move(by: Playback.step)
        case .backFar: playback.move(by: .zero - playback.outline.length / 10)
        case .forwardFar: playback.move(by: playback.outline.length / 10)
        case .previousEvent: go(to: playback.previousLine?.at, "no event before this one")
        case .nextEvent: go(to: playback.nextLine?.at, "no event after this one")
        case .previousMark: go(to: playback.previousMark)
        case .nextMark: go(to: playback.nextMark)
        case .percent:
            if case .character(let digit) = key, let tenth = digit.wholeNumberValue {
                playback.go(toShare: Double(tenth) / 10)
            }
        case .beginning: playback.go(to: playback.outline.began)
        case .end: playback.go(to: playback.outline.ended)
        case .nextMatch, .previousMatch: search(isAfter: action == .nextMatch)
        case .goToEvent: goToEvent()
        case .goTo, .mark, .search, .help, .difference, .close, .leave: return open(action)
        }
        return playback.playhead == before ? [] : [.show(playback.playhead)]
    }

    private mutating func changePlay(_ action: PlaybackAction) {
        switch action {
        case .play: playback.toggle()
        case .idle:
            playback.toggleIdle()
            say(
                playback.cutsIdle
                    ? "time without an event is cut to \(Playback.idle.spoken)"
                    : "all of the time is shown"
            )
        default:
            guard !playback.changeSpeed(by: action == .faster ? 1 : -1) else { return }
            say(action == .faster ? "64 times is the fastest" : "a quarter is the slowest")
        }
    }

    private mutating func open(_ action: PlaybackAction) -> [ReplayRequest] {
        switch action {
        case .goTo: overlay = .prompt(.goTo, "")
        case .search: overlay = .prompt(.search, "")
        case .help: overlay = .help(scroll: 0)
        case .mark:
            let there = playback.bookmarks.first { $0.at == playback.playhead }
            overlay = .prompt(.note, there?.note ?? "")
        case .difference:
            guard let span = playback.span else {
                say("a difference needs two marks: m makes one", .watch)
                return []
            }
            return [.compare(span.from.at, span.to.at)]
        case .close:
            _ = dashboard.update(.keyPressed(KeyPress(.escape), at: dashboard.now))
        default: return [.leave]
        }
        return []
    }

    private mutating func go(to moment: Timestamp?, _ otherwise: String) {
        guard let moment else {
            say(otherwise)
            return
        }
        playback.pause()
        playback.go(to: moment)
    }

    private mutating func go(to mark: PlaybackMark?) {
        go(to: mark?.at, "no mark in that direction")
        if let mark { say("\(mark.glyph) \(mark.title)") }
    }

    private mutating func goToEvent() {
        let chosen = playback.outline.lines.first { $0.sequence == dashboard.view.event }
        go(to: chosen?.at, "that event is not in this recording")
    }

    private mutating func search(isAfter: Bool) {
        guard !words.isEmpty else {
            say("nothing was searched for yet: /")
            return
        }
        guard let line = playback.line(with: words, isAfter: isAfter) else {
            say("no event \(isAfter ? "after" : "before") this moment has `\(words)`", .watch)
            return
        }
        go(to: line.at, "")
        say("\(line.glyph) \(line.sentence)")
    }
}

extension ReplayModel {
    private mutating func takeInHelp(_ key: Key, _ scroll: Int) -> [ReplayRequest] {
        switch key {
        case .character("j"), .down: overlay = .help(scroll: scroll + 1)
        case .character("k"), .up: overlay = .help(scroll: max(0, scroll - 1))
        case .escape, .character("?"), .character("q"), .function(1): overlay = nil
        case .control("l"): return [.redraw]
        case .control("z"): return [.suspend]
        default: break
        }
        return []
    }

    private mutating func type(
        _ key: Key,
        for prompt: Prompt,
        into text: String
    ) -> [ReplayRequest] {
        var text = text
        switch key {
        case .character(let character): text.append(character)
        case .paste(let pasted):
            text += pasted.split(whereSeparator: \.isNewline).joined(separator: " ")
        case .backspace where text.isEmpty, .escape:
            overlay = nil
            return []
        case .backspace: text.removeLast()
        case .control("u"): text = ""
        case .enter:
            overlay = nil
            return finish(prompt, text)
        case .control("l"): return [.redraw]
        case .control("z"): return [.suspend]
        default: return []
        }
        overlay = .prompt(prompt, String(text.prefix(Bookmark.longestNote)))
        return []
    }

    private mutating func finish(_ prompt: Prompt, _ text: String) -> [ReplayRequest] {
        let before = playback.playhead
        switch prompt {
        case .note:
            playback.mark(text, by: reviewer)
            say("marked \(playback.playhead.clock)Z; the recording itself stays as it was")
            return [.keep(playback.bookmarks)]
        case .search:
            words = text.isEmpty ? words : text
            search(isAfter: true)
        case .goTo where text == "unmark":
            say(playback.unmark() ? "the mark here is gone" : "there is no mark here")
            return [.keep(playback.bookmarks)]
        case .goTo: goTo(text)
        }
        return playback.playhead == before ? [] : [.show(playback.playhead)]
    }

    /// `goto 14:03:21`, with or without the word.
    private mutating func goTo(_ text: String) {
        let words = text.split(separator: " ")
        let place = words.first == "goto" ? words.dropFirst() : words[...]
        guard let moment = playback.moment(named: place.joined()) else {
            say("`\(text)` is no moment: write 14:03:21, +08:14, -10 or 50%", .watch)
            return
        }
        playback.go(to: moment)
        if moment < playback.outline.began.second || moment > playback.outline.ended {
            say(
                "the recording is from \(playback.outline.began.clock)Z to "
                    + "\(playback.outline.ended.clock)Z; this is its nearest moment",
                .watch
            )
        }
    }
}
