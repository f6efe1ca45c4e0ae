import Foundation
import RolloutCore

/// A command, as the plan file says it.
struct CommandDraft {
    var words: [String] = []
    var within: Duration
    /// The pause between two runs, where it is run again and again.
    var every = Duration.milliseconds(200)
}

extension DeclaredCommand {
    /// The command that a draft describes; a program named by a path is looked for in `folder`.
    init(_ draft: CommandDraft, folder: URL) {
        self.init(draft.words, within: draft.within, folder: folder)
    }

    /// The command with its program looked for in `folder` when it is named by a path.
    init(_ words: [String], within: Duration, folder: URL) {
        self.init(
            folder.resolvingProgram(of: words),
            folder: folder.path(percentEncoded: false),
            within: within
        )
    }
}

/// Rows for commands that several sections have.
extension PlanSections {
    /// The arguments of a command.
    static func arguments(such example: String) -> Kind<[String]> {
        .list(
            "a list such as \(example)",
            of: .text("one argument of the command") { _ in true }
        )
    }

    /// The longest and the shortest time a command may be given.
    static func within<Draft>(
        _ path: WritableKeyPath<Draft, Duration>,
        such example: String,
        _ note: String
    ) -> Key<Draft> {
        Key("within", path, .duration(.milliseconds(100)...(.hours(24)), such: example), note)
    }

    /// The condition that a command begins with a program.
    static func programRule<Draft>(
        at key: String = "run",
        _ words: @escaping (Draft) -> [String]?
    ) -> Rule<Draft> {
        Rule(at: key) { draft in
            guard words(draft)?.first == "" else { return nil }
            return "`\(key)` begins with an empty text. Write the program first."
        }
    }
}
