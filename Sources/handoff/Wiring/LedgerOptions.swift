import ArgumentParser
import Foundation

/// Ledgers of other hosts.
struct LedgerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A ledger that another host exported; may be given more than once.",
            discussion: "HANDOFF_LEDGER names more of them, separated by colons.",
            valueName: "file"
        ),
        completion: .file()
    )
    var ledger: [String] = []

    /// The files, absolute, with those of the environment.
    ///
    /// - Throws: a ``NotDone`` that names a file that is not there.
    func files() throws -> [String] {
        let paths = ledger + Self.ofEnvironment
        for path in paths where !FileManager.default.isReadableFile(atPath: path) {
            throw NotDone(
                "not done: the ledger \(path) cannot be read. Nothing was changed. Name a file "
                    + "that `handoff ledger -o json` wrote."
            )
        }
        let absolute = paths.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        // The steward gets them by option and by variable.
        return Set(absolute).sorted()
    }

    /// The files that `HANDOFF_LEDGER` names.
    private static var ofEnvironment: [String] {
        let value = ProcessInfo.processInfo.environment["HANDOFF_LEDGER"] ?? ""
        return value.split(separator: ":").map(String.init)
    }
}
