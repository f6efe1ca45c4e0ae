import ArgumentParser
import Foundation
import RolloutCore

/// Keeps a history of what serves, for the judge of the next release.
struct ObserveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe",
        abstract: "Watch what serves between releases, so that the next one is judged by it.",
        discussion: """
            Runs until it is ended, best as a service of the system. It changes nothing: it reads \
            the router's request records and the levels of the plan, and keeps a day of seconds \
            and a week of levels beside the journal. While somebody releases it makes way.
            """
    )

    @OptionGroup var service: ServiceOptions

    func run() async throws {
        let observer = Observer(site: try service.site()) { words in
            print("\(SystemClock().now.iso) \(words)")
            fflush(nil)
        }
        try await cancelledBySignals { try await observer() }
    }
}
