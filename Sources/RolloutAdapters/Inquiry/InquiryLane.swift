import Foundation
import RolloutCore
import Synchronization

/// One question that is put at its pace, with at most one under way.
///
/// Each is put on a thread of its own: a client blocks, and one that looks up a name may do so
/// for longer than anybody waits here.
final class InquiryLane: Sendable {
    /// What an asking led to.
    typealias Outcome = Result<[InquiryNumber], InquiryTrouble>

    private struct State {
        var isAsking = false
        var due: ContinuousClock.Instant?
        /// The newest outcome nobody has taken yet.
        var fresh: Outcome?
    }

    /// How long a source is left alone that said no.
    static let respite = Duration.seconds(10)
    /// Ticks come a little early or late; a question that is nearly due is put.
    private static let tolerance = Duration.milliseconds(100)

    private let question: InquiryQuestion
    private let client: any InquiryClient
    private let state = Mutex(State())

    /// A lane whose first question is due at once.
    init(_ question: InquiryQuestion, secrets: SecretReader) {
        self.question = question
        client = question.client(secrets: secrets)
    }

    /// Whether a question is under way.
    var isAsking: Bool { state.withLock { $0.isAsking } }

    /// The outcome that came in since this was last called; nil when none did.
    func take() -> Outcome? {
        state.withLock { state in
            defer { state.fresh = nil }
            return state.fresh
        }
    }

    /// Puts the question if it is time and none is under way.
    func beginIfDue(at now: ContinuousClock.Instant) {
        let begins = state.withLock { state in
            if state.isAsking { return false }
            if let due = state.due, now < due - Self.tolerance { return false }
            state.isAsking = true
            state.due = now + question.every
            return true
        }
        guard begins else { return }
        Thread.detachNewThread { [self] in
            let outcome = ask(by: now + question.timeout)
            state.withLock { state in
                state.isAsking = false
                state.fresh = outcome
                if case .failure(let trouble) = outcome, trouble.isLasting {
                    state.due = now + max(question.every, Self.respite)
                }
            }
        }
    }

    private func ask(by deadline: ContinuousClock.Instant) -> Outcome {
        do throws(InquiryTrouble) {
            return .success(try client.answer(by: deadline))
        } catch {
            return .failure(error)
        }
    }
}
