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

    /// The release that is meant, with the states it went through.
    func opened() throws -> OpenRecording { try place.recording(record) }
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
        if let file = try Self.file(name) { return try ReleaseRecord(file: file) }
        let site = try site()
        return try ReleaseRecord(try ReleaseOptions.release(name, at: site), at: site)
    }

    /// The release of that name, found as ``record(_:)`` finds it, opened to be replayed.
    func recording(_ name: String?) throws -> OpenRecording {
        if let file = try Self.file(name) {
            let folder = state.folders.state.appending(path: "replays")
            return try OpenRecording(file: file, keptIn: folder)
        }
        let site = try site()
        return try OpenRecording(site: site, release: try ReleaseOptions.release(name, at: site))
    }

    private static func file(_ name: String?) throws -> URL? {
        guard let name else { return nil }
        if FileManager.default.fileExists(atPath: name) { return URL(fileURLWithPath: name) }
        guard !name.contains("/"), !name.hasSuffix(".handoff") else {
            throw NotDone(
                "not read: there is no file \(name). Nothing was changed. `handoff history` lists "
                    + "the releases, `handoff record` makes a recording of one."
            )
        }
        return nil
    }

    private func site() throws -> ServiceSite {
        var options = ServiceOptions()
        options.service = service
        options.environment = environment
        options.place = state
        return try options.site()
    }
}
