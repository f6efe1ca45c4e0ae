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
    /// - Throws: a `ValidationError` that lists what there is when none or several fit.
    func site() throws -> ServiceSite {
        let all = ServiceSite.all(in: place.folders.state)
        let fitting = all.filter { site in
            (service ?? site.location.service.rawValue) == site.location.service.rawValue
                && (environment ?? site.location.environment) == site.location.environment
        }
        if let site = fitting.first, fitting.count == 1 { return site }
        let there = all.map { "\($0.location.service) (\($0.location.environment))" }.spokenList
        let found = there.isEmpty ? "no service was ever released here" : "there is \(there)"
        let wanted = service.map { "`\($0)`" } ?? "which service is meant"
        throw ValidationError(
            fitting.isEmpty
                ? "\(wanted) was not found: \(found) in \(place.folders.statePath). "
                    + "Nothing was done. `--state` names another folder."
                : "several fit: \(there). Nothing was done. Name the service and `--environment`."
        )
    }
}
