import Foundation

/// A document of JSON, or a part of one.
enum JSONDocument: Sendable, Hashable {
    case null
    case flag(Bool)
    case number(Double)
    case string(String)
    case list([JSONDocument])
    case object([String: JSONDocument])

    /// Reads the bytes; nil when they are no JSON.
    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDecoder().decode(JSONDocument.self, from: Data(bytes)) else {
            return nil
        }
        self = document
    }

    /// What an object has under that name.
    subscript(name: String) -> JSONDocument? {
        if case .object(let parts) = self { parts[name] } else { nil }
    }

    /// What a list has at that place, counted from 0.
    subscript(index: Int) -> JSONDocument? {
        if case .list(let parts) = self, parts.indices.contains(index) { parts[index] } else { nil }
    }

    /// The text that stands here.
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The finite number that stands here, also when it is written as a text.
    var finite: Double? {
        let value: Double? =
            switch self {
            case .number(let value): value
            case .string(let text): Double(text)
            case .null, .flag, .list, .object: nil
            }
        return value.flatMap { $0.isFinite ? $0 : nil }
    }

    /// The number at the end of a way such as `queues[0].waiting`.
    func number(at way: String) -> Double? {
        var place: JSONDocument? = self
        for name in way.split(separator: ".") {
            let parts = name.split(separator: "[", omittingEmptySubsequences: false)
            if let key = parts.first, !key.isEmpty { place = place?[String(key)] }
            for part in parts.dropFirst() {
                place = Int(part.prefix { $0 != "]" }).flatMap { place?[$0] }
            }
        }
        return place?.finite
    }
}

extension JSONDocument: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONDocument].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONDocument].self))
        }
    }
}
