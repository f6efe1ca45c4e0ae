import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// Stops everything handoff runs for a service.
struct TearDownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tear-down",
        abstract: "Stop every process handoff runs for a service: the service is gone then.",
        discussion: """
            The journal stays, and says from then on that nothing serves. Asks before it acts \
            unless --yes is given. Ends with 2 while a release is under way, unless --abandon is \
            given.
            """
    )

    @OptionGroup var service: ServiceOptions

    @Flag(help: "Also end a release that is under way, as it is, without a rollback.")
    var abandon = false

    @Flag(help: "Ask nothing.")
    var yes = false

    func run() async throws {
        let site = try service.site()
        let tearDown = TearDown(site: site, abandons: abandon)
        try tearDown.refuseUnderWay()
        if !yes { try ask(site) }
        let left = try await tearDown()
        guard left.isEmpty else {
            printError(
                "still running: \(left.spokenList). Stop them by hand, then tear down again: the "
                    + "journal still says that they serve."
            )
            throw ExitCode.internalError
        }
        print("nothing of \(site.location.service) runs any more")
    }

    private func ask(_ site: ServiceSite) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw NotDone(
                "not done: this stops a service and there is no terminal to ask at. "
                    + "Nothing was changed. Add `--yes`."
            )
        }
        print(
            "stops all instances and the router of \(site.location.service) in "
                + "\(site.location.environment); its users get no answer. go on? y or n ",
            terminator: ""
        )
        fflush(nil)
        guard readLine()?.lowercased() == "y" else {
            print("left as it is")
            throw ExitCode.usage
        }
    }
}
