import Dashboard
import Foundation
import RolloutCore
import RolloutJournal
import TerminalUI

/// One person's screen on one group: the journals behind it.
///
/// Reads entries and sends commands for the whole, as ``DashboardSession`` does for a release.
@MainActor
final class GroupSession: ScreenWork {
    /// How it was left for a moment or for good.
    enum End {
        case left(ScreenEnd)
        /// To see one component's own dashboard.
        case open(ComponentName)
    }

    /// Between two looks at the journals.
    let lookInterval = Duration.milliseconds(20)

    private let site: GroupSite
    private let number: Int
    /// Starts the steward again when it dies; nil in a dashboard that only watches.
    private var keeper: StewardKeeper?
    /// Nil in a session that only shows: what it must never do, it cannot do.
    private let file: JournalFile?
    private var reader: JournalReader
    private var followers: [ComponentName: ReleaseFollower] = [:]
    private(set) var themes: ThemeShelf
    private let usesMouse: Bool
    /// What was shown when it was last left.
    private var model: GroupModel?
    private var opened: ComponentName?

    init(
        site: GroupSite,
        number: Int,
        themes: ThemeShelf,
        usesMouse: Bool,
        keepsSteward: Bool,
        isReadOnly: Bool = false
    ) throws {
        self.site = site
        self.number = number
        self.themes = themes
        self.usesMouse = usesMouse
        let isKeeper = keepsSteward && !isReadOnly
        keeper = isKeeper ? StewardKeeper(StewardTask(group: number, at: site)) : nil
        file = isReadOnly ? nil : try JournalFile(site.location)
        reader = try JournalReader(site.location)
    }

    /// Takes over the terminal until somebody leaves or opens a component; it is as before then.
    ///
    /// - Throws: `CursesScreen.OpenFailure` when there is no terminal to take.
    func run() throws -> End {
        var options = CursesScreen.Options(
            theme: themes.entries[model?.theme ?? 0].theme,
            usesMouse: usesMouse,
            logPath: site.dashboardLog
        )
        options.crashNote =
            "handoff's screen crashed; the group goes on. `handoff watch` shows it again.\n"
        let readOnly = file == nil ? "opened with --read-only" : nil
        let loop = try ScreenLoop(themes: themes, options) { size, glyphs in
            model
                ?? GroupModel(
                    size: size,
                    now: SystemClock().now,
                    glyphs: glyphs,
                    themeNames: themes.themes.map(\.name),
                    readOnly: readOnly
                )
        }
        defer { if let file { try? CommandSender(file).unwatch(watcher) } }
        opened = nil
        let end = loop.run(self) { _ in opened == nil }
        model = loop.model
        themes = loop.themes
        return opened.map(End.open) ?? .left(end)
    }

    private var watcher: String { "group-screen-\(getpid())" }

    /// Takes in what the journals have that was not seen yet.
    func look(_ loop: ScreenLoop<GroupModel>) {
        do {
            if try reader.hasChanged() {
                let entries = try reader.groupEntries(
                    of: number,
                    after: loop.model.group?.sequence ?? 0
                )
                if !entries.isEmpty {
                    loop.update(.entriesArrived(entries), seen: .withTheRest)
                }
            }
            for component in loop.model.group?.plan.components ?? [] {
                guard let entries = try newEntries(of: component, loop.model), !entries.isEmpty
                else { continue }
                loop.update(
                    .componentEntriesArrived(component.name, entries),
                    seen: .withTheRest
                )
            }
        } catch {
            loop.update(.commandNotSent("\(error)"))
        }
    }

    private func newEntries(of component: ComponentPlan, _ model: GroupModel) throws -> [Entry]? {
        guard case .started(let release)? = model.group?.component(component.name).standing else {
            return nil
        }
        if followers[component.name] == nil {
            let reader = try JournalReader(site.site(of: component).location)
            followers[component.name] = ReleaseFollower(reader, release: release)
        }
        return try followers[component.name]?.newEntries()
    }

    func secondPassed(_ loop: ScreenLoop<GroupModel>, at now: Timestamp) {
        do {
            if let file { try CommandSender(file).watch(watcher, pid: Int(getpid()), at: now) }
            let sight = try StewardSight(reader)
            loop.update(.stewardSeen(sight.stewardship(at: now)), seen: .withTheNextFrame)
            if loop.model.group?.isOver == false { _ = try keeper?.look(sight, at: now) }
        } catch {
            loop.update(.commandNotSent("\(error)"))
        }
    }

    func carryOut(_ request: GroupRequest, _ loop: ScreenLoop<GroupModel>) {
        switch request {
        case .send(let verb, let reason): send(verb, reason, loop)
        case .open(let name):
            opened = name
            loop.leave()
        case .leave: loop.leave()
        case .suspend: loop.suspend()
        case .redraw: loop.repaint()
        case .ringBell: loop.screen.ringBell()
        }
    }

    private func send(_ verb: Command.Verb, _ reason: String?, _ loop: ScreenLoop<GroupModel>) {
        guard let file else { return }
        do {
            let command = Command(verb, by: .current, reason: reason)
            _ = try GroupOpener(file).send(command, to: number, at: loop.clock.now)
        } catch {
            loop.update(.commandNotSent("\(error)"))
        }
    }
}

extension ScreenOptions {
    /// Shows a group until the person leaves, then says how it stands.
    @MainActor
    func show(
        group number: Int,
        at site: GroupSite,
        keepsSteward: Bool,
        isReadOnly: Bool = false
    ) async throws {
        let session = try GroupSession(
            site: site,
            number: number,
            themes: try themes(),
            usesMouse: mouse,
            keepsSteward: keepsSteward,
            isReadOnly: isReadOnly
        )
        var end = GroupSession.End.left(.terminalGone)
        do {
            end = try session.run()
            while case .open(let name) = end {
                try open(name, at: site, number, session.themes, isReadOnly: isReadOnly)
                end = try session.run()
            }
        } catch let failure as CursesScreen.OpenFailure {
            printError("\(failure.explanation) Going on in plain lines.")
            try await PlainGroupScreen(site: site, number: number)()
            return
        }
        let group = try site.group(number)
        let status = GroupStatus(
            group,
            try site.rollouts(of: group),
            hasSteward: try StewardSight(JournalReader(site.location)) != .gone,
            at: SystemClock().now
        )
        print(status.text)
        if case .left(.left(let signal?)) = end { endProcess(by: signal) }
        if let outcome = group.outcome, outcome != .succeeded { throw ExitCode(outcome: outcome) }
    }

    /// Shows one component's own dashboard until the person leaves it.
    @MainActor
    private func open(
        _ name: ComponentName,
        at site: GroupSite,
        _ number: Int,
        _ themes: ThemeShelf,
        isReadOnly: Bool
    ) throws {
        let group = try site.group(number)
        guard let component = group.plan.component(name),
            case .started(let release) = group.component(name).standing
        else { return }
        let dashboard = try DashboardSession(
            site: try site.site(of: component),
            release: release,
            themes: themes,
            usesMouse: mouse,
            keepsSteward: false,
            isReadOnly: isReadOnly
        )
        _ = dashboard.run(leavesFrame: false)
    }
}
