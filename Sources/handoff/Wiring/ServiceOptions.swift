import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// Where the state is kept.
struct StateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder that journals are kept in.", valueName: "folder"),
        completion: .directory
    )
    var state: String?

    /// The folders in force.
    var folders: Folders { Folders(state: state) }
}

/// Which service a command is about.
struct ServiceOptions: ParsableArguments {
    @Argument(help: "The service; may be left out where there is only one.")
    var service: String?

    @Option(help: "The environment, where a service has several.")
    var environment: String?

    @OptionGroup var place: StateOptions

    /// The one site that fits.
    ///
    /// - Throws: a ``NotDone`` that lists what there is when none or several fit.
    func site() throws -> ServiceSite {
        let fitting = try fitting()
        guard let site = fitting.first, fitting.count == 1 else { throw Self.several(fitting) }
        return site
    }

    /// The sites of one service that fit, in one environment or in several.
    ///
    /// - Throws: a ``NotDone`` that lists what there is when none fit or several services do.
    func sites() throws -> [ServiceSite] {
        let fitting = try fitting()
        guard Set(fitting.map(\.location.service)).count == 1 else { throw Self.several(fitting) }
        return fitting
    }

    /// Every site that fits, of any service.
    ///
    /// - Throws: a ``NotDone`` that lists what there is when none fit.
    func allSites() throws -> [ServiceSite] { try fitting() }

    private func fitting() throws -> [ServiceSite] {
        let all = ServiceSite.all(in: place.folders.state)
        let fitting = all.filter { site in
            (service ?? site.location.service.rawValue) == site.location.service.rawValue
                && (environment ?? site.location.environment) == site.location.environment
        }
        guard fitting.isEmpty else { return fitting }
        throw NotDone(Self.unknown(service, environment, all, place.folders))
    }

    private static func several(_ sites: [ServiceSite]) -> NotDone {
        NotDone(
            "not done: several services fit: \(list(sites)). Nothing was changed. Name the service "
                + "and its `--environment`."
        )
    }

    private static func list(_ sites: [ServiceSite]) -> String {
        sites.map { "\($0.location.service) (\($0.location.environment))" }.spokenList
    }

    /// That no such service is known, and what there is.
    static func unknown(
        _ service: String?,
        _ environment: String?,
        _ all: [ServiceSite],
        _ folders: Folders
    ) -> String {
        let there = list(all)
        let asked = service.map { "no service `\($0)`" } ?? "no service"
        let inEnvironment = environment.map { " in environment `\($0)`" } ?? ""
        let found = there.isEmpty ? "nothing was ever released from there" : "there is \(there)"
        return "not done: \(asked)\(inEnvironment) is known in \(folders.statePath); \(found). "
            + "Nothing was changed. `--state` names another folder, `handoff run` starts a "
            + "release."
    }
}
