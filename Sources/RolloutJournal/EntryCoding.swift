import Foundation
package import RolloutCore

/// An event as it is stored: its kind's name, that kind's version, and what it carries.
package struct StoredEvent: Sendable, Hashable {
    /// The stored name of its kind.
    package var kind: String
    /// The version of that kind, counted from 1.
    package var version: Int
    /// What it carries.
    package var payload: StoredPayload

    /// A stored event as a row or a line of a file has it.
    package init(kind: String, version: Int, payload: StoredPayload) {
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
        let payload: StoredPayload =
            if case .sampled(let sample) = event {
                .bytes(PackedSample.pack(sample))
            } else {
                .text(try text(EntryPayload(event)))
            }
        return StoredEvent(kind: kind.rawValue, version: kind.version, payload: payload)
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
        switch stored.payload {
        case .text(let text): return try decode(text, as: kind)
        case .bytes(let bytes): return try decode(bytes, as: kind)
        }
    }

    private func decode(_ text: String, as kind: EntryKind) throws -> Event {
        do {
            return try decoder.decode(
                EntryPayload.self,
                from: Data(text.utf8),
                configuration: kind
            ).event
        } catch {
            throw UnreadableEvent.damaged(Self.words(error))
        }
    }

    private func decode(_ bytes: [UInt8], as kind: EntryKind) throws -> Event {
        guard kind == .sampled, let sample = try? PackedSample.unpack(bytes) else {
            throw UnreadableEvent.damaged("its bytes are not those that were written")
        }
        return .sampled(sample)
    }

    /// The entry as one line of JSON, for other tools: release, sequence, microseconds since 1970,
    /// kind, the kind's version, and the payload, in JSON also where it is stored as bytes.
    package func line(_ entry: Entry) throws -> String {
        let kind = EntryKind(entry.event)
        return "{\"release\":\(entry.release.rawValue),\"sequence\":\(entry.sequence),"
            + "\"at\":\(entry.at.rawValue),\"kind\":\"\(kind.rawValue)\","
            + "\"version\":\(kind.version),\"payload\":\(try text(EntryPayload(entry.event)))}"
    }

    /// The event's payload as JSON, whatever form it is stored in.
    package func json(of event: Event) throws -> String {
        try text(EntryPayload(event))
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
