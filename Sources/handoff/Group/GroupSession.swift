import Dashboard
import Foundation
import RolloutCore
import RolloutJournal
import TerminalUI

/// One person's screen on one group: the terminal, the journals, and the loop between them.
///
/// Reads entries and sends commands for the whole, as ``DashboardSession`` does for a release.
@MainActor
final class GroupSession {
    /// How it was left for a moment or for good.
    enum End {
        case left(signal: Int32?)
        case terminalGone
        /// To see one component's own dashboard.
        case open(ComponentName)
    }

    /// Between two looks at the journals.
    static let lookInterval = Duration.milliseconds(20)

    private let site: GroupSite
    private let number: Int
    /// Starts the steward again when it dies; nil in a dashboard that only watches.
    private var keeper: StewardKeeper?
    /// Nil in a session that only shows: what it must never do, it cannot do.
    private let file: JournalFile?
    private var reader: JournalReader
    private var followers: [ComponentName: ReleaseFollower] = [:]
    private let clock = SystemClock()
    private var themes: ThemeShelf
    private let usesMouse: Bool
    private(set) var model: GroupModel
    private var lastCanvas: Canvas?
    private var nextTick = Timestamp(rawValue: 0)
    private var isResizing = false
    private var end: End?

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
        model = GroupModel(
            size: Size(width: 80, height: 24),
            now: clock.now,
            themeNames: themes.themes.map(\.name),
            readOnly: isReadOnly ? "opened with --read-only" : nil
        )
    }

    /// Takes over the terminal until somebody leaves or opens a component; it is as before then.
    ///
    /// - Throws: `CursesScreen.OpenFailure` when there is no terminal to take.
    func run() throws -> End {
        var options = CursesScreen.Options(
            theme: themes.entries[model.theme].theme,
            usesMouse: usesMouse,
            logPath: site.dashboardLog
        )
        options.crashNote =
            "handoff's screen crashed; the group goes on. `handoff watch` shows it again.\n"
        let screen = try CursesScreen.open(options)
        let events: TerminalEvents
        do {
            events = try TerminalEvents()
        } catch {
            screen.close()
            throw error
        }
        defer {
            var isLeaving = true
            if case .open = end { isLeaving = false }
            screen.close(lastFrame: isLeaving ? lastCanvas : nil)
            events.close()
            if let file { try? CommandSender(file).unwatch(watcher) }
        }
        end = nil
        lastCanvas = nil
        update(.resized(screen.size), screen)
        if let words = screen.unknownTerminalNotice { update(.noticed(words), screen) }
        while true {
            for event in events.wait(atMost: Self.lookInterval) { handle(event, screen) }
            if isResizing {
                isResizing = false
                if screen.resizeIfNeeded() { update(.resized(screen.size), screen) }
            }
            look(screen)
            if clock.now >= nextTick { tick(screen) }
            if let end { return end }
            present(screen)
        }
    }

    private var watcher: String { "group-screen-\(getpid())" }

    private func handle(_ event: TerminalEvents.Event, _ screen: CursesScreen) {
        switch event {
        case .input:
            for press in screen.readKeys() {
                update(.keyPressed(press, at: clock.now), screen)
            }
            if let place = themes.suited(to: screen.ground, shown: model.theme) {
                update(.themeSuited(place), screen)
            }
        case .woken: break
        case .inputClosed: end = .terminalGone
        case .signal(let signal):
            switch signal {
            case .resized: isResizing = true
            case .terminate, .interrupt, .quit: end = .left(signal: signal.number)
            case .hangUp: end = .terminalGone
            case .stop: suspend(screen)
            case .resumed: screen.repaint()
            }
        }
    }

    private func suspend(_ screen: CursesScreen) {
        screen.suspend()
        update(.resized(screen.size), screen)
        screen.repaint()
    }

    /// Takes in what the journals have that was not seen yet.
    private func look(_ screen: CursesScreen) {
        do {
            if try reader.hasChanged() {
                let entries = try reader.groupEntries(
                    of: number,
                    after: model.group?.sequence ?? 0
                )
                if !entries.isEmpty { update(.entriesArrived(entries), screen) }
            }
            for component in model.group?.plan.components ?? [] {
                guard let entries = try newEntries(of: component), !entries.isEmpty else {
                    continue
                }
                update(.componentEntriesArrived(component.name, entries), screen)
            }
        } catch {
            update(.commandNotSent("\(error)"), screen)
        }
    }

    private func newEntries(of component: ComponentPlan) throws -> [Entry]? {
        guard case .started(let release)? = model.group?.component(component.name).standing else {
            return nil
        }
        if followers[component.name] == nil {
            let reader = try JournalReader(site.site(of: component).location)
            followers[component.name] = ReleaseFollower(reader, release: release)
        }
        return try followers[component.name]?.newEntries()
    }

    private func tick(_ screen: CursesScreen) {
        nextTick = clock.now + .seconds(1)
        update(.clockTicked(clock.now), screen)
        for words in themes.look() { update(.noticed(words), screen) }
        do {
            if let file {
                try CommandSender(file).watch(watcher, pid: Int(getpid()), at: clock.now)
            }
            let sight = try StewardSight(reader)
            switch sight {
            case .alive(let heardAt): update(.stewardSeen(.alive(heardAt: heardAt)), screen)
            case .gone:
                update(.stewardSeen(.gone(since: clock.now)), screen)
            }
            if model.group?.isOver == false { _ = try keeper?.look(sight, at: clock.now) }
        } catch {
            update(.commandNotSent("\(error)"), screen)
        }
    }

    private func present(_ screen: CursesScreen) {
        let canvas = model.canvas
        let theme = themes.entries[model.theme].theme
        guard canvas != lastCanvas || theme != screen.theme else { return }
        if theme != screen.theme { screen.theme = theme }
        screen.present(canvas)
        if screen.isGone { end = .terminalGone }
        lastCanvas = canvas
        update(.framePresented(at: clock.now), screen)
    }

    private func update(_ message: GroupMessage, _ screen: CursesScreen) {
        for request in model.update(message) {
            switch request {
            case .send(let verb): send(verb, screen)
            case .open(let name): end = .open(name)
            case .leave: end = .left(signal: nil)
            case .suspend: suspend(screen)
            case .redraw: screen.repaint()
            case .ringBell: screen.ringBell()
            }
        }
    }

    private func send(_ verb: Command.Verb, _ screen: CursesScreen) {
        guard let file else { return }
        do {
            let command = Command(verb, by: .current)
            _ = try GroupOpener(file).send(command, to: number, at: clock.now)
        } catch {
            update(.commandNotSent("\(error)"), screen)
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
        let themes = try themes()
        let session = try GroupSession(
            site: site,
            number: number,
            themes: themes,
            usesMouse: mouse,
            keepsSteward: keepsSteward,
            isReadOnly: isReadOnly
        )
        var end = GroupSession.End.terminalGone
        do {
            end = try session.run()
            while case .open(let name) = end {
                try open(name, at: site, number, themes, isReadOnly: isReadOnly)
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
        if case .left(let signal?) = end { endProcess(by: signal) }
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
