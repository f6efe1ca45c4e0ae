import RolloutCore
import TerminalUI

extension EventLine: Codable {
    private enum CodingKeys: String, CodingKey {
        case sequence
        case at
        case glyph
        case kind
        case sentence
        case role
        case instance
    }

    /// Reads what ``encode(to:)`` wrote.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        sequence = try container.decode(Int.self, forKey: .sequence)
        at = Timestamp(microseconds: try container.decode(Int64.self, forKey: .at))
        glyph = try container.decode(String.self, forKey: .glyph).first ?? " "
        kind = try container.decode(String.self, forKey: .kind)
        sentence = try container.decode(String.self, forKey: .sentence)
        role = Role(rawValue: try container.decode(String.self, forKey: .role)) ?? .text
        instance = try container.decodeIfPresent(InstanceID.self, forKey: .instance)
    }

    /// Writes the line as it is shown, for the index of a recording.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(at.microseconds, forKey: .at)
        try container.encode(String(glyph), forKey: .glyph)
        try container.encode(kind, forKey: .kind)
        try container.encode(sentence, forKey: .sentence)
        try container.encode(role.rawValue, forKey: .role)
        try container.encodeIfPresent(instance, forKey: .instance)
    }
}
