import Dashboard
import Foundation
import RolloutCore
import TerminalUI

/// One reader's replay: the terminal, the film, and the loop between them.
@MainActor
final class ReplaySession {
    /// Between two frames while it plays.
    private static let frameInterval = Duration.milliseconds(100)
    /// Between two looks at the clock while it does not.
    private static let restInterval = Duration.milliseconds(500)

    private let film: Film
    private let bookmarks: BookmarkFile
    private let clock = SystemClock()
    private let screen: CursesScreen
    private let events: TerminalEvents
    private let themes: [Theme]
    private var model: ReplayModel
    private var resizes = FrameLimiter.resizes
    private var isResizing = false
    private var isStale = true
    private var lastCanvas: Canvas?
    private var end: DashboardSession.End?

    /// Takes over the terminal.
    ///
    /// - Throws: `CursesScreen.OpenFailure` when there is no terminal to take.
    init(
        _ film: Film,
        bookmarks: BookmarkFile,
        at moment: Timestamp?,
        themes: [Theme],
        log: String
    ) throws {
        self.film = film
        self.bookmarks = bookmarks
        self.themes = themes
        var options = CursesScreen.Options(theme: themes[0], logPath: log)
        options.crashNote = "handoff's replay crashed; the recording was only read.\n"
        screen = try CursesScreen.open(options)
        events = try TerminalEvents()
        var playback = Playback(film.outline, bookmarks: bookmarks.bookmarks)
        if let moment { playback.go(to: moment) }
        model = ReplayModel(
            playback,
            dashboard: DashboardModel(
                size: screen.size,
                now: playback.playhead,
                glyphs: screen.glyphs,
                themeNames: themes.map(\.name)
            ),
            now: clock.now,
            reviewer: Operator.current.name
        )
    }

    /// Shows the release until the reader leaves; the terminal is as before when this returns.
    func run() -> DashboardSession.End {
        defer {
            screen.close()
            events.close()
        }
        for request in model.beginning { carryOut(request) }
        present()
        while end == nil {
            for event in events.wait(atMost: patience) { handle(event) }
            update(.clockTicked(clock.now))
            present()
        }
        return end ?? .left(signal: nil)
    }

    private var patience: Duration {
        model.playback.isPlaying ? Self.frameInterval : Self.restInterval
    }

    private func handle(_ event: TerminalEvents.Event) {
        switch event {
        case .input:
            for press in screen.readKeys() { update(.keyPressed(press, at: clock.now)) }
        case .woken: break
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
        case .resumed: screen.repaint()
        }
    }

    private func suspend() {
        screen.suspend()
        update(.resized(screen.size))
        update(.suspensionEnded)
    }

    private func update(_ message: ReplayMessage) {
        isStale = true
        for request in model.update(message) { carryOut(request) }
    }

    private func carryOut(_ request: ReplayRequest) {
        do {
            switch request {
            case .show(let time): update(.found(try film.moment(at: time)))
            case .compare(let from, let to):
                update(.compared(try film.moment(at: from), try film.moment(at: to)))
            case .keep(let marks): try bookmarks.keep(marks)
            case .leave: end = .left(signal: nil)
            case .suspend: suspend()
            case .redraw: screen.repaint()
            }
        } catch {
            update(.notDone("\(error)"))
        }
    }

    private func present() {
        if isResizing {
            guard resizes.allowsFrame(at: clock.now - Timestamp(microseconds: 0)) else { return }
            isResizing = false
            if screen.resizeIfNeeded() { update(.resized(screen.size)) }
        }
        guard isStale else { return }
        isStale = false
        let canvas = model.canvas
        guard canvas != lastCanvas else { return }
        if screen.theme.name != themes[model.theme].name {
            screen.theme = themes[model.theme]
        }
        screen.present(canvas)
        lastCanvas = canvas
    }
}
