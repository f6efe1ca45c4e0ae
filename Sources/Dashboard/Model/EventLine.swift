package import RolloutCore
package import TerminalUI

/// One entry as a person reads it: what happened, in one sentence, and how serious it is.
package struct EventLine: Sendable, Hashable {
    /// The entry's place in its release, which is also how a selected line is remembered.
    package var sequence: Int
    /// When it was decided.
    package var at: Timestamp
    /// One character that tells the sort without colour: `!` asks for attention.
    package var glyph: Character
    /// The sort in one word of at most eight letters.
    package var kind: String
    /// What happened and who did it; a whole thought without time and full stop.
    package var sentence: String
    /// How serious it is.
    package var role: Role
    /// The instance it is about; nil when it is about none, or about several.
    package var instance: InstanceID?

    /// The line of an entry; nil for entries that only carry measurements.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - plan: the plan of its release, for names and numbers of stages.
    package init?(_ entry: Entry, plan: Plan) {
        guard let wording = Wording(entry.event, plan: plan) else { return nil }
        sequence = entry.sequence
        at = entry.at
        glyph = wording.glyph
        kind = wording.kind
        sentence = wording.sentence
        role = wording.role
        instance = entry.event.instance
    }
}

extension EventLine {
    /// A line as it was kept.
    init(
        sequence: Int,
        at: Timestamp,
        glyph: Character,
        kind: String,
        sentence: String,
        role: Role,
        instance: InstanceID?
    ) {
        self.sequence = sequence
        self.at = at
        self.glyph = glyph
        self.kind = kind
        self.sentence = sentence
        self.role = role
        self.instance = instance
    }
}

extension Event {
    /// The instance it is about.
    fileprivate var instance: InstanceID? {
        switch self {
        case .instanceChanged(let id, _), .instanceAdmitted(let id), .drainBegan(let id),
            .instanceDrained(let id, _, _):
            id
        default: nil
        }
    }
}

/// The words of one event.
struct Wording {
    var glyph: Character
    var kind: String
    var sentence: String
    var role: Role

    init(_ glyph: Character, _ kind: String, _ sentence: String, _ role: Role = .text) {
        self.glyph = glyph
        self.kind = kind
        self.sentence = sentence
        self.role = role
    }

    /// The words; nil for what is not listed.
    init?(_ event: Event, plan: Plan) {
        switch event {
        // What all checks add up to is a line of its own.
        case .sampled, .checksAnswered:
            return nil
        case .releaseStarted, .stewardStarted, .preflightFinished, .judgePrepared,
            .rehearsalBegan, .rehearsed, .rehearsalCleared, .startBegan, .ended, .annotated,
            .watchersChanged:
            self = Self.course(event, plan: plan)
        case .instanceChanged, .instanceAdmitted, .drainBegan, .instanceDrained:
            self = Self.instance(event)
        case .shiftStarted, .weightObserved, .trafficReturned, .warmBegan, .warmHeld, .warmEnded,
            .revisionPromoted, .rollbackStarted:
            self = Self.traffic(event, plan: plan)
        case .judged, .gateOpened, .answerAwaited, .approved, .paused, .resumed, .held, .holdEnded,
            .advancedFully, .rejected:
            self = Self.gate(event, plan: plan)
        case .expandBegan, .migrated, .backfillAdvanced, .schemaFound, .contractBegan,
            .contractConfirmed, .contractLeft:
            self = Self.schema(event, plan: plan)
        case .workersBegan, .workersHandedOver, .flagFound, .flagSet, .externalChanged,
            .hookPassed, .hookOverridden, .notified, .notificationDropped, .alerted:
            self = Self.surroundings(event, plan: plan)
        case .operationFailed(let operation, let failure, let attempt, let retryAfter):
            self = Self.failure(operation, failure, attempt: attempt, retryAfter: retryAfter)
        case .operationRecovered(let operation):
            self.init("✓", "works", "works again: \(operation)", .ok)
        }
    }
}
