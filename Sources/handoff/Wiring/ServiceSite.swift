import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// One service in one environment on this host: its journal, and where its processes live.
struct ServiceSite: Sendable {
    let location: JournalLocation
    /// The state folder that this site is part of, as `--state` names it.
    let state: URL
    /// Ledgers of other hosts that count for releases of this site; absolute paths.
    var ledgers: [String] = []

    /// The site of a service below a state folder; nothing is made yet.
    ///
    /// - Throws: a ``JournalError`` when a name cannot be part of a path.
    init(state: URL, service: ServiceName, environment: String) throws {
        self.state = state
        location = try JournalLocation(
            stateFolder: state,
            service: service,
            environment: environment
        )
    }

    /// What its instances leave: records and output.
    var fleetFolder: String { path("instances") }
    /// What the commands of its migrations leave: records and output.
    var migrationFolder: String { path("migrations") }
    /// What its hooks leave, likewise.
    var hookFolder: String { path("hooks") }
    /// What its router leaves: configuration, runtime socket and state.
    var routerFolder: String { path("router") }
    /// What was observed between releases.
    var historyFolder: String { path("history") }
    /// What the steward prints, which is nothing on a good day.
    var stewardLog: String { path("steward.log") }
    /// What the dashboard's process prints while the screen is taken.
    var dashboardLog: String { path("dashboard.log") }

    /// The option that commands about this site need; nil for the usual state folder.
    var stateOption: String? {
        let path = state.path(percentEncoded: false)
        return path == Folders().statePath ? nil : "--state \(path)"
    }

    private func path(_ name: String) -> String {
        location.folder.appending(path: name).path(percentEncoded: false)
    }
}

extension ServiceSite {
    /// All sites below a state folder that have a journal.
    static func all(in state: URL) -> [ServiceSite] {
        let folders = try? FileManager.default.contentsOfDirectory(
            at: state,
            includingPropertiesForKeys: nil
        )
        return (folders ?? []).sorted { $0.path < $1.path }.compactMap { folder in
            let file = folder.appending(path: "journal.sqlite")
            guard let latest = try? JournalReader(recording: file).latestRelease() else {
                return nil
            }
            return try? ServiceSite(
                state: state,
                service: latest.service,
                environment: latest.environment
            )
        }
    }
}
