import Foundation

/// The folders of the XDG base directory specification that handoff uses.
struct Folders: Hashable, Sendable {
    /// Journals, sockets, pinned artifacts and output of instances; only the owner may look in.
    var state: URL
    /// Themes and settings of the person.
    var config: URL

    /// The folders as the environment and `--state` name them.
    ///
    /// Relative paths in the environment are ignored, as the specification demands; one given with
    /// `--state` begins in the present folder.
    init(
        state override: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        home: URL = FileManager.default.homeDirectoryForCurrentUser
    ) {
        func folder(_ variable: String, _ fallback: String) -> URL {
            if let path = environment[variable], path.hasPrefix("/") {
                return URL(fileURLWithPath: path, isDirectory: true).appending(path: "handoff")
            }
            return home.appending(path: fallback).appending(path: "handoff")
        }
        config = folder("XDG_CONFIG_HOME", ".config")
        state =
            override.map { URL(fileURLWithPath: $0, isDirectory: true) }
            ?? folder("XDG_STATE_HOME", ".local/state")
    }

    /// Where the state is, as shown and given to other programs.
    var statePath: String { state.path(percentEncoded: false) }

    /// Makes the state folder, for its owner alone, unless it is there.
    ///
    /// A folder that others may look into is refused instead of changed: it could be one that is
    /// used for something else.
    ///
    /// - Throws: what stands in the way, as a problem of that folder.
    func prepareState() throws(ConfigProblems) {
        let manager = FileManager.default
        do {
            try manager.createDirectory(
                at: state,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let attributes = try manager.attributesOfItem(atPath: statePath)
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
            guard mode & 0o077 != 0 else { return }
            let octal = String(mode & 0o777, radix: 8)
            throw refusal(
                "others may look into this folder (mode \(octal)), and the journal is not for "
                    + "them. Nothing was done. Make it mode 700, or name another with --state."
            )
        } catch let problems as ConfigProblems {
            throw problems
        } catch {
            throw refusal(
                "this folder for the journal cannot be made (\(error.localizedDescription)). "
                    + "Nothing was done. Name another with --state."
            )
        }
    }

    private func refusal(_ sentence: String) -> ConfigProblems {
        ConfigProblems(file: statePath, [ConfigProblem(position: nil, sentence: sentence)])
    }
}
