import Foundation
package import RolloutCore

/// One command to be run to its end, and to be found again by a later steward while it runs.
package struct CommandOrder: Sendable {
    /// What it is known by, safe in a path: of two commands of one name, one runs at a time.
    package var name: String
    /// What people call it, in sentences; its name unless said otherwise.
    package var title: String
    /// The command, its place and its limit, counted from its start and not from its finding.
    package var command: DeclaredCommand
    /// All it gets as environment.
    package var environment: [String: String]
    /// Time between TERM and KILL when it is ended.
    package var grace: Duration
    /// Values that must not be shown or kept.
    package var secrets: [String]

    /// A command with what it gets, and 5 s from TERM to KILL.
    package init(
        name: String,
        command: DeclaredCommand,
        environment: [String: String],
        secrets: [String] = []
    ) {
        self.name = name
        title = name
        self.command = command
        self.environment = environment
        self.secrets = secrets
        grace = .seconds(5)
    }
}

/// How a command ended.
package struct CommandEnd: Sendable, Hashable {
    /// Its exit; unseen for one that an earlier steward had started.
    package var exit: Exit
    /// Whether it was ended because of its limit.
    package var isOverdue: Bool
    /// Whether it ran already and was only waited for.
    package var wasFound: Bool
    /// Its last lines, oldest first, cleaned of control characters and secrets.
    package var lines: [String]
}

/// Runs commands that change something outside and must neither be lost nor run twice at once.
///
/// Each has a session of its own, an owner-only file of output with a bound, a record with the
/// identity of its process, and a marker in its environment (Linux; macOS has the record only).
/// By these a later steward finds it. Secrets are taken out of the file when the command has ended;
/// until then only its owner can read it.
package struct CommandRun: Sendable {
    /// Most last lines that are handed on.
    private static let lineCount = 20
    /// How often it is looked whether the command still runs.
    private static let tick = Duration.milliseconds(40)

    let folder: CommandFolder

    /// Commands that keep records and output in that folder, made when missing.
    ///
    /// - Throws: a ``RolloutCore/Failure`` when the folder cannot be made.
    package init(folder: String) throws {
        do {
            self.folder = try CommandFolder(at: folder)
        } catch {
            throw Failure(
                .conflict,
                "cannot keep commands in \(folder): \(error.systemWords)",
                detail: "Nothing was started. Choose a folder that can be written."
            )
        }
    }

    /// Has the command run to its end: waits for the one of that name that runs, else starts it.
    ///
    /// Ends it with all it started, TERM and then KILL, when it is over its limit or this task is
    /// cancelled; then nothing of it runs when this returns or throws.
    /// - Throws: a ``RolloutCore/Failure`` when it could not be started, or the kernel does not let
    ///   go of it; `CancellationError`.
    package func callAsFunction(_ order: CommandOrder) async throws -> CommandEnd {
        let folder = folder
        let found = await onOwnThread { Result { try folder.ensureRunning(order) } }
        do {
            let (record, wasFound) = try found.get()
            return try await watch(record, order, wasFound: wasFound)
        } catch let error as SystemError {
            let subject = error.call == "chdir" ? order.command.folder : order.program
            throw Failure(
                .refused,
                "\(order.title) was not run: \(subject): \(error.words)",
                detail: "No process of it runs, nothing was changed by it.",
                isRetryable: error.code != ENOENT && error.code != EACCES
            )
        }
    }

    /// Waits for the command of that name that runs, as a whole call does; nil when none runs, and
    /// then none is started.
    ///
    /// - Throws: as a whole call does.
    package func finish(_ order: CommandOrder) async throws -> CommandEnd? {
        let folder = folder
        guard let record = await onOwnThread({ folder.running(order.name) }) else { return nil }
        return try await watch(record, order, wasFound: true)
    }

    /// Whether a command of that name runs, whoever started it.
    package func isRunning(_ name: String) -> Bool { folder.running(name) != nil }

    /// The last lines of the newest command of that name, at most `count`, without those values.
    package func lastLines(of name: String, count: Int, secrets: [String]) async -> [String] {
        let log = folder.log(of: name)
        return await onOwnThread { log.ownLines(count, mask: SecretMask(secrets)) }
    }

    private func watch(
        _ record: CommandRecord,
        _ order: CommandOrder,
        wasFound: Bool
    ) async throws -> CommandEnd {
        let deadline = ContinuousClock.now + order.command.within - record.age
        var isOverdue = false
        var exit = ProcessExits.exit(of: record.process)
        while exit == nil {
            guard ContinuousClock.now < deadline else {
                isOverdue = true
                exit = try await end(record, order)
                break
            }
            do {
                try await Task.sleep(for: Self.tick)
            } catch {
                _ = try await end(record, order)
                _ = await close(record, order)
                throw error
            }
            try? folder.log(of: order.name).bound()
            exit = ProcessExits.exit(of: record.process)
        }
        // What it left running would go on unseen.
        _ = try await end(record, order, grace: .zero)
        let lines = await close(record, order)
        return CommandEnd(
            exit: exit ?? .unseen,
            isOverdue: isOverdue,
            wasFound: wasFound,
            lines: lines
        )
    }

    private func end(
        _ record: CommandRecord,
        _ order: CommandOrder,
        grace: Duration? = nil
    ) async throws -> Exit {
        let session = folder.session(of: record)
        let exit = await onOwnThread { session.end(grace: grace ?? order.grace) }
        if let exit { return exit }
        throw Failure(
            .timedOut,
            "\(order.title) was not ended: process \(record.process.pid) was still there "
                + "\(CommandSession.killLimit.spoken) after KILL",
            detail: "The kernel has not let go of it, mostly because of a disk or a network that "
                + "does not answer. It may still be changing something; look before you go on."
        )
    }

    /// Forgets the process and takes the secrets out of its output; what cannot be done now is
    /// done at the next start.
    private func close(_ record: CommandRecord, _ order: CommandOrder) async -> [String] {
        let folder = folder
        return await onOwnThread {
            let mask = SecretMask(order.secrets)
            let log = folder.log(of: order.name)
            let lines = log.ownLines(Self.lineCount, mask: mask)
            try? folder.lock.whileHeld {
                guard folder.record(of: order.name) == record else { return }
                try log.seal(mask)
                folder.remove(order.name)
            }
            return lines
        }
    }
}

extension CommandOrder {
    var program: String { command.arguments.first ?? "no command" }
}
