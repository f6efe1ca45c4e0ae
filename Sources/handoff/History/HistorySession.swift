import Dashboard
import Foundation
import ReleaseReports
import RolloutCore
import RolloutJournal
import TerminalUI

/// The history screen: the terminal, the journals, and the loop between them.
///
/// Only reads; no release is touched by it.
@MainActor
final class HistorySession {
    /// How it was left, for a moment or for good.
    enum End {
        case left(signal: Int32?)
        case terminalGone
        /// To see that release from its entries.
        case replay(HistoryRow.ID)
    }

    /// Between two looks at the keys; the journals are looked at once a second.
    private static let lookInterval = Duration.milliseconds(50)

    private let sites: [ServiceSite]
    private let filter: HistoryFilter
    private let clock = SystemClock()
    private let themes: [Theme]
    private(set) var model: HistoryModel
    private var lastCanvas: Canvas?
    private var nextTick = Timestamp(rawValue: 0)
    private var isResizing = false
    private var end: End?

    init(sites: [ServiceSite], filter: HistoryFilter, themes: [Theme]) {
        self.sites = sites
        self.filter = filter
        self.themes = themes
        model = HistoryModel(
            size: Size(width: 80, height: 24),
            now: clock.now,
            themeNames: themes.map(\.name)
        )
    }

    /// Takes over the terminal until somebody leaves or replays a release; it is as before then.
    ///
    /// - Throws: `CursesScreen.OpenFailure` when there is no terminal to take.
    func run() throws -> End {
        var options = CursesScreen.Options(theme: themes[model.theme], logPath: logPath)
        options.crashNote =
            "handoff's screen crashed; no release was touched. `handoff history` lists them.\n"
        let screen = try CursesScreen.open(options)
        let events: TerminalEvents
        do {
            events = try TerminalEvents()
        } catch {
            screen.close()
            throw error
        }
        defer {
            screen.close()
            events.close()
        }
        end = nil
        lastCanvas = nil
        update(.resized(screen.size), screen)
        while true {
            for event in events.wait(atMost: Self.lookInterval) { handle(event, screen) }
            if isResizing {
                isResizing = false
                if screen.resizeIfNeeded() { update(.resized(screen.size), screen) }
            }
            if clock.now >= nextTick { tick(screen) }
            if let end { return end }
            present(screen)
        }
    }

    /// What the process prints while the screen is taken.
    private var logPath: String {
        sites.first?.dashboardLog ?? "/dev/null"
    }

    private func handle(_ event: TerminalEvents.Event, _ screen: CursesScreen) {
        switch event {
        case .input:
            for press in screen.readKeys() {
                update(.keyPressed(press, at: clock.now), screen)
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

    /// Looks at every journal; a list of a thousand releases is read in milliseconds.
    private func tick(_ screen: CursesScreen) {
        nextTick = clock.now + .seconds(1)
        update(.clockTicked(clock.now), screen)
        do {
            let now = clock.now
            let rows = try sites.flatMap { site in
                try HistoryRow.rows(of: site) { filter.lets($0, now: now) }
            }
            let sorted = rows.sorted { $0.started > $1.started }
            if sorted != model.knownRows { update(.rowsArrived(sorted), screen) }
        } catch {
            update(.notDone("\(error)"), screen)
        }
    }

    private func present(_ screen: CursesScreen) {
        let canvas = model.canvas
        guard canvas != lastCanvas else { return }
        if screen.theme.name != themes[model.theme].name { screen.theme = themes[model.theme] }
        screen.present(canvas)
        lastCanvas = canvas
    }

    private func update(_ message: HistoryMessage, _ screen: CursesScreen) {
        for request in model.update(message) {
            switch request {
            case .replay(let id): end = .replay(id)
            case .compare(let first, let second): compare(first, second, screen)
            case .leave: end = .left(signal: nil)
            case .suspend: suspend(screen)
            case .redraw: screen.repaint()
            }
        }
    }

    private func compare(_ first: HistoryRow.ID, _ second: HistoryRow.ID, _ screen: CursesScreen) {
        do {
            let reports = try [first, second].map { try record($0).report() }
            let comparison = ReleaseComparison(reports[0], reports[1])
            update(.compared(HistoryComparison(comparison)), screen)
        } catch {
            update(.notDone("\(error)"), screen)
        }
    }

    /// The entries of a listed release.
    func record(_ id: HistoryRow.ID) throws -> ReleaseRecord {
        guard let site = site(of: id) else {
            throw NotDone("not read: \(id.service) in \(id.environment) is not there any more.")
        }
        return try ReleaseRecord(id.release, at: site)
    }

    /// The site of a listed release.
    func site(of id: HistoryRow.ID) -> ServiceSite? {
        sites.first { site in
            site.location.service == id.service && site.location.environment == id.environment
        }
    }
}

extension HistoryRow {
    /// The releases of a site, the newest first, with those that `isListed` lets through.
    static func rows(
        of site: ServiceSite,
        isListed: (ReleaseSummary) -> Bool
    ) throws -> [HistoryRow] {
        let reader = try JournalReader(site.location)
        let releases = try reader.history()
        let serving = try reader.deployment().revision
        let since = releases.first { $0.outcome == .succeeded && $0.digest == serving?.digest }
        return releases.filter(isListed).map { release in
            HistoryRow(
                id: ID(
                    service: release.service,
                    environment: release.environment,
                    release: release.release
                ),
                label: release.label,
                previous: release.previousLabel,
                digest: release.digest,
                outcome: release.outcome,
                by: release.by.name,
                started: release.started,
                ended: release.ended,
                serves: release.release == since?.release
            )
        }
    }
}

extension HistoryComparison {
    /// A comparison as the screen shows it.
    init(_ comparison: ReleaseComparison) {
        self.init(
            first: comparison.names.first,
            second: comparison.names.second,
            rows: comparison.rows.map { row in
                Row(
                    part: row.part.rawValue,
                    name: row.name,
                    first: row.first,
                    second: row.second,
                    change: row.change
                )
            }
        )
    }
}
