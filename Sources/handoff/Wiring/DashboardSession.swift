import Dashboard
import Foundation
import RolloutCore
import RolloutJournal
import TerminalUI

/// One person's dashboard on one release: the journal behind the screen.
///
/// Reads entries and sends commands; it never touches the world. Closing it, killing it or losing
/// its terminal does nothing to the release.
@MainActor
final class DashboardSession: ScreenWork {
    private let site: ServiceSite
    private let release: ReleaseID
    /// Nil in a session that only shows: what it must never do, it cannot do.
    private let sender: CommandSender?
    private var follower: ReleaseFollower
    /// Starts the steward again when it dies; nil in a dashboard that only watches.
    private var keeper: StewardKeeper?
    private let loop: ScreenLoop<DashboardModel>
    private let journalWatch: FolderWatch
    private var pace: LookPace
    /// The command in flight: its row, and what it asked for.
    private var asked: (row: Int64, verb: Command.Verb)?

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
        loop = try ScreenLoop(themes: themes, options) { size, glyphs in
            DashboardModel(
                size: size,
                now: SystemClock().now,
                glyphs: glyphs,
                themeNames: themes.themes.map(\.name),
                readOnly: isReadOnly ? "opened with --read-only" : nil
            )
        }
    }

    /// What is shown.
    var dashboard: DashboardModel { loop.model }

    /// Shows the release until somebody leaves; the terminal is as before when this returns.
    ///
    /// With `leavesFrame` the last frame stands above the shell's next prompt.
    func run(leavesFrame: Bool = true) -> ScreenEnd {
        defer { try? sender?.unwatch(watcher) }
        return loop.run(self) { _ in leavesFrame }
    }

    var news: Int32? { journalWatch.descriptor }

    var lookInterval: Duration { follower.mayHaveMore ? .zero : pace.wait }

    func waited(isNews: Bool) {
        pace.slowDown()
        guard isNews else { return }
        journalWatch.drain()
        pace.wake()
    }

    private var watcher: String {
        "\(getpid())-\(StewardIdentity.startTime(of: Int(getpid())) ?? "")"
    }

    /// Takes in what the journal has that was not seen yet.
    func look(_ loop: ScreenLoop<DashboardModel>) {
        do {
            let entries = try follower.newEntries()
            guard !entries.isEmpty else { return }
            loop.update(.entriesArrived(entries), seen: .withTheRest)
            try lookForAnswer(loop)
        } catch {
            loop.update(.commandNotSent("\(error)"))
        }
    }

    private func lookForAnswer(_ loop: ScreenLoop<DashboardModel>) throws {
        guard let asked else { return }
        if case .waiting = try follower.reader.fate(of: asked.row) ?? .tooLate { return }
        self.asked = nil
        loop.update(.commandAnswered(asked.verb))
    }

    func secondPassed(_ loop: ScreenLoop<DashboardModel>, at now: Timestamp) {
        do {
            // Who only looks cannot answer at a gate, so nobody counts on them as watching.
            try sender?.watch(watcher, pid: Int(getpid()), at: now)
            let sight = try StewardSight(follower.reader)
            loop.update(.stewardSeen(sight.stewardship(at: now)), seen: .withTheNextFrame)
            guard loop.model.rollout?.isOver == false else { return }
            _ = try keeper?.look(sight, at: now)
        } catch {
            loop.update(.commandNotSent("\(error)"))
        }
    }

    func carryOut(_ request: Request, _ loop: ScreenLoop<DashboardModel>) {
        switch request {
        case .send(let verb, let reason, let seen):
            send(Command(verb, by: .current, reason: reason, seen: seen))
        case .leave: loop.leave()
        case .suspend: loop.suspend()
        case .redraw: loop.repaint()
        case .ringBell: loop.screen.ringBell()
        case .readEntries(let sequence): follower.rewind(to: sequence)
        case .copy(let row): loop.copy(row, ScreenFiles(site))
        case .write(let canvas): loop.write(canvas, ScreenFiles(site))
        }
    }

    private func send(_ command: Command) {
        guard let sender else { return }
        do {
            asked = (try sender.send(command, to: release, at: loop.clock.now), command.verb)
        } catch {
            loop.update(.commandNotSent("\(error)"))
        }
    }
}
