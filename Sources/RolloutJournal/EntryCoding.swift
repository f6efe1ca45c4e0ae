import Foundation
package import RolloutCore

/// An event as it is stored: its kind's name, that kind's version, and JSON.
package struct StoredEvent: Sendable, Hashable {
    /// The stored name of its kind.
    package var kind: String
    /// The version of that kind, counted from 1.
    package var version: Int
    /// A JSON object with sorted keys; the same event always gives the same text.
    package var payload: String

    /// A stored event as a row or a line of a file has it.
    package init(kind: String, version: Int, payload: String) {
        self.kind = kind
        self.version = version
        self.payload = payload
    }
}

/// Turns events into what is stored and back.
///
/// Every version of every kind that was ever released stays readable. The two directions are
/// switches over all events, so the compiler names this place when one is added.
package struct EntryCoding {
    private let encoder = JSONEncoder()
    private let decoder = JSONDecoder()

    /// A coder to be used from one task at a time; making one is cheap, reusing one is cheaper.
    package init() {
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A service may offer NaN as a reading, and a number must never stop the record.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
    }

    /// The event as this build stores it.
    package func encode(_ event: Event) throws -> StoredEvent {
        let kind = EntryKind(event)
        return StoredEvent(
            kind: kind.rawValue,
            version: kind.version,
            payload: try text(EntryPayload(event))
        )
    }

    /// The event that was stored.
    ///
    /// - Throws: an ``UnreadableEvent`` when kind or version are not known to this build, or the
    ///   payload is not what the kind demands.
    package func decode(_ stored: StoredEvent) throws -> Event {
        guard let kind = EntryKind(rawValue: stored.kind) else { throw UnreadableEvent.unknownKind }
        guard (1...kind.version).contains(stored.version) else {
            throw UnreadableEvent.newerVersion(readable: kind.version)
        }
        do {
            return try decoder.decode(
                EntryPayload.self,
                from: Data(stored.payload.utf8),
                configuration: kind
            ).event
        } catch {
            throw UnreadableEvent.damaged(Self.words(error))
        }
    }

    /// The entry as one line of JSON, for other tools: release, sequence, microseconds since 1970,
    /// kind, the kind's version, and the payload as it is stored.
    package func line(_ entry: Entry) throws -> String {
        let stored = try encode(entry.event)
        return "{\"release\":\(entry.release.rawValue),\"sequence\":\(entry.sequence),"
            + "\"at\":\(entry.at.rawValue),\"kind\":\"\(stored.kind)\","
            + "\"version\":\(stored.version),\"payload\":\(stored.payload)}"
    }

    /// Any other value of the core in the same JSON, such as a command.
    func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The value that ``text(_:)`` wrote; throws a ``JournalError`` when it is something else.
    func value<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
        do {
            return try decoder.decode(type, from: Data(text.utf8))
        } catch {
            throw JournalError(
                .damaged,
                "cannot read the journal: \(Self.words(error)) in a stored value. Nothing was "
                    + "changed. The file was altered or damaged; restore it from a backup."
            )
        }
    }

    private static func words(_ error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty ? "the payload" : path.map(\.stringValue).joined(separator: ".")
        }
        return switch error {
        case DecodingError.keyNotFound(let key, let context):
            "\(place(context.codingPath + [key])) is missing"
        case DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            "\(place(context.codingPath)) is of another type"
        case DecodingError.dataCorrupted(let context):
            "\(place(context.codingPath)) is not readable"
        default: "\(error)"
        }
    }
}

/// Why a stored event can't be read by this build.
package enum UnreadableEvent: Error, Sendable, Hashable {
    /// No kind of that name is known here.
    case unknownKind
    /// The kind is known, up to that version.
    case newerVersion(readable: Int)
    /// Kind and version are known and the payload does not fit; the words say where.
    case damaged(String)
}
