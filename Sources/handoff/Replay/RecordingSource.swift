import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// Which recording a command is about: a file, or a release in a service's journal.
struct RecordingSource: ParsableArguments {
    @Argument(
        help: "A recording's file, or a release such as r7; the newest release when left out.",
        completion: .file()
    )
    var recording: String?

    @Option(help: "The service the release is of, where there are several.")
    var service: String?

    @Option(help: "The environment, where a service has several.")
    var environment: String?

    @OptionGroup var place: StateOptions

    /// What was named, opened for reading.
    ///
    /// - Throws: a ``NotDone`` or a `JournalError` in words when it is not there.
    func open() throws -> OpenRecording {
        if let recording, Self.isFile(recording) {
            return try OpenRecording(
                file: URL(fileURLWithPath: recording),
                keptIn: place.folders.state.appending(path: "replays")
            )
        }
        let fitting = ServiceSite.all(in: place.folders.state).filter { site in
            (service ?? site.location.service.rawValue) == site.location.service.rawValue
                && (environment ?? site.location.environment) == site.location.environment
        }
        guard let site = fitting.first, fitting.count == 1 else {
            throw NotDone(Self.words(recording, fitting, place.folders))
        }
        return try OpenRecording(
            site: site,
            release: try ReleaseOptions.release(recording, at: site)
        )
    }

    /// What has a folder in its name, or is there, is a file.
    private static func isFile(_ name: String) -> Bool {
        name.contains("/") || FileManager.default.fileExists(atPath: name)
    }

    private static func words(
        _ name: String?,
        _ sites: [ServiceSite],
        _ folders: Folders
    ) -> String {
        let asked = name.map { "no file `\($0)`, and " } ?? ""
        let places = sites.map { "\($0.location.service) (\($0.location.environment))" }
        let found =
            sites.isEmpty
            ? "no service of that name has a journal in \(folders.statePath)"
            : "several services have one: \(places.spokenList)"
        return "not replayed: \(asked)\(found). Nothing was changed. Name a recording's file, or "
            + "`--service` and `--environment`; `handoff history` lists releases."
    }
}

/// A recording that is open for reading.
struct OpenRecording {
    let reader: JournalReader
    let release: ReleaseID
    /// What the reader has to know of the recording, such as that it was cut short.
    let remark: String?
    /// Where the marks of reviewers are kept.
    let bookmarks: BookmarkFile
    /// Where screens are written to and rows are copied to that no clipboard took.
    let screens: ScreenFiles
    /// Where keyframes are kept that the file itself lacks.
    private let keyframes: URL

    /// A release in the journal of a service, which may be under way.
    init(site: ServiceSite, release: ReleaseID) throws {
        let folder = site.location.folder.appending(path: "replays")
        self.release = release
        reader = try JournalReader(site.location)
        keyframes = folder.appending(path: "\(release).keyframes")
        bookmarks = BookmarkFile(folder.appending(path: "\(release).notes"))
        screens = ScreenFiles(site)
        remark = nil
    }

    /// A recording; of one that is cut short, what is whole.
    ///
    /// `folder` keeps what belongs to it and cannot lie in it.
    init(file: URL, keptIn folder: URL) throws {
        let name = "\(file.lastPathComponent)-\(Self.mark(of: file))"
        keyframes = folder.appending(path: "\(name).keyframes")
        bookmarks = BookmarkFile(URL(fileURLWithPath: file.path + ".notes"))
        screens = ScreenFiles(beside: folder)
        if let whole = try? Self.whole(file) {
            (reader, release) = whole
            remark = nil
            return
        }
        // Says what is wrong with a file that is no recording at all.
        try Self.check(file)
        let copy = folder.appending(path: "\(name).rescued")
        let count = try RecordingRescue.rescue(file, to: copy)
        (reader, release) = try Self.whole(copy)
        remark = "cut short: \(count.grouped) whole entries"
    }

    /// The recording and its release, when the file is whole.
    private static func whole(_ file: URL) throws -> (JournalReader, ReleaseID) {
        let reader = try JournalReader(recording: file)
        guard let summary = try reader.latestRelease(),
            try reader.lastSequence(of: summary.release) > 0
        else {
            throw NotDone(
                "not replayed: \(file.path) has no release. Name another file; `handoff record` "
                    + "writes one."
            )
        }
        return (reader, summary.release)
    }

    private static func check(_ file: URL) throws {
        do {
            _ = try whole(file)
        } catch let error as JournalError where error.kind == .damaged {
            let head = try? FileHandle(forReadingFrom: file).read(upToCount: 16)
            guard head?.starts(with: Data("SQLite format 3".utf8)) == true else { throw error }
        }
    }

    /// Tells files of one name apart, and a file from what it was before.
    private static func mark(of file: URL) -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        let size = (attributes?[.size] as? Int) ?? 0
        let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        let text = "\(file.standardizedFileURL.path) \(size) \(time)"
        // FNV-1a: only to name a file.
        let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }

    /// The states of the release; keyframes are made where there are none, once.
    ///
    /// `notice` is told when that may take a while.
    func film(_ notice: (String) -> Void = { _ in }) throws -> Film {
        let last = try reader.lastSequence(of: release)
        if let film = try? film(in: reader.file), film.last == last { return film }
        let begun = try? film(in: keyframes)
        if let begun, begun.last == last { return begun }
        let missing = last - (begun?.last ?? 0)
        if missing > 20_000 { notice("making keyframes of \(missing.grouped) entries, once") }
        if let begun, begun.last < last {
            // Of a release under way only what came since the last replay is new.
            try KeyframeMaking.extend(keyframes, begun)
        } else {
            try KeyframeMaking.write(keyframes, of: release, from: reader)
        }
        guard let film = try film(in: keyframes) else {
            throw NotDone("not replayed: \(keyframes.path) was changed while it was read.")
        }
        return film
    }

    /// The film by the keyframes of a file; nil when it has none that this build can read.
    private func film(in file: URL) throws -> Film? {
        try KeyframeStore(file, of: release, build: KeyframeMaking.build).map {
            try Film(reader, release, $0, remark: remark)
        }
    }
}
