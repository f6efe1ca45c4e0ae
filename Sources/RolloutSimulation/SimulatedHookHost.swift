package import RolloutCore
import Synchronization

/// What a simulated hook does instead of what it should.
package enum HookFault: Sendable, Hashable {
    /// It says no, and has done nothing.
    case refuses
    /// It does nothing until it is ended at its limit.
    case hangs
    /// It does its work, and nobody hears of it before the limit.
    case unheard
    /// Its program or its host is missing, which the checks see too.
    case absent
}

/// A place where hooks run that exists only in memory; they live on when their steward is gone.
///
/// A hook does its work when its time is over, unless it was ended before. Under one key it runs
/// once at a time, and its work is done once.
package final class SimulatedHookHost: Sendable {
    /// How one try of a hook went.
    enum Outcome {
        case advanced, refused, overdue
    }

    private struct Course {
        var ends: Timestamp
        var fault: HookFault?
    }

    private struct State {
        var faults: [String: (fault: HookFault, left: Int)] = [:]
        var courses: [String: Course] = [:]
        var outcomes: [String: Outcome] = [:]
        var told: [HookContext] = []
        var tries: [String: Int] = [:]
        var done: [String] = []
    }

    /// How long a hook runs.
    package let length: Duration
    let clock: HeldClock
    private let state = Mutex(State())

    /// A host whose hooks all do what they should.
    package init(length: Duration, clock: HeldClock) {
        self.length = length
        self.clock = clock
    }

    /// Has the hook of that name do that at its next tries, instead of what it was to do before.
    package func fault(_ hook: String, _ fault: HookFault, times: Int = 1) {
        state.withLock { $0.faults[hook] = times > 0 ? (fault, times) : nil }
    }

    /// What hooks were told, once per idempotency key, in the order they were first run.
    package var told: [HookContext] { with(\.told) }

    /// The idempotency keys under which the work was done, once each, in order.
    package var done: [String] { with(\.done) }

    /// How often the hook of that name did its work in that release.
    func doneCount(of hook: String, in release: ReleaseID) -> Int {
        with { state in
            state.told.count { context in
                context.hook == hook && context.release == release
                    && state.done.contains(context.idempotencyKey)
            }
        }
    }

    /// How often a hook was begun under that key.
    package func tries(under key: String) -> Int { with { $0.tries[key] ?? 0 } }

    /// Whether a hook runs under that key.
    package func isRunning(under key: String) -> Bool { with { $0.courses[key] != nil } }

    /// Whether the hook is there at all.
    func isPresent(_ hook: String) -> Bool { with { $0.faults[hook]?.fault != .absent } }

    /// Has the hook run under the context's key, and returns when it is over and whether it was
    /// begun for it.
    func begin(_ context: HookContext, within limit: Duration) -> (ends: Timestamp, isNew: Bool) {
        with { state in
            let key = context.idempotencyKey
            if let course = state.courses[key] { return (course.ends, false) }
            if state.tries[key] == nil { state.told.append(context) }
            state.tries[key, default: 0] += 1
            state.outcomes[key] = nil
            let fault = Self.takeFault(of: context.hook, &state)
            let isOverdue = fault == .hangs || fault == .unheard || length > limit
            let ends = clock.now + (isOverdue ? limit : length)
            state.courses[key] = Course(ends: ends, fault: length > limit ? .hangs : fault)
            return (ends, true)
        }
    }

    /// How the newest try under that key went; nil when it was ended before.
    func outcome(under key: String) -> Outcome? { with { $0.outcomes[key] } }

    /// Ends the hook under that key without any effect of it.
    func end(under key: String) { with { $0.courses[key] = nil } }

    private func with<Result>(_ body: (inout State) -> sending Result) -> sending Result {
        state.withLock { state in
            let now = clock.now
            for (key, course) in state.courses where course.ends <= now {
                state.courses[key] = nil
                state.outcomes[key] = Self.finish(key, course, &state)
            }
            return body(&state)
        }
    }

    private static func takeFault(of hook: String, _ state: inout State) -> HookFault? {
        guard let (fault, left) = state.faults[hook] else { return nil }
        state.faults[hook] = left > 1 ? (fault, left - 1) : nil
        return fault
    }

    private static func finish(_ key: String, _ course: Course, _ state: inout State) -> Outcome {
        let acts = course.fault == nil || course.fault == .unheard
        if acts, !state.done.contains(key) { state.done.append(key) }
        switch course.fault {
        case nil: return .advanced
        case .refuses, .absent: return .refused
        case .hangs, .unheard: return .overdue
        }
    }
}
