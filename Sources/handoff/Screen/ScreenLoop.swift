import Dashboard
import Foundation
import RolloutCore
import TerminalUI

/// The loop between a terminal and one of our screens, the same for all of them.
///
/// Keys, signals, suspension, sizes, themes that change and frames are its own business; what the
/// screen is about is that of its ``ScreenWork``.
@MainActor
final class ScreenLoop<Model: ScreenModel> {
    /// What is shown.
    private(set) var model: Model
    let screen: CursesScreen
    let clock = SystemClock()
    /// The themes, as they are on disk by now.
    private(set) var themes: ThemeShelf

    private let events: TerminalEvents
    private weak var work: (any ScreenWork<Model>)?
    private var changes = FrameLimiter.changes
    private var resizes = FrameLimiter.resizes
    /// Whether the window has a size that was not taken over yet; no frame is drawn meanwhile.
    private var isResizing = false
    /// Whether anything happened since the last frame was drawn.
    private var isStale = true
    private var lastCanvas: Canvas?
    private var nextSecond = Timestamp(microseconds: 0)
    private var end: ScreenEnd?

    /// Takes over the terminal.
    ///
    /// - Parameters:
    ///   - themes: what `t` goes through.
    ///   - options: how the terminal is taken over.
    ///   - model: what is shown, for a terminal of that size and those characters.
    /// - Throws: `CursesScreen.OpenFailure` when there is no terminal to take.
    init(
        themes: ThemeShelf,
        _ options: CursesScreen.Options,
        model: (Size, GlyphSet) -> Model
    ) throws {
        self.themes = themes
        let screen = try CursesScreen.open(options)
        do {
            events = try TerminalEvents()
        } catch {
            screen.close()
            throw error
        }
        self.screen = screen
        self.model = model(screen.size, screen.glyphs)
    }

    /// Shows the screen until somebody leaves; the terminal is as before when this returns.
    ///
    /// With `leavesFrame` the last frame stands above the shell's next prompt.
    func run(_ work: some ScreenWork<Model>, leavesFrame: (ScreenEnd) -> Bool) -> ScreenEnd {
        self.work = work
        update(.resized(screen.size))
        if let words = screen.unknownTerminalNotice { update(.told(words, .watch)) }
        while true {
            for event in events.wait(atMost: patience(work.lookInterval)) { handle(event) }
            work.look(self)
            if clock.now >= nextSecond { passSecond(work) }
            if let end {
                screen.close(lastFrame: leavesFrame(end) ? lastCanvas : nil)
                events.close()
                return end
            }
            present()
        }
    }

    /// Tells the model, and has done what it asks for.
    func update(_ message: Model.Message) {
        isStale = true
        for request in model.update(message) { work?.carryOut(request, self) }
    }

    /// Ends the loop at its next turn.
    func leave() { end = end ?? .left(signal: nil) }

    /// Gives the terminal back until the process is continued.
    func suspend() {
        let before = clock.now
        screen.suspend()
        update(.resized(screen.size))
        update(.suspensionEnded(after: clock.now - before))
    }

    /// How long nothing has to be done: until the next look, or until a frame that was held back
    /// may be drawn, because the event a key asked for is often what waits in it.
    private func patience(_ interval: Duration) -> Duration {
        guard lastCanvas != nil else { return .zero }
        guard isStale || isResizing else { return interval }
        let limiter = isResizing ? resizes : changes
        return min(limiter.delay(at: clock.now - Timestamp(microseconds: 0)), interval)
    }

    private func handle(_ event: TerminalEvents.Event) {
        switch event {
        case .input:
            for press in screen.readKeys() { update(.keyPressed(press, at: clock.now)) }
            if let place = themes.suited(to: screen.ground, shown: model.theme) {
                update(.themeSuited(place))
            }
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

    private func passSecond(_ work: some ScreenWork<Model>) {
        let now = clock.now
        nextSecond = now + .seconds(1)
        update(.clockTicked(now))
        for words in themes.look() { update(.told(words, .watch)) }
        work.secondPassed(self, at: now)
    }

    private func present() {
        let time = clock.now - Timestamp(microseconds: 0)
        if isResizing {
            guard resizes.allowsFrame(at: time) else { return }
            isResizing = false
            if screen.resizeIfNeeded() { update(.resized(screen.size)) }
        }
        guard isStale, changes.delay(at: time) == .zero else { return }
        isStale = false
        let canvas = model.canvas
        let theme = themes.entries[model.theme].theme
        guard canvas != lastCanvas || theme != screen.theme else { return }
        _ = changes.allowsFrame(at: time)
        if theme != screen.theme { screen.theme = theme }
        screen.present(canvas)
        if screen.isGone { end = .terminalGone }
        lastCanvas = canvas
        // What is shown does not change by being seen.
        for request in model.update(.framePresented(at: clock.now)) {
            work?.carryOut(request, self)
        }
    }
}

extension ScreenLoop {
    /// Puts a text where it can be pasted from, and says where.
    func copy(_ text: String, _ files: ScreenFiles) {
        if case .sent = screen.copy(text) {
            update(.told("sent to the clipboard of this terminal", .text))
        } else {
            tell { "copied to \(try files.keep(text))" }
        }
    }

    /// Writes a frame to files, and says where.
    func write(_ canvas: Canvas, _ files: ScreenFiles) {
        tell { "screen written to \(try files.write(canvas, screen.theme, at: clock.now))" }
    }

    private func tell(_ work: () throws -> String) {
        do {
            update(.told(try work(), .text))
        } catch {
            update(.told("not written: \(error.localizedDescription)", .fail))
        }
    }
}
