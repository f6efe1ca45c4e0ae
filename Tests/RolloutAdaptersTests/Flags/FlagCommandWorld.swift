import Foundation
import RolloutCore
import RolloutEngine
import TestSupport

@testable import RolloutAdapters

/// Flags in files of their own, behind two scripts as a user would write them.
///
/// Each write makes an entry in `writes`; with a file `silent`, the writing script ends badly after
/// its work.
final class FlagCommandWorld: FlagWorld {
    let folder: FlagFolder

    init() throws {
        folder = try FlagFolder()
        try folder.write("", to: "writes")
        try folder.write(
            "#!/bin/sh\n[ ! -e unreachable ] || { echo 'no service' >&2; exit 7; }\n"
                + "[ ! -e \"flag-$1\" ] || cat \"flag-$1\"\n",
            to: "read",
            mode: 0o700
        )
        try folder.write(
            "#!/bin/sh\nprintf '%s\\n' \"$2\" > \"flag-$1\"\necho \"$1\" >> writes\n"
                + "[ ! -e silent ] || { echo 'lost the answer' >&2; exit 3; }\n",
            to: "write",
            mode: 0o700
        )
    }

    var canRemove: Bool { false }

    func flags(_ behaviour: FlagStoreBehaviour) throws -> any FlagStores {
        for (name, wanted) in [
            ("unreachable", behaviour == .unreachable), ("silent", behaviour == .forgetsToAnswer),
        ] {
            if wanted {
                try folder.write("", to: name)
            } else {
                unlink("\(folder.path)/\(name)")
            }
        }
        return FlagKeeper.fixture()
    }

    func plan(_ name: String, _ value: FlagValue) -> FlagPlan {
        FlagPlan(name: name, value: value, at: .zero, store: .command(commands))
    }

    var commands: FlagCommands {
        FlagCommands(
            read: command(["\(folder.path)/read", "{flag}"]),
            write: command(["\(folder.path)/write", "{flag}", "{value}"])
        )
    }

    func command(_ words: [String]) -> DeclaredCommand {
        DeclaredCommand(words, folder: folder.path, within: .seconds(30))
    }

    func put(_ name: String, _ value: FlagValue) throws {
        try folder.write(value.description + "\n", to: "flag-\(name)")
    }

    func held(_ name: String) throws -> FlagValue? {
        guard folder.names.contains("flag-\(name)") else { return nil }
        let text = try folder.read("flag-\(name)").trimmingCharacters(in: .newlines)
        return JSONDocument(Array(text.utf8)) == nil
            ? .text(text) : try JSONDecoder().decode(FlagValue.self, from: Data(text.utf8))
    }

    func mark() throws -> String {
        let flags = folder.names.filter { $0.hasPrefix("flag-") }
        return try folder.read("writes") + flags.map(folder.read).joined()
    }
}
