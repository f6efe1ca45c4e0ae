import Foundation
import RolloutCore

extension EntryPayload: DecodableWithConfiguration {
    /// Reads the event of that kind; every version up to the kind's own has its shape here.
    init(from decoder: any Decoder, configuration kind: EntryKind) throws {
        event = try Fields(decoder.container(keyedBy: Key.self)).event(kind)
    }

    /// The object's fields, told apart into those that must be there and those that may.
    private struct Fields {
        let container: KeyedDecodingContainer<Key>

        init(_ container: KeyedDecodingContainer<Key>) { self.container = container }

        func get<T: Decodable>(_ key: Key) throws -> T {
            try container.decode(T.self, forKey: key)
        }

        func find<T: Decodable>(_ key: Key) throws -> T? {
            try container.decodeIfPresent(T.self, forKey: key)
        }

        func span(_ key: Key) throws -> Duration {
            try container.decode(InMicroseconds.self, forKey: key).wrappedValue
        }

        func event(_ kind: EntryKind) throws -> Event {
            switch kind {
            case .releaseStarted: .releaseStarted(try get(.start))
            case .stewardStarted: .stewardStarted(try get(.steward), resumed: try get(.resumed))
            case .checksAnswered: .checksAnswered(try get(.checks))
            case .preflightFinished:
                .preflightFinished(
                    try get(.checks),
                    configuration: try find(.configuration)
                )
            case .judgePrepared: .judgePrepared(try get(.preparation))
            case .rehearsalBegan: .rehearsalBegan
            case .rehearsed: .rehearsed(try get(.rehearsal))
            case .rehearsalCleared: .rehearsalCleared
            case .startBegan: .startBegan
            case .instanceChanged: .instanceChanged(try get(.id), try get(.report))
            case .instanceAdmitted: .instanceAdmitted(try get(.id))
            case .drainBegan: .drainBegan(try get(.id))
            case .instanceDrained:
                .instanceDrained(try get(.id), leftOpen: try get(.leftOpen), took: try span(.took))
            case .shiftStarted: .shiftStarted(try get(.shift))
            case .weightObserved: .weightObserved(try find(.weight))
            case .sampled: .sampled(try (get(.sample) as StoredSample).sample)
            case .judged: .judged(try get(.metric), try get(.verdict))
            case .gateOpened: .gateOpened(stage: try get(.stage), how: try get(.how))
            case .paused: .paused(by: try get(.by), reason: try find(.reason))
            case .resumed: .resumed(by: try get(.by))
            case .held: .held(try get(.hold))
            case .holdEnded: .holdEnded(by: try get(.by))
            case .advancedFully: .advancedFully(by: try get(.by))
            case .warmBegan: .warmBegan
            case .warmEnded: .warmEnded(by: try get(.by))
            case .revisionPromoted: .revisionPromoted
            case .rollbackStarted: .rollbackStarted(try get(.cause))
            case .trafficReturned: .trafficReturned(took: try span(.took))
            case .operationFailed:
                .operationFailed(
                    try get(.operation),
                    try get(.failure),
                    attempt: try get(.attempt),
                    retryAfter: try find(.retryAfter).map { (stored: InMicroseconds) in
                        stored.wrappedValue
                    }
                )
            case .operationRecovered: .operationRecovered(try get(.operation))
            case .watchersChanged: .watchersChanged(try get(.count))
            case .rejected: .rejected(try get(.command), try get(.rejection))
            case .annotated: .annotated(try get(.text), by: try get(.by))
            case .ended: .ended(try get(.outcome))
            case .expandBegan, .migrated, .backfillAdvanced, .schemaFound, .contractBegan,
                .contractConfirmed, .contractLeft, .workersBegan, .workersHandedOver,
                .flagFound, .flagSet, .externalChanged, .hookPassed, .hookOverridden, .notified,
                .notificationDropped, .answerAwaited, .approved, .warmHeld, .alerted:
                try accompaniment(kind)
            }
        }

        /// What goes along with the traffic: schema, workers, flags, hooks, messages, gates.
        private func accompaniment(_ kind: EntryKind) throws -> Event {
            switch kind {
            case .expandBegan: .expandBegan
            case .migrated: .migrated(try get(.migration))
            case .backfillAdvanced: .backfillAdvanced(try get(.backfill))
            case .schemaFound: .schemaFound(try get(.schema))
            case .contractBegan: .contractBegan
            case .contractConfirmed:
                .contractConfirmed(by: try get(.by), reason: try find(.reason))
            case .contractLeft: .contractLeft(by: try get(.by), reason: try find(.reason))
            case .workersBegan: .workersBegan
            case .workersHandedOver: .workersHandedOver
            case .flagFound: .flagFound(try get(.name), try get(.flag))
            case .flagSet: .flagSet(try get(.name), try get(.flag))
            case .externalChanged: .externalChanged(try get(.name), try get(.external))
            case .hookPassed: .hookPassed(try get(.hook), said: try get(.said))
            case .hookOverridden:
                .hookOverridden(try get(.hook), by: try get(.by), reason: try get(.reason))
            case .notified: .notified(try get(.notification))
            case .notificationDropped:
                .notificationDropped(try get(.notification), try get(.failure))
            case .answerAwaited: .answerAwaited
            case .alerted: .alerted(try get(.failureKind), try get(.text))
            case .approved: .approved(by: try get(.by))
            case .warmHeld: .warmHeld(by: try get(.by), reason: try find(.reason))
            default: preconditionFailure("\(kind) is read elsewhere")
            }
        }
    }
}
