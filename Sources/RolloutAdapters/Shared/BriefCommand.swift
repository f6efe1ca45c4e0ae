import Foundation
import RolloutCore

/// A command that is over within seconds and whose output stays in memory: it is no file's
/// business, and may be a secret.
///
/// Never given to a shell; nothing of ours is inherited; ended with all it started at its limit.
struct BriefCommand: Sendable {
    /// What came of it.
    struct Outcome: Sendable {
        /// How it ended.
        var exit: Exit
        /// What it printed, at most ``BriefCommand/outputLimit`` bytes.
        var output: [UInt8]
        /// What it said where errors go, bounded as well.
        var errors: [UInt8]
        /// Whether it was ended because of its limit.
        var isOverdue: Bool

        /// Whether it ended by itself, with status 0.
        var isGood: Bool { exit == .status(0) && !isOverdue }
    }

    /// Most bytes of output, and of errors, that are kept; more is read and dropped.
    static let outputLimit = 1_024 * 1_024
    private static let tick: Int32 = 40

    /// The command, its place and its limit.
    var command: DeclaredCommand
    /// All it gets as environment.
    var environment: [String: String]
    /// Time between TERM and KILL.
    var grace = Duration.seconds(1)

    /// Runs it to its end; blocks its thread for at most its limit and a few seconds.
    ///
    /// - Throws: when it could not be started.
    func run(until stop: StopFlag = StopFlag()) throws(SystemError) -> Outcome {
        let output = try CommandPipe()
        let errors = try CommandPipe()
        defer {
            output.close()
            errors.close()
        }
        var spawn = Spawn(
            arguments: command.arguments,
            environment: environment,
            output: "/dev/null"
        )
        spawn.folder = command.folder
        spawn.pipes = (output.writeEnd, errors.writeEnd)
        let pid = try spawn()
        output.closeWriteEnd()
        errors.closeWriteEnd()
        guard let leader = ProcessIdentity(runningAs: pid) else {
            throw SystemError("posix_spawn", ESRCH)
        }
        let session = CommandSession(leader: leader, marker: [:])
        let deadline = ContinuousClock.now + command.within
        while true {
            // Asked before reading: what it printed before its end is then there to be read.
            let exit = ProcessExits.exit(of: leader)
            CommandPipe.fill([output, errors], within: exit == nil ? Self.tick : 0)
            if let exit {
                _ = session.end(grace: .zero)
                return Outcome(exit, output, errors, isOverdue: false)
            }
            if stop.isRaised || ContinuousClock.now >= deadline {
                let exit = session.end(grace: grace) ?? .unseen
                CommandPipe.fill([output, errors], within: 0)
                return Outcome(exit, output, errors, isOverdue: true)
            }
        }
    }

    /// The same without holding a task's thread; cancelled, it ends the command.
    ///
    /// - Throws: when it could not be started; `CancellationError`.
    func callAsFunction() async throws -> Outcome {
        let stop = StopFlag()
        let result = await withTaskCancellationHandler {
            await onOwnThread { Result { () throws(SystemError) in try run(until: stop) } }
        } onCancel: {
            stop.raise()
        }
        try Task.checkCancellation()
        return try result.get()
    }
}

extension BriefCommand.Outcome {
    fileprivate init(
        _ exit: Exit,
        _ output: CommandPipe,
        _ errors: CommandPipe,
        isOverdue: Bool
    ) {
        self.init(exit: exit, output: output.bytes, errors: errors.bytes, isOverdue: isOverdue)
    }
}
