import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// A command sent to the steward, and its answer printed.
struct Wish {
    /// How long an answer may take; a steward that lives looks every 10 ms.
    static let patience = Duration.seconds(10)

    let verb: Command.Verb
    let options: WishOptions
    /// Whether the person is shown what would happen and asked.
    let asks: Bool
    /// Whether a release without a steward gets one.
    let startsSteward: Bool
    let takesOver: Bool

    init(
        _ verb: Command.Verb,
        _ options: WishOptions,
        asks: Bool = false,
        startsSteward: Bool = false,
        takesOver: Bool = false
    ) {
        self.verb = verb
        self.options = options
        self.asks = asks
        self.startsSteward = startsSteward
        self.takesOver = takesOver
    }

    /// Sends it, waits for the answer, prints it.
    ///
    /// - Throws: ``ExitCode/usage`` after a refusal, ``ExitCode/engineNotReachable`` without a
    ///   steward, with `--wait` the code of the release's end.
    func callAsFunction() async throws {
        if let group = options.service.group() {
            try await GroupWish(
                verb: verb,
                options: options,
                asks: asks,
                startsSteward: startsSteward,
                takesOver: takesOver
            )(at: group)
            return
        }
        let site = try options.service.site()
        let reader = try JournalReader(site.location)
        guard let latest = try reader.latestRelease(),
            let rollout = Rollout(folding: try reader.entries(of: latest.release))
        else {
            throw NotDone(
                "not done: nothing was released yet, so there is nothing to steer. `handoff run` "
                    + "starts a release."
            )
        }
        let steward = try await ensureSteward(of: rollout, at: site, reader)
        // A release that only lost its steward goes on with a new one; that is all it asked for.
        if verb == .resume, steward == .started, rollout.isOver {
            print(
                "release \(rollout.start.release) is over; a new steward sends the "
                    + "\(rollout.outbox.waiting.count) messages it left"
            )
        } else if verb == .resume, steward == .started, rollout.pause == nil, rollout.hold == nil {
            print("release \(rollout.start.release) goes on with a new steward")
        } else {
            try confirm(rollout)
            try await send(to: rollout, at: site, reader)
        }
        guard options.wait else { return }
        let end = try await PlainPrinter(site: site, release: latest.release).follow { _ in }
        guard end.code == .succeeded else { throw end.code }
    }

    private enum StewardState { case there, started }

    private func ensureSteward(
        of rollout: Rollout,
        at site: ServiceSite,
        _ reader: JournalReader
    ) async throws -> StewardState {
        // One that is over may have left messages, which whoever resumes it wants sent.
        guard verb == .resume ? !rollout.isSettled : !rollout.isOver else { return .there }
        let isGone = try StewardSight(reader) == .gone
        guard isGone || takesOver else { return .there }
        guard startsSteward else {
            printError(
                "not done: no steward runs for release \(rollout.start.release), so nobody would "
                    + "carry it out. Nothing was changed. `handoff resume` starts one."
            )
            throw ExitCode.engineNotReachable
        }
        try await StewardProcess.startAndWait(
            StewardTask(rollout.start.release, at: site),
            takesOver: takesOver
        )
        return .started
    }

    private func confirm(_ rollout: Rollout) throws {
        guard asks, !options.yes, !rollout.isOver else { return }
        try ConsequenceQuestion(verb: verb, rollout: rollout).ask()
    }

    private func send(
        to rollout: Rollout,
        at site: ServiceSite,
        _ reader: JournalReader
    ) async throws {
        let clock = SystemClock()
        let row: Int64
        do {
            row = try CommandSender(try JournalFile(site.location)).send(
                Command(verb, by: .current, reason: options.reason),
                to: rollout.start.release,
                at: clock.now
            )
        } catch let error as JournalError {
            printError(error.sentence)
            throw ExitCode.usage
        }
        let limit = clock.now + Self.patience
        while clock.now < limit {
            switch try reader.fate(of: row) {
            case .accepted(let entries): return try tell(entries, reader)
            case .rejected(let rejection):
                printError(rejection.typed)
                throw ExitCode.usage
            case .tooLate:
                printError("not done: the release ended before the steward came to it.")
                throw ExitCode.usage
            case .waiting, nil: try await Task.sleep(for: .milliseconds(10))
            }
        }
        printError(
            "no answer from the steward within \(Self.patience.spoken). The wish stays in the "
                + "journal and is carried out when a steward reads it. `handoff status` tells."
        )
        throw ExitCode.engineNotReachable
    }

    private func tell(_ entries: [Entry], _ reader: JournalReader) throws {
        var lines = PlainLines()
        // An entry is worded by what was before it: the plan, and who paused.
        if let first = entries.first {
            let earlier = try reader.entries(of: first.release, limit: first.sequence - 1)
            for entry in earlier { _ = lines.lines(for: entry) }
        }
        for entry in entries {
            for line in lines.lines(for: entry) { print(line) }
        }
        if entries.isEmpty { print("nothing to do: it was so already") }
    }
}
