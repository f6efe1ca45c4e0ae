import RolloutCore

/// The name of each kind of entry as it is stored, for ever.
///
/// Written out, so that renaming a case in the code changes no stored name. A kind is never
/// edited: what has to mean something else gets the next version, and reading lifts the old one.
/// A field that a core value gains later needs a value for entries that lack it, in its decoding.
enum EntryKind: String, CaseIterable {
    case releaseStarted = "releaseStarted"
    case stewardStarted = "stewardStarted"
    case checksAnswered = "checksAnswered"
    case preflightFinished = "preflightFinished"
    case judgePrepared = "judgePrepared"
    case rehearsalBegan = "rehearsalBegan"
    case rehearsed = "rehearsed"
    case rehearsalCleared = "rehearsalCleared"
    case startBegan = "startBegan"
    case expandBegan = "expandBegan"
    case migrated = "migrated"
    case backfillAdvanced = "backfillAdvanced"
    case schemaFound = "schemaFound"
    case contractBegan = "contractBegan"
    case contractConfirmed = "contractConfirmed"
    case contractLeft = "contractLeft"
    case workersBegan = "workersBegan"
    case workersHandedOver = "workersHandedOver"
    case flagFound = "flagFound"
    case flagSet = "flagSet"
    case externalChanged = "externalChanged"
    case hookPassed = "hookPassed"
    case hookOverridden = "hookOverridden"
    case notified = "notified"
    case notificationDropped = "notificationDropped"
    case answerAwaited = "answerAwaited"
    case approved = "approved"
    case warmHeld = "warmHeld"
    case alerted = "alerted"
    case instanceChanged = "instanceChanged"
    case instanceAdmitted = "instanceAdmitted"
    case drainBegan = "drainBegan"
    case instanceDrained = "instanceDrained"
    case shiftStarted = "shiftStarted"
    case weightObserved = "weightObserved"
    case sampled = "sampled"
    case judged = "judged"
    case gateOpened = "gateOpened"
    case paused = "paused"
    case resumed = "resumed"
    case held = "held"
    case holdEnded = "holdEnded"
    case advancedFully = "advancedFully"
    case warmBegan = "warmBegan"
    case warmEnded = "warmEnded"
    case revisionPromoted = "revisionPromoted"
    case rollbackStarted = "rollbackStarted"
    case trafficReturned = "trafficReturned"
    case operationFailed = "operationFailed"
    case operationRecovered = "operationRecovered"
    case watchersChanged = "watchersChanged"
    case rejected = "rejected"
    case annotated = "annotated"
    case ended = "ended"

    /// The version this build writes, and the newest it reads.
    var version: Int {
        switch self {
        case .releaseStarted, .stewardStarted, .checksAnswered, .preflightFinished, .startBegan,
            .instanceChanged, .instanceAdmitted, .drainBegan, .instanceDrained, .shiftStarted,
            .weightObserved, .judged, .gateOpened, .paused, .resumed, .held,
            .holdEnded, .advancedFully, .warmBegan, .warmEnded, .revisionPromoted,
            .rollbackStarted, .trafficReturned, .operationFailed, .rehearsalBegan, .rehearsed,
            .rehearsalCleared, .operationRecovered, .watchersChanged, .rejected, .annotated,
            .ended, .expandBegan, .migrated, .backfillAdvanced, .schemaFound, .contractBegan,
            .contractConfirmed, .contractLeft, .workersBegan, .workersHandedOver, .flagFound,
            .flagSet, .externalChanged, .hookPassed, .hookOverridden, .notified,
            .notificationDropped, .answerAwaited, .approved, .warmHeld, .alerted,
            .judgePrepared:
            1
        // Version 1 was JSON; a second takes half of that since it is packed.
        case .sampled:
            2
        }
    }

    /// The kind an event is stored as.
    init(_ event: Event) {
        self =
            switch event {
            case .releaseStarted: .releaseStarted
            case .stewardStarted: .stewardStarted
            case .checksAnswered: .checksAnswered
            case .preflightFinished: .preflightFinished
            case .judgePrepared: .judgePrepared
            case .rehearsalBegan: .rehearsalBegan
            case .rehearsed: .rehearsed
            case .rehearsalCleared: .rehearsalCleared
            case .startBegan: .startBegan
            case .expandBegan: .expandBegan
            case .migrated: .migrated
            case .backfillAdvanced: .backfillAdvanced
            case .schemaFound: .schemaFound
            case .contractBegan: .contractBegan
            case .contractConfirmed: .contractConfirmed
            case .contractLeft: .contractLeft
            case .workersBegan: .workersBegan
            case .workersHandedOver: .workersHandedOver
            case .flagFound: .flagFound
            case .flagSet: .flagSet
            case .externalChanged: .externalChanged
            case .hookPassed: .hookPassed
            case .hookOverridden: .hookOverridden
            case .notified: .notified
            case .notificationDropped: .notificationDropped
            case .answerAwaited: .answerAwaited
            case .approved: .approved
            case .warmHeld: .warmHeld
            case .alerted: .alerted
            case .instanceChanged: .instanceChanged
            case .instanceAdmitted: .instanceAdmitted
            case .drainBegan: .drainBegan
            case .instanceDrained: .instanceDrained
            case .shiftStarted: .shiftStarted
            case .weightObserved: .weightObserved
            case .sampled: .sampled
            case .judged: .judged
            case .gateOpened: .gateOpened
            case .paused: .paused
            case .resumed: .resumed
            case .held: .held
            case .holdEnded: .holdEnded
            case .advancedFully: .advancedFully
            case .warmBegan: .warmBegan
            case .warmEnded: .warmEnded
            case .revisionPromoted: .revisionPromoted
            case .rollbackStarted: .rollbackStarted
            case .trafficReturned: .trafficReturned
            case .operationFailed: .operationFailed
            case .operationRecovered: .operationRecovered
            case .watchersChanged: .watchersChanged
            case .rejected: .rejected
            case .annotated: .annotated
            case .ended: .ended
            }
    }
}
