import Dashboard
import Foundation
import RolloutCore
import RolloutJournal
import TerminalUI

/// One person's dashboard on one release: the terminal, the journal, and the loop between them.
///
/// Reads entries and sends commands; it never touches the world. Closing it, killing it or losing
/// its terminal does nothing to the release.
@MainActor
final class DashboardSession {
    /// How it was left.
    enum End {
        /// By a person's key, or by a signal with that number.
        case left(signal: Int32?)
        /// The terminal went away.
        case terminalGone
    }

    private let site: ServiceSite
    private let release: ReleaseID
    /// Nil in a session that only shows: what it must never do, it cannot do.
    private let sender: CommandSender?
    private var follower: ReleaseFollower
    /// Starts the steward again when it dies; nil in a dashboard that only watches.
    private var keeper: StewardKeeper?

    private let clock = SystemClock()
    private let journalWatch: FolderWatch
    private var pace: LookPace
    private let screen: CursesScreen
    private let events: TerminalEvents
    private var themes: ThemeShelf
    private(set) var dashboard: DashboardModel
    private var frames: FramePace
    private var resizes = FrameLimiter.resizes
    /// Whether the window has a size that was not taken over yet; no frame is drawn meanwhile.
    private var isResizing = false
    private var lastCanvas: Canvas?
    /// Whether the terminal may show something else than ``lastCanvas``.
    private var isSpoilt = false
    private var nextTick: Timestamp
    /// When what only the start needed is given back, and then again.
    private var nextTrim: Timestamp
    /// The command in flight: its row, and what it asked for.
    private var asked: (row: Int64, verb: Command.Verb)?
    private var end: End?

    /// Takes over the terminal for the release.
    ///
    /// - Throws: `CursesScreen.OpenFailure` when there is no terminal to take; a ``JournalError``.
    init(
        site: ServiceSite,
        release: ReleaseID,
        themes: ThemeShelf,
        usesMouse: Bool,
        keepsSteward: Bool,
        isReadOnly: Bool = false
    ) throws {
        self.site = site
        self.release = release
        self.themes = themes
        sender = isReadOnly ? nil : CommandSender(try JournalFile(site.location))
        follower = ReleaseFollower(try JournalReader(site.location), release: release)
        journalWatch = FolderWatch(site.location.folder.path(percentEncoded: false))
        pace = LookPace(isTold: journalWatch.descriptor != nil)
        let isKeeper = keepsSteward && !isReadOnly
        keeper = isKeeper ? StewardKeeper(StewardTask(release, at: site)) : nil
        var options = CursesScreen.Options(
            theme: themes.themes[0],
            usesMouse: usesMouse,
            logPath: site.dashboardLog
        )
        options.crashNote =
            "handoff's screen crashed; the release goes on. `handoff watch` shows it again.\n"
        screen = try CursesScreen.open(options)
        events = try TerminalEvents()
        events.follow(journalWatch.descriptor)
        dashboard = DashboardModel(
            size: screen.size,
            now: clock.now,
            glyphs: screen.glyphs,
            themeNames: themes.themes.map(\.name),
            readOnly: isReadOnly ? "opened with --read-only" : nil
        )
        nextTick = clock.now
        nextTrim = clock.now + .seconds(1)
        frames = FramePace(at: clock.now)
    }

    /// Shows the release until somebody leaves; the terminal is as before when this returns.
    ///
    /// With `leavesFrame` the last frame stands above the shell's next prompt.
    func run(leavesFrame: Bool = true) -> End {
        defer {
            screen.close(lastFrame: leavesFrame ? lastCanvas : nil)
            events.close()
            try? sender?.unwatch(watcher)
        }
        if let words = screen.unknownTerminalNotice { show(.noticed(words)) }
        while end == nil {
            let happened = events.wait(atMost: patience)
            pace.slowDown()
            for event in happened { handle(event) }
            look()
            present()
            // After the frame: what it writes waits for the disk.
            if clock.now >= nextTick { tick() }
        }
        return end ?? .left(signal: nil)
    }

    /// How long nothing has to be done: until the next look, second, or frame.
    private var patience: Duration {
        guard !follower.mayHaveMore else { return .zero }
        let now = clock.now
        let frame = isResizing ? resizes.delay(at: now.sinceZero) : frames.wait(at: now)
        return min(pace.wait, frame, max(.zero, nextTick - now))
    }

    private var watcher: String {
        "\(getpid())-\(StewardIdentity.startTime(of: Int(getpid())) ?? "")"
    }

    private func handle(_ event: TerminalEvents.Event) {
        switch event {
        case .input:
            for press in screen.readKeys() { show(.keyPressed(press, at: clock.now)) }
            if let place = themes.suited(to: screen.ground, shown: dashboard.theme) {
                show(.themeSuited(place))
            }
        case .woken:
            journalWatch.drain()
            pace.wake()
        case .signal(let signal): handle(signal)
        case .inputClosed: end = .terminalGone
        }
    }

    private func handle(_ signal: TerminalSignal) {
        switch signal {
        case .resized: isResizing = true
        case .terminate, .interrupt, .quit: end = .left(signal: signal.number)
        case .hangUp: end = .terminalGone
        case .stop: suspend()
        case .resumed: repaint()
        }
    }

    /// Draws every cell again, because the terminal may have lost some.
    private func repaint() {
        screen.repaint()
        isSpoilt = true
        frames.hurry(at: clock.now)
    }

    private func suspend() {
        let before = clock.now
        screen.suspend()
        update(.resized(screen.size))
        show(.suspensionEnded(after: clock.now - before))
    }

    /// Takes in what the journal has that was not seen yet.
    private func look() {
        do {
            let entries = try follower.newEntries()
            guard !entries.isEmpty else { return }
            update(.entriesArrived(entries))
            frames.news(at: clock.now)
            try lookForAnswer()
        } catch {
            show(.commandNotSent("\(error)"))
        }
    }

    private func lookForAnswer() throws {
        guard let asked else { return }
        if case .waiting = try follower.reader.fate(of: asked.row) ?? .tooLate { return }
        self.asked = nil
        show(.commandAnswered(asked.verb))
    }

    private func tick() {
        let now = clock.now
        nextTick = now + .seconds(1)
        if now >= nextTrim {
            nextTrim = now + SpareMemory.interval
            SpareMemory.giveBack()
        }
        for words in themes.look() { show(.noticed(words)) }
        do {
            // Who only looks cannot answer at a gate, so nobody counts on them as watching.
            try sender?.watch(watcher, pid: Int(getpid()), at: now)
            let sight = try StewardSight(follower.reader)
            switch sight {
            case .alive(let heardAt): update(.stewardSeen(.alive(heardAt: heardAt)))
            case .gone: update(.stewardSeen(.gone(since: now)))
            }
            guard dashboard.rollout?.isOver == false else { return }
            _ = try keeper?.look(sight, at: now)
        } catch {
            show(.commandNotSent("\(error)"))
        }
    }

    private func present() {
        let now = clock.now
        if isResizing {
            guard resizes.allowsFrame(at: now.sinceZero) else { return }
            isResizing = false
            // Also when the size is the old one again: in between, the terminal cut the frame.
            if screen.resizeIfNeeded() { update(.resized(screen.size)) }
            repaint()
        }
        guard frames.makes(at: now) else { return }
        update(.clockTicked(now))
        let canvas = dashboard.canvas
        let theme = themes.entries[dashboard.theme].theme
        guard isSpoilt || canvas != lastCanvas || theme != screen.theme else { return }
        isSpoilt = false
        if theme != screen.theme { screen.theme = theme }
        screen.present(canvas)
        if screen.isGone { end = .terminalGone }
        lastCanvas = canvas
        update(.framePresented(at: clock.now))
    }

    private func update(_ message: Message) {
        for request in dashboard.update(message) { carryOut(request) }
    }

    /// Takes in what a person waits to see.
    private func show(_ message: Message) {
        update(message)
        frames.hurry(at: clock.now)
    }

    private func carryOut(_ request: Request) {
        switch request {
        case .send(let verb, let reason, let seen):
            send(Command(verb, by: .current, reason: reason, seen: seen))
        case .leave: end = .left(signal: nil)
        case .suspend: suspend()
        case .redraw: repaint()
        case .ringBell: screen.ringBell()
        case .readEntries(let sequence): follower.rewind(to: sequence)
        case .copy(let row): copy(row)
        case .write(let canvas):
            let (now, theme) = (clock.now, screen.theme)
            take { "screen written to \(try $0.write(canvas, theme, at: now))" }
        }
    }

    private func copy(_ row: String) {
        if case .sent = screen.copy(row) {
            show(.answered("sent to the clipboard of this terminal", isFailure: false))
        } else {
            take { "copied to \(try $0.keep(row))" }
        }
    }

    private func take(_ work: (ScreenFiles) throws -> String) {
        do {
            show(.answered(try work(ScreenFiles(site)), isFailure: false))
        } catch {
            let words = "not written: \(error.localizedDescription)"
            show(.answered(words, isFailure: true))
        }
    }

    private func send(_ command: Command) {
        guard let sender else { return }
        do {
            asked = (try sender.send(command, to: release, at: clock.now), command.verb)
        } catch {
            show(.commandNotSent("\(error)"))
        }
    }
}

extension Timestamp {
    /// The time since a fixed moment, as limiters of frames count it.
    fileprivate var sinceZero: Duration { self - Timestamp(microseconds: 0) }
}
