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
    private var frames: FramePace
    private var resizes = FrameLimiter.resizes
    /// Whether the window has a size that was not taken over yet; no frame is drawn meanwhile.
    private var isResizing = false
    private var lastCanvas: Canvas?
    /// Whether the terminal may show something else than ``lastCanvas``.
    private var isSpoilt = false
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
        frames = FramePace(at: clock.now)
    }

    /// Shows the screen until somebody leaves; the terminal is as before when this returns.
    ///
    /// With `leavesFrame` the last frame stands above the shell's next prompt.
    func run(_ work: some ScreenWork<Model>, leavesFrame: (ScreenEnd) -> Bool) -> ScreenEnd {
        self.work = work
        events.follow(work.news)
        update(.resized(screen.size))
        if let words = screen.unknownTerminalNotice { update(.told(words, .watch)) }
        while true {
            let happened = events.wait(atMost: patience(work))
            work.waited(isNews: happened.contains(.woken))
            for event in happened { handle(event) }
            work.look(self)
            if end == nil { present() }
            if let end {
                screen.close(lastFrame: leavesFrame(end) ? lastCanvas : nil)
                events.close()
                return end
            }
            // After the frame: what it writes waits for the disk.
            if clock.now >= nextSecond { passSecond(work) }
        }
    }

    /// Tells the model, has done what it asks for, and shows what became of it.
    ///
    /// By default at once, because a person waits for it.
    func update(_ message: Model.Message, seen: Seen = .atOnce) {
        for request in model.update(message) { work?.carryOut(request, self) }
        switch seen {
        case .atOnce: frames.hurry(at: clock.now)
        case .withTheRest: frames.news(at: clock.now)
        case .withTheNextFrame: break
        }
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

    /// How long nothing has to be done: until the next look, second, or frame.
    private func patience(_ work: some ScreenWork<Model>) -> Duration {
        let now = clock.now
        let frame = isResizing ? resizes.delay(at: now.sinceZero) : frames.wait(at: now)
        return min(work.lookInterval, frame, max(.zero, nextSecond - now))
    }

    /// Draws every cell again, because the terminal may have lost some.
    func repaint() {
        screen.repaint()
        isSpoilt = true
        frames.hurry(at: clock.now)
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
        case .resumed: repaint()
        }
    }

    private func passSecond(_ work: some ScreenWork<Model>) {
        let now = clock.now
        nextSecond = now + .seconds(1)
        for words in themes.look() { update(.told(words, .watch)) }
        work.secondPassed(self, at: now)
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
        update(.clockTicked(now), seen: .withTheNextFrame)
        let canvas = model.canvas
        let theme = themes.entries[model.theme].theme
        guard isSpoilt || canvas != lastCanvas || theme != screen.theme else { return }
        isSpoilt = false
        if theme != screen.theme { screen.theme = theme }
        screen.present(canvas)
        if screen.isGone { end = .terminalGone }
        lastCanvas = canvas
        // What is shown does not change by being seen.
        update(.framePresented(at: clock.now), seen: .withTheNextFrame)
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

extension Timestamp {
    /// The time since a fixed moment, as limiters of frames count it.
    fileprivate var sinceZero: Duration { self - Timestamp(microseconds: 0) }
}
