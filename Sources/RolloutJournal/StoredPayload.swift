import Foundation
import GRDB

/// What an event carries as it is stored: JSON, or bytes where there is one every second.
package enum StoredPayload: Sendable, Hashable, ExpressibleByStringLiteral {
    /// A JSON object with sorted keys; the same event always gives the same text.
    case text(String)
    /// The form that its first byte names, see ``PackedSample``.
    case bytes([UInt8])

    /// JSON as it is written here.
    package init(stringLiteral value: String) { self = .text(value) }

    /// Bytes it takes.
    package var size: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }
}

extension StoredPayload {
    var databaseValue: DatabaseValue {
        switch self {
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }

    /// What a column holds; nil when that is neither.
    init?(_ value: DatabaseValue) {
        switch value.storage {
        case .string(let text): self = .text(text)
        case .blob(let data): self = .bytes([UInt8](data))
        case .null, .int64, .double: return nil
        }
    }
}
