import ArgumentParser
import Foundation

/// Carries a release from the old revision to the new one so that no user notices.
@main
struct Handoff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handoff",
        abstract: "Carry a release from the old revision to the new one, and back in one key.",
        discussion: ExitCode.manual,
        version: version,
        subcommands: [
            DemoCommand.self, InitCommand.self, CheckCommand.self, PlanCommand.self,
            AdoptCommand.self, RunCommand.self, WatchCommand.self, StatusCommand.self,
            PauseCommand.self,
            ResumeCommand.self, AdvanceCommand.self, StepBackCommand.self, RollbackCommand.self,
            HoldWarmCommand.self, ReleaseWarmCommand.self, ContractCommand.self, RetryCommand.self,
            RehearseCommand.self,
            PromoteCommand.self, AnnotateCommand.self, HistoryCommand.self, ShowCommand.self,
            CompareCommand.self, ReportCommand.self, ExportCommand.self, RecordCommand.self,
            ReplayCommand.self, WhatIfCommand.self,
            LedgerCommand.self, JudgeCommand.self, ObserveCommand.self, TearDownCommand.self,
            SchemaCommand.self, ThemesCommand.self,
            StewardCommand.self,
        ]
    )

    /// The version that entries and recordings name.
    static let version = "0.1.0"

    /// Runs the command of the command line and ends with the code that fits.
    static func main() async {
        guard let ending = await run(Array(CommandLine.arguments.dropFirst())) else { return }
        let stream = ending.isAnswer ? FileHandle.standardOutput : FileHandle.standardError
        if !ending.words.isEmpty { stream.write(Data((ending.words + "\n").utf8)) }
        Foundation.exit(ending.code.rawValue)
    }

    /// Runs one command line, without the program's name; nil when it ended well.
    static func run(_ arguments: [String]) async -> Ending? {
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return nil
        } catch {
            return Ending(error)
        }
    }
}
