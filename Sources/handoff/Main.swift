import ArgumentParser
import Foundation

/// Carries a release from the old revision to the new one so that no user notices.
@main
struct Handoff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handoff",
        abstract: "Carry a release from the old revision to the new one, and back in one key.",
        discussion: ExitCode.manual,
        subcommands: [
            InitCommand.self, CheckCommand.self, PlanCommand.self, SchemaCommand.self,
        ]
    )

    /// Runs the command named on the command line and ends with the code that fits.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let ending = Ending(error)
            let stream = ending.isAnswer ? FileHandle.standardOutput : FileHandle.standardError
            if !ending.words.isEmpty { stream.write(Data((ending.words + "\n").utf8)) }
            Foundation.exit(ending.code.rawValue)
        }
    }
}
