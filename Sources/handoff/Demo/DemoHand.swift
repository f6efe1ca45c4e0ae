import Foundation
import RolloutCore
import RolloutJournal

/// Does in the demo what else a person does: turns back at the phase asked for, and confirms the
/// removal from the schema.
///
/// Sends commands as any person's keys do; the steward cannot tell the difference.
struct DemoHand: Sendable {
    let site: ServiceSite
    let release: ReleaseID
    /// Where it turns back; nil when it does not.
    let turnsBackAt: DemoPhase?
    /// Whether nobody is there who could confirm the removal.
    let confirms: Bool

    /// Follows the release until it is over, or there is nothing left to do for it.
    func callAsFunction() async throws {
        var follower = ReleaseFollower(try JournalReader(site.location), release: release)
        var rollout: Rollout?
        var reached: ContinuousClock.Instant?
        var isLeft = (turn: turnsBackAt != nil, confirmation: confirms)
        while isLeft.turn || isLeft.confirmation, rollout?.isOver != true {
            for entry in try follower.newEntries() {
                if rollout == nil {
                    rollout = Rollout(folding: [entry])
                } else {
                    rollout?.apply(entry)
                }
                // Looked at after each: a phase may be over before the next look.
                if reached == nil, let rollout, turnsBackAt?.isReached(by: rollout) == true {
                    reached = .now
                }
            }
            if isLeft.turn, let turnsBackAt, let reached, .now - reached >= turnsBackAt.patience {
                isLeft.turn = false
                try await turnBack(at: turnsBackAt, follower.reader)
            }
            if isLeft.confirmation, !isLeft.turn, case .contracting? = rollout?.phase {
                isLeft.confirmation = false
                try await send(
                    .contract(later: false),
                    reason: "the demo confirms",
                    follower.reader
                )
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func turnBack(at phase: DemoPhase, _ reader: JournalReader) async throws {
        let reason = "demo --rollback-at \(phase.rawValue)"
        let refusal = try await send(.rollback, reason: reason, reader)
        if let refusal { Demo.say("asked for a rollback, and got: \(refusal)") }
    }

    /// Sends a command and waits for the answer; returns the words of a refusal.
    @discardableResult
    private func send(
        _ verb: Command.Verb,
        reason: String,
        _ reader: JournalReader
    ) async throws -> String? {
        let sender = CommandSender(try JournalFile(site.location))
        let clock = SystemClock()
        let row = try sender.send(
            Command(verb, by: .current, reason: reason),
            to: release,
            at: clock.now
        )
        let end = clock.now + .seconds(10)
        while clock.now < end {
            switch try reader.fate(of: row) {
            case .accepted: return nil
            case .rejected(let rejection): return rejection.typed
            case .tooLate: return "the release ended before the steward came to it"
            case .waiting, nil: try await Task.sleep(for: .milliseconds(10))
            }
        }
        return "no answer within 10 s"
    }
}
