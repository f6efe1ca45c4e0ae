import Dashboard
import Foundation
import ReleaseReports
import RolloutCore
import RolloutJournal
import TerminalUI

/// The history screen: the journals behind it.
///
/// Only reads; no release is touched by it.
@MainActor
final class HistorySession: ScreenWork {
    /// How it was left, for a moment or for good.
    enum End {
        case left(ScreenEnd)
        /// To see that release from its entries.
        case replay(HistoryRow.ID)
    }

    /// Keys are waited for without a look; the journals are looked at once a second.
    let lookInterval = Duration.milliseconds(500)

    private let sites: [ServiceSite]
    private let filter: HistoryFilter
    private let usesMouse: Bool
    private(set) var themes: ThemeShelf
    /// What was shown when it was last left.
    private var model: HistoryModel?
    private var replayed: HistoryRow.ID?

    init(sites: [ServiceSite], filter: HistoryFilter, themes: ThemeShelf, usesMouse: Bool) {
        self.sites = sites
        self.filter = filter
        self.themes = themes
        self.usesMouse = usesMouse
    }

    /// Takes over the terminal until somebody leaves or replays a release; it is as before then.
    ///
    /// - Throws: `CursesScreen.OpenFailure` when there is no terminal to take.
    func run() throws -> End {
        var options = CursesScreen.Options(
            theme: themes.entries[model?.theme ?? 0].theme,
            usesMouse: usesMouse,
            logPath: sites.first?.dashboardLog ?? "/dev/null"
        )
        options.crashNote =
            "handoff's screen crashed; no release was touched. `handoff history` lists them.\n"
        let loop = try ScreenLoop(themes: themes, options) { size, glyphs in
            model
                ?? HistoryModel(
                    size: size,
                    now: SystemClock().now,
                    glyphs: glyphs,
                    themeNames: themes.themes.map(\.name)
                )
        }
        replayed = nil
        let end = loop.run(self) { _ in false }
        model = loop.model
        themes = loop.themes
        return replayed.map(End.replay) ?? .left(end)
    }

    func look(_ loop: ScreenLoop<HistoryModel>) {}

    /// Looks at every journal; a list of a thousand releases is read in milliseconds.
    func secondPassed(_ loop: ScreenLoop<HistoryModel>, at now: Timestamp) {
        do {
            let rows = try sites.flatMap { site in
                try HistoryRow.rows(of: site) { filter.lets($0, now: now) }
            }
            let sorted = rows.sorted { $0.started > $1.started }
            if sorted != loop.model.knownRows { loop.update(.rowsArrived(sorted)) }
        } catch {
            loop.update(.notDone("\(error)"))
        }
    }

    func carryOut(_ request: HistoryRequest, _ loop: ScreenLoop<HistoryModel>) {
        switch request {
        case .replay(let id):
            replayed = id
            loop.leave()
        case .compare(let first, let second): compare(first, second, loop)
        case .leave: loop.leave()
        case .suspend: loop.suspend()
        case .redraw: loop.repaint()
        }
    }

    private func compare(
        _ first: HistoryRow.ID,
        _ second: HistoryRow.ID,
        _ loop: ScreenLoop<HistoryModel>
    ) {
        do {
            let reports = try [first, second].map { try record($0).report() }
            let comparison = ReleaseComparison(reports[0], reports[1])
            loop.update(.compared(HistoryComparison(comparison)))
        } catch {
            loop.update(.notDone("\(error)"))
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
