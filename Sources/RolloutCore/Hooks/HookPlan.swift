/// A part of the release that a lifecycle hook may come before or after.
package enum HookStep: String, Sendable, Hashable, Codable, CaseIterable {
    /// The checks before anything is changed; only `after`.
    case preflight
    /// The rehearsal of the way back.
    case rehearsal
    /// The additive change of the schema.
    case expand
    /// The start of new instances.
    case start
    /// The changeover of the workers.
    case workers
    /// Each shift to a higher weight by the plan.
    case shift
    /// The time at 100% with the previous revision warm.
    case warm
    /// The end of the previous instances.
    case retire
    /// The removal from the schema.
    case contract
    /// The way back; only `after`, when traffic has returned, so that no hook holds it up.
    case rollback
}

/// When a hook runs.
package enum HookPoint: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Before the step does anything outside.
    case before(HookStep)
    /// Once the step is done, before the next one does anything.
    case after(HookStep)

    package var description: String {
        switch self {
        case .before(let step): "before \(step.rawValue)"
        case .after(let step): "after \(step.rawValue)"
        }
    }
}

/// Something of the user's own that runs at a point of the release and can hold it there.
package struct HookPlan: Sendable, Hashable, Codable {
    /// What runs.
    package enum Action: Sendable, Hashable, Codable {
        /// A command; exit status 0 advances, anything else holds.
        case command(DeclaredCommand)
        /// POST of the release's state as JSON; 200 through 299 advances, anything else holds.
        case http(url: String, timeout: InMicroseconds)
    }

    /// What people call it; unique in its plan.
    package var name: String
    /// When it runs.
    package var point: HookPoint
    /// What it does.
    package var action: Action

    /// A hook by its name, point and action.
    package init(name: String, point: HookPoint, action: Action) {
        self.name = name
        self.point = point
        self.action = action
    }
}

/// What a hook is told, in `HANDOFF_` variables or as JSON.
package struct HookContext: Sendable, Hashable, Codable {
    /// The hook's own name.
    package var hook: String
    /// The point, such as `before shift`.
    package var point: String
    /// The service.
    package var service: ServiceName
    /// The environment.
    package var environment: String
    /// The release, such as `r7`.
    package var release: ReleaseID
    /// The label of the revision that served before; nil on a first release.
    package var from: String?
    /// The label of the new revision.
    package var to: String
    /// The new revision's digest.
    package var digest: Digest
    /// The share asked for on the canary, in percent.
    package var percent: Double
    /// The same for every try of one run of the hook; what has been done under it before need not
    /// be done again.
    package var idempotencyKey: String

    /// What a hook of that name is told.
    package init(
        hook: String,
        point: String,
        service: ServiceName,
        environment: String,
        release: ReleaseID,
        from: String?,
        to: String,
        digest: Digest,
        percent: Double,
        idempotencyKey: String
    ) {
        self.hook = hook
        self.point = point
        self.service = service
        self.environment = environment
        self.release = release
        self.from = from
        self.to = to
        self.digest = digest
        self.percent = percent
        self.idempotencyKey = idempotencyKey
    }
}
