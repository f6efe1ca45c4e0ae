/// What must never be seen of a release: the invariants of the release model, by their numbers
/// there, and the promises of its other parts.
package enum Invariant: String, Sendable, Hashable, CaseIterable {
    /// No instance gets a request before it is ready and soaked, and none is stopped under them.
    case trafficOnlyWhenReady = "1"
    /// Ready capacity never falls below the floor because of us.
    case capacity = "2"
    /// Stable runs on from the start of the shift to the end of the warm time.
    case wayBack = "3"
    /// Nothing outside is touched before its intent is in the journal.
    case intent = "4"
    /// No operation has a second effect, whenever its steward dies.
    case onceOnly = "5"
    /// A rollback ends with nothing on the canary, in the time it promised.
    case rollback = "6"
    /// No removal from the schema while anything of the old revision runs.
    case contract = "7"
    /// Exclusive workers of two revisions never consume at the same time.
    case exclusiveWorkers = "8"
    /// One process steers a service at a time.
    case oneSteward = "9"
    /// Missing data is never a pass.
    case missingData = "10"
    /// The same entries fold to the same state.
    case sameFold = "11"
    /// Secrets are found nowhere.
    case secrets = "12"
    /// A gate that cannot be evaluated stays closed.
    case closedGate = "13"
    /// The terminal is restored on every way out.
    case terminal = "14"
    /// A flag has the release's value only at its weight, and its own again after a rollback.
    case flags
    /// What comes after a hook waits until it advanced the release.
    case hooks
    /// A message arrives at least once, and is the same under its id each time.
    case messages
    /// No job is lost, done twice, or taken from a worker that has time for it.
    case jobs
}
