import Foundation
package import RolloutCore
import RolloutEngine

/// Reads and writes feature flags in files, over HTTP and by commands.
///
/// Every write is read back, also one that failed: what is there counts, not what was answered.
package struct FlagKeeper: FlagStores {
    /// How often a write is begun anew because something else in the flag's store was changed
    /// between reading and writing.
    private static let tries = 10
    /// How long a store may take to show what it took.
    private static let patience = Duration.seconds(2)
    private static let tick = Duration.milliseconds(100)

    private let secrets: SecretStore
    private let environment: [String: String]

    /// A keeper that takes values of secret headers from `secrets`, and of what every program
    /// needs from `value`.
    package init(secrets: SecretStore, value: @Sendable (String) -> String?) {
        self.secrets = secrets
        environment = CommandEnvironment.usual(value)
    }

    /// Asks the store each time; its secrets are masked in what is thrown.
    package func value(of flag: FlagPlan) async throws -> FlagValue? {
        try await masking { try await store(of: flag).look().value }
    }

    /// Begins anew, ten times at most, when something else in the store was changed meanwhile; what
    /// the store then shows is waited for at most 2 s.
    package func set(
        _ flag: FlagPlan,
        to value: FlagValue?,
        expecting expected: FlagValue?
    ) async throws {
        try await masking {
            let store = store(of: flag)
            for _ in 0..<Self.tries {
                let seen = try await store.look()
                if seen.value == value { return }
                guard seen.value == expected else {
                    throw Self.conflict(flag, value, expected, found: seen.value)
                }
                if try await write(value, over: seen, of: flag, in: store) { return }
            }
            throw Failure(
                .conflict,
                "flag \(flag.name) was not set to \(value.spoken): its store was changed by others "
                    + "at each of \(Self.tries) tries",
                detail: "It is still \(expected.spoken). Try again when they are done."
            )
        }
    }

    func store(of flag: FlagPlan) -> any FlagStore {
        switch flag.store {
        case .file(let path): FlagFile(name: flag.name, path: path)
        case .http(let resource):
            FlagResourceClient(name: flag.name, resource: resource, secrets: secrets)
        case .command(let commands):
            FlagCommand(
                flag: flag,
                commands: commands,
                environment: environment,
                mask: masked
            )
        }
    }

    /// The text without any value of a secret.
    func masked(_ text: String) -> String { SecretMask(secrets.knownValues).masked(text) }

    /// Writes and reads back; false when it was not as it was seen.
    private func write(
        _ value: FlagValue?,
        over seen: StoredFlag,
        of flag: FlagPlan,
        in store: any FlagStore
    ) async throws -> Bool {
        var failure: Failure?
        do {
            guard try await store.write(value, over: seen) else { return false }
        } catch let error as Failure {
            failure = error
        }
        let deadline = ContinuousClock.now + Self.patience
        while true {
            let now = try await Self.readBack(flag, value, from: store, after: failure)
            if now == value { return true }
            guard now == seen.value else {
                throw Self.conflict(flag, value, seen.value, found: now)
            }
            // One that timed out may still be on its way.
            if let failure, failure.kind != .timedOut || ContinuousClock.now >= deadline {
                throw failure
            }
            guard ContinuousClock.now < deadline else {
                throw Failure(
                    .refused,
                    "flag \(flag.name) was not set to \(value.spoken): its store took that and "
                        + "still says \(now.spoken) after \(Self.patience.spoken)",
                    detail: "Look whether the store keeps what is written to it."
                )
            }
            try await Task.sleep(for: Self.tick)
        }
    }

    private static func readBack(
        _ flag: FlagPlan,
        _ value: FlagValue?,
        from store: any FlagStore,
        after failure: Failure?
    ) async throws -> FlagValue? {
        do {
            return try await store.look().value
        } catch let unread as Failure {
            throw Failure(
                unread.kind,
                "flag \(flag.name) may be set to \(value.spoken) or not: it could not be read back",
                detail: [failure?.summary, unread.summary].compactMap(\.self)
                    .joined(separator: "; ") + ". Trying again sets it once only.",
                isRetryable: true
            )
        }
    }

    private static func conflict(
        _ flag: FlagPlan,
        _ value: FlagValue?,
        _ expected: FlagValue?,
        found: FlagValue?
    ) -> Failure {
        Failure(
            .conflict,
            "flag \(flag.name) was not set to \(value.spoken): it is \(found.spoken) now, not "
                + "\(expected.spoken) as before",
            detail: "Somebody else changed it, and it is left as it is. Set it in its store to "
                + "what you want.",
            isRetryable: false
        )
    }

    private func masking<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch var failure as Failure {
            failure.summary = masked(failure.summary)
            failure.detail = masked(failure.detail)
            throw failure
        }
    }
}
