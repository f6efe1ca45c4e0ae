import Foundation
import RolloutCore
import RolloutEngine
import RolloutJournal

/// How steering in this process ended, of a release or of a group.
protocol SteeringEnd: Sendable {
    /// It was ended from here; what is steered stays where it is.
    static var cancelled: Self { get }
    /// Whether what was steered is over.
    var isOver: Bool { get }
    /// The exit code that agrees with it.
    var code: ExitCode { get }
}

extension Engine.End: SteeringEnd {
    var isOver: Bool { if case .over = self { true } else { false } }
}

extension GroupRun.End: SteeringEnd {
    var isOver: Bool { if case .over = self { true } else { false } }
}

/// Prints lines, one for each change, as they are written.
protocol LineTeller {
    associatedtype End: SteeringEnd

    /// Prints what is new; answers with the end once it was told.
    mutating func tellNew() throws -> End?
}

extension LineTeller {
    /// Prints until what it tells is over; `everySecond` is called once a second.
    ///
    /// Cancelled, it first prints what is written by then.
    consuming func follow(everySecond: (Timestamp) throws -> Void) async throws -> End {
        var nextSecond = Timestamp(microseconds: 0)
        let clock = SystemClock()
        while true {
            if clock.now >= nextSecond {
                try everySecond(clock.now)
                nextSecond = clock.now + .seconds(1)
            }
            let isCancelled = Task.isCancelled
            let end = try tellNew()
            fflush(nil)
            if let end { return end }
            if isCancelled { return .cancelled }
            // Nobody reads lines faster.
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Prints until what it tells is over, and counts as somebody watching until then.
    consuming func follow(watchingAs name: String, _ journal: JournalFile) async throws -> End {
        let sender = CommandSender(journal)
        let watcher = "\(name)-\(getpid())"
        defer { try? sender.unwatch(watcher) }
        return try await follow { now in try sender.watch(watcher, pid: Int(getpid()), at: now) }
    }
}

/// Steers in this process while lines tell of it; over when both are.
///
/// The end is said by the lines, and the last of them has to be out first. After it the steward
/// stays until the last messages are sent, which somebody who ends it then cuts short.
struct ToldSteering<End: SteeringEnd>: Sendable {
    /// What came to its end.
    private enum Part: Sendable {
        case steward(End)
        case lines(End)
        case patience
    }

    /// Steers to the end.
    let steer: @Sendable () async throws -> End
    /// Tells it to the end.
    let tell: @Sendable () async throws -> End
    /// The longest it may take; nil for any time.
    let timeout: Duration?

    /// Steers and tells until both are over.
    func callAsFunction() async throws -> End {
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask { .steward(try await steer()) }
            group.addTask { .lines(try await tell()) }
            if let timeout {
                group.addTask {
                    try? await Task.sleep(for: timeout)
                    return .patience
                }
            }
            defer { group.cancelAll() }
            var told: End?
            // What the lines told is the end, unless they were broken off before it.
            func end(or other: End) -> End { told.flatMap { $0.isOver ? $0 : nil } ?? other }
            var isSteered = true
            while let part = try await group.next() {
                switch part {
                case .lines(let lines): told = lines
                case .steward(let steward) where steward.isOver: isSteered = false
                case .steward(let steward): return end(or: steward)
                case .patience: return end(or: .cancelled)
                }
                if let told, !isSteered { return told }
            }
            return .cancelled
        }
    }
}
