import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import TerminalUI

/// Shows a release as it was, at any of its moments.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Show a recorded release on the screens it had, at any moment of it.",
        discussion: """
            Takes a recording (`handoff record` writes one) or a release of a service, also one \
            that is under way, as far as it has come. Nothing is steered and the recording is not \
            changed; marks and notes are kept beside it.

            Moments are written 14:03:21 (UTC), +08:14 from the beginning, -10 from the end, or 50%.

            --verify judges every second again from its samples and compares with what was \
            recorded. It ends with 0 when all agree, and with 3 at the first that does not.
            """
    )

    @OptionGroup var source: RecordingSource
    @OptionGroup var screen: ScreenOptions
    @OptionGroup var options: OutputOptions

    @Option(help: "Begin at this moment: 14:03:21, +08:14, -10 or 50%.")
    var at: String?

    @Flag(help: "Print the screen of that moment as text instead of opening it.")
    var snapshot = false

    @Option(help: "Columns and rows of the printed screen.")
    var size = "120x36"

    @Flag(help: "Print the screen as it was live, without the time line of the replay.")
    var bare = false

    @Flag(help: "Judge the recording again and say whether every verdict agrees.")
    var verify = false

    func run() async throws {
        let recording = try source.open()
        if verify {
            try check(recording)
            return
        }
        let film = try recording.film { printError($0) }
        var playback = Playback(film.outline, bookmarks: recording.bookmarks.bookmarks)
        let moment = try at.map { try Self.moment($0, playback) }
        if let moment { playback.go(to: moment) }
        if options.output == .json {
            print(try ReplayState(film, at: playback.playhead).jsonText())
        } else if snapshot || !screen.hasTerminal {
            print(try text(film, playback))
        } else {
            try await show(film, recording, at: moment)
        }
    }

    private func check(_ recording: OpenRecording) throws {
        let check = try VerdictCheck(recording)
        print(options.output == .json ? try check.jsonText() : check.text)
        if let remark = recording.remark { printError("the recording was \(remark)") }
        if check.disagreement != nil { throw ExitCode.refused }
    }

    private static func moment(_ text: String, _ playback: Playback) throws -> Timestamp {
        guard let moment = playback.moment(named: text) else {
            throw NotDone(
                "not replayed: `\(text)` is no moment. Write --at 14:03:21, +08:14, =-10 or 50%."
            )
        }
        return moment
    }

    private func text(_ film: Film, _ playback: Playback) throws -> String {
        let sides = size.split(separator: "x").compactMap { Int($0) }
        guard sides.count == 2, sides.allSatisfy({ (1...1_000).contains($0) }) else {
            throw NotDone("not replayed: --size is `\(size)`. Write such as 120x36.")
        }
        var model = ReplayModel(
            playback,
            dashboard: DashboardModel(
                size: Size(width: sides[0], height: sides[1]),
                now: playback.playhead
            ),
            now: playback.playhead,
            reviewer: Operator.current.name,
            hasChrome: !bare
        )
        _ = model.update(.found(try film.moment(at: playback.playhead)))
        return model.canvas.text
    }

    @MainActor
    private func show(
        _ film: Film,
        _ recording: OpenRecording,
        at moment: Timestamp?
    ) async throws {
        let log = FileManager.default.temporaryDirectory
            .appending(path: "handoff-replay-\(getpid()).log").path
        defer { unlink(log) }
        let session: ReplaySession
        do {
            session = try ReplaySession(
                film,
                of: recording,
                at: moment,
                themes: try screen.themes(),
                usesMouse: screen.mouse,
                log: log
            )
        } catch let failure as CursesScreen.OpenFailure {
            printError("\(failure.explanation) Nothing was replayed. `--snapshot` prints a moment.")
            throw ExitCode.usage
        }
        if case .left(let signal?) = session.run() { endProcess(by: signal) }
    }
}

/// Where a release stood at a moment, for scripts.
///
/// Names in JSON are never changed, only added.
struct ReplayState: Encodable, Sendable {
    /// The moment, and how far into the release that is.
    var at: String
    var elapsedSeconds: Double
    var lengthSeconds: Double
    /// The last entry that was made by then.
    var sequence: Int
    /// Lines of events by then, and of the whole recording.
    var events: Int
    var eventsInAll: Int
    /// What the reader has to know of the recording, such as that it was cut short.
    var remark: String?
    /// As `handoff status` would have said then.
    var status: StatusReport

    init(_ film: Film, at time: Timestamp) throws {
        let moment = try film.moment(at: time)
        guard let rollout = moment.rollout else {
            throw NotDone("not replayed: nothing had begun at \(time.iso).")
        }
        var playback = Playback(film.outline)
        playback.go(to: time)
        at = time.iso
        elapsedSeconds = playback.elapsed.inSeconds
        lengthSeconds = film.outline.length.inSeconds
        sequence = moment.sequence
        events = playback.linesSeen
        eventsInAll = film.outline.lines.count
        remark = film.outline.remark
        status = StatusReport(rollout, holder: nil, isServed: true, at: time)
    }
}
