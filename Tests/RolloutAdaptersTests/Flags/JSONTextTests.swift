import Foundation
import RolloutCore
import RolloutSimulation
import Testing

@testable import RolloutAdapters

/// Replacing single values in a document.
@Suite struct JSONTextTests {
    private static let document = """
        {
          "b" :  1.50,
          "a": {"x": [1, {"b": "}"}], "b": "\\"{"},
        \t"c": true
        }

        """

    private func text(_ text: String) throws -> JSONText {
        try #require(JSONText(Array(text.utf8)))
    }

    private func changed(
        _ document: String,
        _ change: (inout JSONText) throws -> Void
    ) throws -> String {
        var text = try text(document)
        try change(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private func value(_ document: String, _ path: [String]) throws -> String? {
        try text(document).value(at: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a value is found as it is written`() throws {
        #expect(try value(Self.document, ["b"]) == "1.50")
        #expect(try value(Self.document, ["a", "b"]) == "\"\\\"{\"")
        #expect(try value(Self.document, ["a", "x"]) == "[1, {\"b\": \"}\"}]")
        #expect(try value(Self.document, ["a", "y"]) == nil)
        #expect(try value(" 12 ", []) == "12")
        #expect(try value("\u{FEFF}{\"a\":1}", ["a"]) == "1")
    }

    @Test func `a name is found however it is escaped`() throws {
        #expect(try value(#"{"new\u005fcheckout": 1}"#, ["new_checkout"]) == "1")
        #expect(try value("{\"e\u{301}\": 1}", ["\u{E9}"]) == nil)
    }

    @Test func `only the value is replaced`() throws {
        let after = try changed(Self.document) { try $0.set(["c"], to: Array("false".utf8)) }
        #expect(after == Self.document.replacingOccurrences(of: "true", with: "false"))
    }

    @Test func `a new member is spaced as the last one, and leaves no trace`() throws {
        let after = try changed(Self.document) { try $0.set(["d"], to: Array("1".utf8)) }
        #expect(after == Self.document.replacingOccurrences(of: "true", with: "true,\n\t\"d\": 1"))
        #expect(try changed(after) { try $0.remove(["d"]) } == Self.document)
    }

    @Test(arguments: ["{}", "{ }", "{\n}\n", #"{"a":1}"#, #"{"a":{}}"#])
    func `what was added can be taken away without a trace`(document: String) throws {
        let after = try changed(document) { try $0.set(["new"], to: Array("true".utf8)) }
        #expect(try value(after, ["new"]) == "true")
        #expect(try changed(after) { try $0.remove(["new"]) } == document)
    }

    @Test func `the first, a middle and the last member can be taken away`() throws {
        let document = #"{"a":1, "b":2, "c":3}"#
        #expect(try changed(document) { try $0.remove(["a"]) } == #"{ "b":2, "c":3}"#)
        #expect(try changed(document) { try $0.remove(["b"]) } == #"{"a":1, "c":3}"#)
        #expect(try changed(document) { try $0.remove(["c"]) } == #"{"a":1, "b":2}"#)
        #expect(try changed(document) { try $0.remove(["d"]) } == document)
    }

    @Test func `objects on the way are made`() throws {
        let after = try changed("{}") { try $0.set(["a", "b", "c"], to: Array("1".utf8)) }
        #expect(after == #"{"a": {"b": {"c": 1}}}"#)
        #expect(try !text(after).isBare(along: ["a", "b", "c"]))
        #expect(try text(#"{"a": {"b": {}}}"#).isBare(along: ["a", "b", "c"]))
        #expect(try !text(#"{"a": {"b": {}}, "d": 1}"#).isBare(along: ["a", "b", "c"]))
    }

    @Test func `a name that is there twice is refused`() throws {
        let trouble = #expect(throws: JSONText.Trouble.self) {
            try value(#"{"a": 1, "a": 2}"#, ["a"])
        }
        #expect(trouble?.words == "it has `a` 2 times")
    }

    @Test func `a value inside something that is no object is refused`() throws {
        let trouble = #expect(throws: JSONText.Trouble.self) {
            try changed(#"{"a": {"b": [1]}}"#) { try $0.set(["a", "b", "c"], to: [0x31]) }
        }
        #expect(trouble?.words == "its `a.b` is no JSON object")
    }

    @Test(arguments: ["", "{", "{\"a\": 1,}", "// a\n{}", "{\"a\": 1} x", "{'a': 1}"])
    func `what is no JSON is none`(document: String) {
        #expect(JSONText(Array(document.utf8)) == nil)
    }

    @Test func `other encodings are none`() {
        #expect(JSONText([0xFF, 0xFE, 0x7B, 0, 0x7D, 0]) == nil)
        #expect(JSONText([0x22, 0xFF, 0x22]) == nil)
    }

    @Test(arguments: ["null", "{}", "[1]", "12345678901234567890", "\"a\\u001b[2J\""])
    func `what cannot be put back or shown is no value`(json: String) {
        #expect(throws: JSONText.Trouble.self) { try FlagValue(json: Array(json.utf8)[...]) }
    }

    /// A random document: spaces, escapes and brackets in texts, and nesting up to that depth.
    private func document(_ numbers: inout SplitMix64, depth: Int) -> String {
        let spaces = ["", " ", "\n  ", "\t"]
        func space() -> String { spaces[Int.random(in: 0..<4, using: &numbers)] }
        let texts = [#""""#, #""}{,\"[]""#, #""\\""#, "\"é\"", "-1.50e3", "true", "null", "0"]
        let kind = depth == 0 ? 0 : Int.random(in: 0..<3, using: &numbers)
        guard kind > 0 else { return texts[Int.random(in: 0..<texts.count, using: &numbers)] }
        let parts = (0..<Int.random(in: 0..<4, using: &numbers)).map { number in
            let name = kind == 1 ? "\"k\(number)\"\(space()):" : ""
            return space() + name + space() + document(&numbers, depth: depth - 1) + space()
        }
        let inside = parts.joined(separator: ",")
        return kind == 1 ? "{\(inside)}" : "[\(inside)]"
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `any document is JSON afterwards and as before in the end`(seed: UInt64) throws {
        var numbers = SplitMix64(seed: seed)
        let inner = document(&numbers, depth: 4)
        let before = "{\"first\": 1,\"inner\":\(inner)}"
        let paths = [
            ["new"], ["first"], ["inner", "new"], ["inner", "k0"], ["inner", "k1", "k0"],
        ]
        for path in paths {
            guard let was = try? value(before, path) else {
                guard let after = try? changed(before, { try $0.set(path, to: [0x37]) }) else {
                    continue
                }
                #expect(try value(after, path) == "7")
                // With objects that had to be made on the way it would not be the same.
                guard path.count < 3 else { continue }
                #expect(try changed(after) { try $0.remove(path) } == before)
                continue
            }
            let after = try changed(before) { try $0.set(path, to: [0x37]) }
            #expect(try value(after, path) == "7")
            #expect(try changed(after) { try $0.set(path, to: Array(was.utf8)) } == before)
            #expect(JSONText(Array(try changed(before) { try $0.remove(path) }.utf8)) != nil)
        }
    }
}
