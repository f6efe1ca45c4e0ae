import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// Which release is told: by its number, or by the file of a recording.
struct RecordOptions: ParsableArguments {
    @Argument(
        help: "A release, such as r7, or a recording's file; the newest release when left out."
    )
    var record: String?

    @OptionGroup var place: RecordPlace

    /// The release that is meant.
    func found() throws -> ReleaseRecord { try place.record(record) }
}

/// Where releases are looked up that are named by number.
struct RecordPlace: ParsableArguments {
    @Option(help: "The service, where there are several.")
    var service: String?

    @Option(help: "The environment, where a service has several.")
    var environment: String?

    @OptionGroup var state: StateOptions

    /// The release of that name: a file where there is one of that name, else a number.
    ///
    /// - Throws: a ``NotDone`` or a ``JournalError`` when there is none like that.
    func record(_ name: String?) throws -> ReleaseRecord {
        if let name, FileManager.default.fileExists(atPath: name) {
            return try ReleaseRecord(file: URL(fileURLWithPath: name))
        }
        if let name, name.contains("/") || name.hasSuffix(".handoff") {
            throw NotDone(
                "not read: there is no file \(name). Nothing was changed. `handoff history` lists "
                    + "the releases, `handoff record` makes a recording of one."
            )
        }
        var options = ServiceOptions()
        options.service = service
        options.environment = environment
        options.place = state
        let site = try options.site()
        return try ReleaseRecord(try ReleaseOptions.release(name, at: site), at: site)
    }
}
