import Dashboard
import Foundation
import RolloutCore
import TerminalUI

/// One reader's replay: the film behind the screen.
@MainActor
final class ReplaySession: ScreenWork {
    /// Between two frames while it plays.
    private static let frameInterval = Duration.milliseconds(100)
    /// Between two looks at the clock while it does not.
    private static let restInterval = Duration.milliseconds(500)

    private let film: Film
    private let bookmarks: BookmarkFile
    private let files: ScreenFiles
    private let loop: ScreenLoop<ReplayModel>

    /// Takes over the terminal.
    ///
    /// - Throws: `CursesScreen.OpenFailure` when there is no terminal to take.
    init(
        _ film: Film,
        of recording: OpenRecording,
        at moment: Timestamp?,
        themes: ThemeShelf,
        usesMouse: Bool,
        log: String
    ) throws {
        self.film = film
        bookmarks = recording.bookmarks
        files = recording.screens
        var options = CursesScreen.Options(
            theme: themes.themes[0],
            usesMouse: usesMouse,
            logPath: log
        )
        options.crashNote = "handoff's replay crashed; the recording was only read.\n"
        var playback = Playback(film.outline, bookmarks: recording.bookmarks.bookmarks)
        if let moment { playback.go(to: moment) }
        loop = try ScreenLoop(themes: themes, options) { size, glyphs in
            ReplayModel(
                playback,
                dashboard: DashboardModel(
                    size: size,
                    now: playback.playhead,
                    glyphs: glyphs,
                    themeNames: themes.themes.map(\.name)
                ),
                now: SystemClock().now,
                reviewer: Operator.current.name
            )
        }
    }

    /// Shows the release until the reader leaves; the terminal is as before when this returns.
    func run() -> ScreenEnd {
        for request in loop.model.beginning { carryOut(request, loop) }
        return loop.run(self) { _ in false }
    }

    var lookInterval: Duration {
        loop.model.playback.isPlaying ? Self.frameInterval : Self.restInterval
    }

    func look(_ loop: ScreenLoop<ReplayModel>) {
        loop.update(.clockTicked(loop.clock.now), seen: .withTheRest)
    }

    func secondPassed(_ loop: ScreenLoop<ReplayModel>, at now: Timestamp) {}

    func carryOut(_ request: ReplayRequest, _ loop: ScreenLoop<ReplayModel>) {
        do {
            switch request {
            case .show(let time): loop.update(.found(try film.moment(at: time)))
            case .compare(let from, let to):
                loop.update(.compared(try film.moment(at: from), try film.moment(at: to)))
            case .keep(let marks): try bookmarks.keep(marks)
            case .copy(let row): loop.copy(row, files)
            case .write(let canvas): loop.write(canvas, files)
            case .leave: loop.leave()
            case .suspend: loop.suspend()
            case .redraw: loop.repaint()
            }
        } catch {
            loop.update(.notDone("\(error)"))
        }
    }
}
