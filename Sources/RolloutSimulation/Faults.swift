package import RolloutCore

/// What does not work in the simulated world at the moment.
package struct Faults: Sendable, Hashable {
    /// Whether the router cannot be reached; requests go on as it was last set.
    package var isRouterLost = false
    /// Whether the router makes no check of its own before it sends requests to an instance.
    package var isRouterBlind = false
    /// This many further shifts fail and change nothing.
    package var refusedShifts = 0
    /// This many further shifts take effect without the router confirming them.
    package var unconfirmedShifts = 0
    /// This many further admissions are refused.
    package var refusedAdmissions = 0
    /// This many further starts find no free port.
    package var refusedStarts = 0
    /// Names of the checks that fail before anything is changed.
    package var failingChecks: Set<String> = []
    /// Whether nothing at all can be measured.
    package var areMetricsLost = false
    /// Criteria whose readings are absent.
    package var silentMetrics: Set<MetricName> = []
    /// Request records that get lost each second.
    package var lostRecords = 0
    /// Whether feature flags can neither be read nor written.
    package var areFlagsLost = false
    /// How long a store of flags takes for each answer.
    package var flagDelay = Duration.zero
    /// This many further writes of flags are refused and change nothing.
    package var refusedFlags = 0
    /// This many further writes of flags take effect and are then said to have timed out.
    package var unconfirmedFlags = 0
    /// What somebody else makes of flags just before the next write of each.
    package var meddling: [String: FlagValue] = [:]
    /// Names of dependencies that answer nobody.
    package var lostExternals: Set<String> = []
    /// This many further answers of dependencies fail, by name.
    package var failingAnswers: [String: Int] = [:]

    /// A world in which all works.
    package init() {}
}

/// Something the engine really changed outside, in the order it happened.
///
/// Asking for what is already there is no deed, so two equal deeds are a second effect.
package enum Deed: Sendable, Hashable {
    /// A process was started.
    case started(InstanceID, attempt: Int)
    /// TERM was sent to a running process.
    case stopped(InstanceID)
    /// The router got to know an instance.
    case admitted(InstanceID)
    /// The router's weight changed.
    case shifted(from: Weight, to: Weight)
    /// The router was told to send an instance nothing new.
    case drainBegan(InstanceID)
    /// The router forgot an instance.
    case removed(InstanceID)
    /// The canary became the stable revision at the router.
    case promoted
    /// A feature flag got another value; nil is none.
    case flagSet(String, from: FlagValue?, to: FlagValue?)
    /// A command of a migration was started: the name of its stage, or `backfill` for a batch.
    case migrationBegan(String)
    /// A hook was begun under that idempotency key.
    case hookBegan(String)
    /// The message of that id was sent, whether anybody took it or not.
    case messageSent(String)
}
