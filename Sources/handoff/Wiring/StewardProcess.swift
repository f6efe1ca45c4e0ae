import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// What a steward is started for: a release of a service, or a group of releases.
struct StewardTask: Sendable {
    /// The option that names it, and its number.
    let subject: [String]
    /// Where its journal is.
    let location: JournalLocation
    /// The state folder, as `--state` names it.
    let state: URL
    /// Ledgers of other hosts that count for it.
    let ledgers: [String]
    /// Where the steward's output goes.
    let log: String

    /// A release of the service at a site.
    init(_ release: ReleaseID, at site: ServiceSite) {
        subject = ["--release", "\(release.rawValue)"]
        location = site.location
        state = site.state
        ledgers = site.ledgers
        log = site.stewardLog
    }

    /// The group of that number at a site.
    init(group number: Int, at site: GroupSite) {
        subject = ["--group", "\(number)"]
        location = site.location
        state = site.state
        ledgers = site.ledgers
        log = site.stewardLog
    }
}

/// The steward as a process of its own, which no lost terminal can hurt.
enum StewardProcess {
    /// Starts a steward in its own session, and returns its process id.
    ///
    /// Whether it gets the lease shows in the journal, not here.
    /// - Throws: when no process could be started.
    static func start(_ task: StewardTask, takesOver: Bool = false) throws -> Int32 {
        var arguments = [
            ownExecutable, "steward", task.location.service.rawValue,
            "--environment", task.location.environment,
            "--state", task.state.path(percentEncoded: false),
        ]
        arguments += task.subject
        if takesOver { arguments.append("--take-over") }
        arguments += task.ledgers.flatMap { ["--ledger", $0] }
        return try Spawn(
            arguments: arguments,
            environment: ProcessInfo.processInfo.environment,
            output: task.log
        )()
    }

    /// Starts a steward as ``start(_:takesOver:)`` does and waits until it has the lease.
    ///
    /// - Throws: a ``NotDone`` with the steward's own last words and code when it ended at once.
    static func startAndWait(_ task: StewardTask, takesOver: Bool = false) async throws {
        let pid = try start(task, takesOver: takesOver)
        let reader = try JournalReader(task.location)
        let limit = ContinuousClock.now + patience
        while ContinuousClock.now < limit {
            if try reader.leaseHolder()?.steward.pid == Int(pid) { return }
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG) == pid {
                guard status != 0 else { return }
                let code = status & 0x7f == 0 ? ExitCode(rawValue: status >> 8 & 0xff) : nil
                throw NotDone(lastWords(in: task.log), code: code ?? .internalError)
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NotDone(
            "not done: the steward that was started, pid \(pid), has not taken the lease within "
                + "\(patience.spoken). \(task.log) tells why; `handoff status` where the release "
                + "is.",
            code: .engineNotReachable
        )
    }

    /// How long a steward may take to open the journal and take the lease.
    private static let patience = Duration.seconds(10)

    private static func lastWords(in log: String) -> String {
        let text = try? String(contentsOfFile: log, encoding: .utf8)
        return text?.split(separator: "\n").last.map(String.init)
            ?? "not done: the steward that was started ended at once and said nothing. Nothing was "
            + "changed. `handoff resume` tries again."
    }

    /// This program's own file.
    static var ownExecutable: String {
        #if os(Linux)
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return link ?? CommandLine.arguments[0]
        #else
        return Bundle.main.executablePath ?? CommandLine.arguments[0]
        #endif
    }
}

/// Whether somebody steers, as far as the lease and the process table tell.
enum StewardSight: Equatable {
    /// Its process runs, or nobody can say otherwise; last heard from then.
    case alive(heardAt: Timestamp)
    /// Nobody has the lease, or its holder's process is certainly gone.
    case gone

    /// Looks at the lease.
    init(_ reader: JournalReader) throws {
        guard let holder = try reader.leaseHolder(),
            !holder.isProvablyGone(seenFrom: StewardIdentity.current())
        else {
            self = .gone
            return
        }
        self = .alive(heardAt: holder.heartbeat)
    }
}

/// Starts the steward again when it is gone, a bounded number of times.
struct StewardKeeper {
    /// Restarts within ``period`` after which it gives up: what kills a steward five times in a
    /// minute needs a person.
    static let limit = 5
    static let period = Duration.seconds(60)

    let task: StewardTask
    private var restarts: [Timestamp] = []

    init(_ task: StewardTask) {
        self.task = task
    }

    /// Starts a steward if none is there; returns whether it did.
    mutating func look(_ sight: StewardSight, at now: Timestamp) throws -> Bool {
        guard sight == .gone else { return false }
        restarts.removeAll { now - $0 > Self.period }
        // The one started a moment ago has not taken the lease yet.
        if let last = restarts.last, now - last < .seconds(2) { return false }
        guard restarts.count < Self.limit else { return false }
        restarts.append(now)
        _ = try StewardProcess.start(task)
        return true
    }
}
