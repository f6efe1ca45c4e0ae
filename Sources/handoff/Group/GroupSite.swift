import Foundation
import RolloutCore
import RolloutJournal

/// One group in one environment on this host: its journal, and the sites of its components.
struct GroupSite: Sendable {
    let location: JournalLocation
    /// The state folder that this site is part of, as `--state` names it.
    let state: URL
    /// Ledgers of other hosts that count for its releases; absolute paths.
    var ledgers: [String] = []

    /// The site of a group below a state folder; nothing is made yet.
    init(state: URL, name: ServiceName, environment: String) throws {
        self.state = state
        location = try JournalLocation(
            stateFolder: state,
            service: name,
            environment: environment,
            isOfGroup: true
        )
    }

    /// What the group's steward prints, which is nothing on a good day.
    var stewardLog: String {
        location.folder.appending(path: "steward.log").path(percentEncoded: false)
    }

    /// What the dashboard's process prints while the screen is taken.
    var dashboardLog: String {
        location.folder.appending(path: "dashboard.log").path(percentEncoded: false)
    }

    /// The site of one component's service.
    func site(of component: ComponentPlan) throws -> ServiceSite {
        var site = try ServiceSite(
            state: state,
            service: component.service,
            environment: location.environment
        )
        site.ledgers = ledgers
        return site
    }

    /// The group as its journal has it, the newest unless a number is given.
    ///
    /// - Throws: a ``NotDone`` when there is none.
    func group(_ number: Int? = nil) throws -> Group {
        let reader = try JournalReader(location)
        guard let number = try number ?? reader.latestGroup(),
            let group = Group(folding: try reader.groupEntries(of: number))
        else {
            throw NotDone(
                "not done: \(location.service) has no such group in its journal. Nothing was "
                    + "changed. `handoff history \(location.service)` lists those it has."
            )
        }
        return group
    }

    /// All groups below a state folder.
    static func all(in state: URL) -> [GroupSite] {
        let folders = try? FileManager.default.contentsOfDirectory(
            at: state,
            includingPropertiesForKeys: nil
        )
        return (folders ?? []).sorted { $0.path < $1.path }.compactMap { folder in
            let file = folder.appending(path: JournalLocation.groupFileName)
            guard let reader = try? JournalReader(recording: file),
                let number = try? reader.latestGroup(),
                let group = Group(folding: (try? reader.groupEntries(of: number)) ?? [])
            else { return nil }
            return try? GroupSite(
                state: state,
                name: group.plan.name,
                environment: group.plan.environment
            )
        }
    }
}

extension ServiceOptions {
    /// The group that is meant; nil when a service is.
    ///
    /// Without a name it is the only group there is, unless there is only one service.
    func group() -> GroupSite? {
        let groups = GroupSite.all(in: place.folders.state).filter { site in
            environment == nil || environment == site.location.environment
        }
        guard let service else {
            let isAmbiguous = ServiceSite.all(in: place.folders.state).count != 1
            return groups.count == 1 && isAmbiguous ? groups.first : nil
        }
        let named = groups.filter { $0.location.service.rawValue == service }
        return named.count == 1 ? named.first : nil
    }
}
