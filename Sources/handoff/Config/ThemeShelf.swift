import Foundation
import TerminalUI

/// The themes a person can choose from, and their files as long as a screen is open.
///
/// Those that handoff comes with are in the program; a file in the person's own folder adds one, or
/// takes the place of the one of its name.
struct ThemeShelf: Sendable {
    /// One theme and where it is from.
    struct Entry: Sendable {
        var theme: Theme
        /// Its file; nil when it is in the program.
        var file: WatchedFile?
    }

    /// Every theme, the one to begin with first.
    private(set) var entries: [Entry]
    /// The person's files that cannot be used.
    ///
    /// They are no reason to show nothing; `handoff themes` tells them.
    let unusable: [ConfigProblems]

    /// Whether the person asked for the first theme.
    private let isChosen: Bool
    private var knowsGround = false

    /// The themes with the chosen one first: a name, or a file.
    ///
    /// - Throws: a ``ConfigProblems`` with everything that is wrong with the chosen file; a
    ///   ``NotDone`` for a name that is none.
    init(choice: String? = nil, folders: Folders = Folders()) throws {
        var entries = Theme.builtIn.map { Entry(theme: $0) }
        var unusable: [ConfigProblems] = []
        for path in Self.files(in: folders.config.appending(path: "themes")) {
            do throws(ConfigProblems) {
                let entry = Entry(theme: try ThemeFile.theme(path: path), file: WatchedFile(path))
                if let same = entries.firstIndex(where: { $0.theme.name == entry.theme.name }) {
                    entries[same] = entry
                } else {
                    entries.append(entry)
                }
            } catch {
                unusable.append(error)
            }
        }
        if let choice {
            let chosen = try Self.entry(choice, among: entries)
            entries.removeAll { $0.theme.name == chosen.theme.name }
            entries.insert(chosen, at: 0)
        }
        self.entries = entries
        self.unusable = unusable
        isChosen = choice != nil
    }

    /// The themes in the order in which a key goes through them.
    var themes: [Theme] { entries.map(\.theme) }

    /// Reads files again that changed since the last look, and answers a sentence for each.
    ///
    /// A file with a mistake changes nothing: the screen keeps the theme it had.
    mutating func look() -> [String] {
        entries.indices.compactMap { index in
            guard let path = entries[index].file?.path,
                entries[index].file?.hasChanged() == true
            else { return nil }
            let name = entries[index].theme.name
            do throws(ConfigProblems) {
                let theme = try ThemeFile.theme(path: path)
                guard theme != entries[index].theme else { return nil }
                entries[index].theme = theme
                return "theme \(name) was read again"
            } catch {
                let others = error.all.count > 1 ? " (\(error.all.count - 1) more)" : ""
                return "theme \(name) stays as it was: \(error.lines[0])\(others)"
            }
        }
    }

    /// The place of the theme for a terminal whose background is known by now; nil when the one in
    /// use stays.
    ///
    /// Answers once: a person who changes the theme afterwards is not contradicted.
    mutating func suited(to ground: Theme.Ground?, shown: Int) -> Int? {
        guard !isChosen, !knowsGround, let ground else { return nil }
        knowsGround = true
        guard shown == 0, entries[0].theme.ground != ground else { return nil }
        return entries.firstIndex { $0.theme.ground == ground }
    }

    private static func files(in folder: URL) -> [String] {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        return (files ?? []).filter { $0.pathExtension == "yaml" }
            .map { $0.path(percentEncoded: false) }
            .sorted()
    }

    private static func entry(_ choice: String, among entries: [Entry]) throws -> Entry {
        if let named = entries.first(where: { $0.theme.name == choice }) { return named }
        let names = entries.map(\.theme.name)
        guard choice.contains("/") || choice.contains(".") else {
            throw NotDone(
                "not done: there is no theme `\(choice)`. The themes are "
                    + "\(names.joined(separator: ", ")); a file is named with its ending."
            )
        }
        return Entry(theme: try ThemeFile.theme(path: choice), file: WatchedFile(choice))
    }
}
