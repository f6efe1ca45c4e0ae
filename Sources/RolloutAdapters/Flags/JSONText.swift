import Foundation
import RolloutCore

/// A document of JSON as its bytes, in which single values are replaced and all else stays as it
/// is: order, spaces and digits that a decoder would not give back.
struct JSONText: Sendable, Equatable {
    /// Why a place in the document is not to be used, in words that follow the document's name.
    struct Trouble: Error, Equatable {
        var words: String
    }

    private(set) var bytes: [UInt8]

    /// Takes the bytes; nil when they are no JSON in UTF-8.
    init?(_ bytes: [UInt8]) {
        // A decoder would take UTF-16 as well, in which nothing here would be found.
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil,
            JSONDocument(bytes) != nil
        else { return nil }
        self.bytes = bytes
        guard !hasTrailingComma else { return nil }
    }

    /// The value at the end of those keys, as it is written; nil when there is none.
    func value(at path: [String]) throws(Trouble) -> ArraySlice<UInt8>? {
        var place = start
        for depth in path.indices {
            guard let member = try member(path, depth, of: place) else { return nil }
            place = member.value
        }
        return bytes[place]
    }

    /// Has the value be there, with the objects on the way to it.
    mutating func set(_ path: [String], to value: [UInt8]) throws(Trouble) {
        var place = start
        for depth in path.indices {
            guard let member = try member(path, depth, of: place) else {
                let rest = Self.nested(path[(depth + 1)...], value)
                return insert(path[depth], rest, into: place)
            }
            place = member.value
        }
        bytes.replaceSubrange(place, with: value)
    }

    /// Has no value be there; the objects on the way to it stay.
    mutating func remove(_ path: [String]) throws(Trouble) {
        var place = start
        for depth in path.indices {
            guard let member = try member(path, depth, of: place) else { return }
            guard depth == path.count - 1 else {
                place = member.value
                continue
            }
            let all = members(of: place)
            if member.isFirst, let next = all.dropFirst().first {
                bytes.removeSubrange(member.begin..<next.begin)
            } else {
                // With the comma before it, if there is one.
                let comma = member.isFirst ? 0 : 1
                bytes.removeSubrange((member.begin - comma)..<member.value.upperBound)
            }
        }
    }

    /// Whether the document holds nothing but the objects on the way to that place.
    func isBare(along path: [String]) -> Bool {
        var place = start
        for key in path {
            guard place.lowerBound < bytes.count, bytes[place.lowerBound] == UInt8(ascii: "{")
            else { return false }
            let all = members(of: place)
            guard let only = all.first else { return true }
            guard all.count == 1, Self.isSame(only.name, key) else { return false }
            place = only.value
        }
        return false
    }
}

extension JSONText {
    /// One name of an object with its value.
    private struct Member {
        var name: String
        /// Behind the brace or comma before it.
        var begin: Int
        /// Its name as written, quotation marks included.
        var key: Range<Int>
        var value: Range<Int>
        var isFirst: Bool
    }

    /// Where the whole document is, without the spaces and the mark before it.
    private var start: Range<Int> {
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let begin = afterSpace(mark)
        return begin..<afterValue(begin)
    }

    /// Some decoders let one pass, and without the member before it nothing would.
    private var hasTrailingComma: Bool {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): index = afterString(index)
            case UInt8(ascii: ","):
                index = afterSpace(index + 1)
                let isEnd = index < bytes.count && [0x7D, 0x5D].contains(bytes[index])
                if isEnd { return true }
            default: index += 1
            }
        }
        return false
    }

    private func member(
        _ path: [String],
        _ depth: Int,
        of place: Range<Int>
    ) throws(Trouble) -> Member? {
        let name = path[..<depth].joined(separator: ".")
        guard place.lowerBound < bytes.count, bytes[place.lowerBound] == UInt8(ascii: "{") else {
            let subject = name.isEmpty ? "its document" : "its `\(name)`"
            throw Trouble(words: "\(subject) is no JSON object")
        }
        let found = members(of: place).filter { Self.isSame($0.name, path[depth]) }
        guard found.count < 2 else {
            // Readers differ in which of them they take.
            throw Trouble(words: "it has `\(path[depth])` \(found.count) times")
        }
        return found.first
    }

    private func members(of place: Range<Int>) -> [Member] {
        var result: [Member] = []
        var begin = place.lowerBound + 1
        while begin < place.upperBound {
            let quote = afterSpace(begin)
            guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { break }
            let keyEnd = afterString(quote)
            let valueBegin = afterSpace(afterSpace(keyEnd) + 1)
            let valueEnd = afterValue(valueBegin)
            let key = bytes[quote..<keyEnd]
            let name = try? JSONDecoder().decode(String.self, from: Data(key))
            result.append(
                Member(
                    name: name ?? "",
                    begin: begin,
                    key: quote..<keyEnd,
                    value: valueBegin..<valueEnd,
                    isFirst: result.isEmpty
                )
            )
            begin = afterSpace(valueEnd) + 1
        }
        return result
    }

    /// Adds a member behind the last one, spaced as that one is.
    private mutating func insert(_ name: String, _ value: [UInt8], into place: Range<Int>) {
        let key = Self.quoted(name)
        guard let last = members(of: place).last else {
            let text = key + Array(": ".utf8) + value
            bytes.insert(contentsOf: text, at: place.lowerBound + 1)
            return
        }
        let before = bytes[last.begin..<last.key.lowerBound]
        let between = bytes[last.key.upperBound..<last.value.lowerBound]
        let text = [UInt8(ascii: ",")] + before + key + between + value
        bytes.insert(contentsOf: text, at: last.value.upperBound)
    }

    private static func nested(_ path: ArraySlice<String>, _ value: [UInt8]) -> [UInt8] {
        path.reversed().reduce(value) { value, key in
            Array("{".utf8) + quoted(key) + Array(": ".utf8) + value + Array("}".utf8)
        }
    }

    private static func quoted(_ name: String) -> [UInt8] {
        FlagValue.text(name).json
    }

    /// By their bytes: to a service, two spellings of one letter are two names.
    private static func isSame(_ name: String, _ other: String) -> Bool {
        name.utf8.elementsEqual(other.utf8)
    }

    private func afterSpace(_ index: Int) -> Int {
        var index = index
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
        return index
    }

    private func afterString(_ quote: Int) -> Int {
        var index = quote + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    private func afterValue(_ begin: Int) -> Int {
        var index = begin
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index = afterString(index)
                if depth == 0 { return index }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth <= 1 { return depth == 1 ? index + 1 : index }
                depth -= 1
            case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return index
    }
}
