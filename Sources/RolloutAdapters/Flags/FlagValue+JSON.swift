import Foundation
import RolloutCore

extension FlagValue {
    /// Longest word that can be a value, in characters; it is journaled and shown.
    static let longest = PrintedText.lineLimit
    /// Beyond it a number in JSON need not come back as it was (RFC 8259, 6).
    private static let largest = 9_007_199_254_740_992.0

    /// The value as it is written in a document.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // Numbers that are not finite have no spelling, and no plan and no store has them.
        return (try? encoder.encode(self)).map(Array.init) ?? Array("null".utf8)
    }

    /// Reads a value out of a document.
    ///
    /// Refuses what a rollback could not put back exactly, or what no screen can show.
    init(json: ArraySlice<UInt8>) throws(JSONText.Trouble) {
        guard let document = JSONDocument(Array(json)) else {
            throw JSONText.Trouble(words: "its value is no JSON")
        }
        switch document {
        case .flag(let value): self = .bool(value)
        case .number(let value):
            guard value.magnitude <= Self.largest else {
                throw JSONText.Trouble(words: "its number is beyond 2^53, so it cannot be restored")
            }
            self = .number(value)
        case .string(let text): self = try .word(text)
        case .null: throw JSONText.Trouble(words: "its value is null, which is no value")
        case .list, .object:
            throw JSONText.Trouble(words: "its value is neither on or off, a number nor a word")
        }
    }

    /// A text as a value, when it can be shown as it is.
    static func word(_ text: String) throws(JSONText.Trouble) -> FlagValue {
        guard text.count <= longest else {
            throw JSONText.Trouble(words: "its value is longer than \(longest) characters")
        }
        guard text.utf8.elementsEqual(PrintedText.cleaned(text).utf8) else {
            throw JSONText.Trouble(words: "its value holds control characters")
        }
        return .text(text)
    }
}

extension FlagValue? {
    /// In a sentence: `` `true` ``, or that there is none.
    var spoken: String { map { "`\($0)`" } ?? "without a value" }
}
