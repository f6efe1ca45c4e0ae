import Testing

@testable import TerminalUI

@Suite struct KeyDecoderTests {
    private func raw(_ text: String) -> [RawKey] { text.unicodeScalars.map(RawKey.scalar) }

    private func keys(_ batches: [RawKey]...) -> [KeyPress] {
        var decoder = KeyDecoder()
        return batches.flatMap { decoder.decode($0) }
    }

    @Test(arguments: [
        ("a", Key.character("a")), ("R", .character("R")), ("世", .character("世")),
        ("\u{0C}", .control("l")), ("\r", .enter), ("\n", .enter), ("\t", .tab),
        ("\u{7F}", .backspace), ("\u{1B}", .escape), ("\u{1C}", .control("\\")),
    ])
    func `a character alone is a key`(text: String, key: Key) {
        #expect(keys(raw(text)) == [KeyPress(key)])
    }

    @Test func `ten arrow keys of one batch are ten keys of a burst`() {
        let found = keys(Array(repeating: .key(.down), count: 10))
        #expect(found == Array(repeating: KeyPress(.down, isInBurst: true), count: 10))
    }

    @Test func `keys of different batches are no burst`() {
        #expect(keys(raw("R"), raw("y")) == [.init(.character("R")), .init(.character("y"))])
    }

    @Test func `an answer of the terminal makes no burst of a key`() {
        #expect(keys([.ignored] + raw("R")) == [KeyPress(.character("R"))])
    }

    @Test(arguments: [
        "\u{1B}[1;5A", "\u{1B}[I", "\u{1B}[?1;2c", "\u{1B}OA", "\u{1B}]11;rgb:0/0/0\u{1B}\\",
        "\u{1B}]11;rgb:0/0/0\u{07}", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}R",
    ])
    func `no part of an unknown sequence is a key`(sequence: String) {
        #expect(keys(raw(sequence)).isEmpty)
        #expect(keys(raw(sequence + "x")) == [KeyPress(.character("x"))])
    }

    @Test func `an arrow torn from its escape never becomes the key that advances`() {
        #expect(keys(raw("\u{1B}"), raw("[A")) == [KeyPress(.escape)])
    }

    @Test(arguments: [
        "\u{1B}[A", "\u{1B}OA", "\u{1B}[1;5A", "\u{1B}]11;rgb:1E1E/A0A0/B0B0\u{1B}\\",
        "\u{1B}[<0;12;5M", "\u{1B}[?2026;2$y",
    ])
    func `no part of a sequence is a release key, wherever it is torn`(sequence: String) {
        let scalars = raw(sequence)
        for place in 1..<scalars.count {
            let found = keys(Array(scalars[..<place]), Array(scalars[place...]))
            let typed = found.filter { !$0.isInBurst }.map(\.key)
            let harmless: Set<Key> = [.escape, .click(column: 11, row: 4)]
            #expect(Set(typed).isSubset(of: harmless), "torn at \(place): \(found)")
        }
    }

    @Test func `an arrow that comes scalar by scalar never becomes the key that advances`() {
        let found = keys(raw("\u{1B}"), raw("["), raw("A"), raw("A"))
        #expect(found.map(\.isInBurst) == [false, false, true, false])
    }

    @Test func `keys come through again after a sequence without an end`() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(raw("\u{1B}]11;rgb:")).isEmpty)
        for _ in 0..<300 { _ = decoder.decode(raw("0")) }
        #expect(decoder.decode(raw("q")) == [KeyPress(.character("q"))])
    }

    @Test(arguments: [
        ("rgb:0000/0000/0000", Theme.Ground.dark), ("rgb:1e/1e/1e", .dark),
        ("rgb:fdfd/f6f6/e3e3", .light), ("rgba:f/f/f/f", .light),
    ])
    func `the answer about the background says the ground`(
        answer: String,
        ground: Theme.Ground
    )
        throws
    {
        var decoder = KeyDecoder()
        #expect(decoder.decode(raw("\u{1B}]11;\(answer)\u{07}j")) == [KeyPress(.character("j"))])
        #expect(Theme.Ground(of: try #require(decoder.background)) == ground)
    }

    @Test(arguments: ["", "rgb:", "rgb:0/0", "rgb:x/y/z", "rgb:00000/0/0", "#fff"])
    func `an answer that is none changes nothing`(answer: String) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(raw("\u{1B}]11;\(answer)\u{07}")).isEmpty)
        #expect(decoder.background == nil)
    }

    @Test(arguments: [
        ("<0;12;5M", Key.click(column: 11, row: 4)), ("<64;1;1M", .wheelUp),
        ("<65;1;1M", .wheelDown), ("<69;1;1M", .wheelDown),
    ])
    func `a report of the mouse is a key`(report: String, key: Key) {
        #expect(keys(raw("\u{1B}[" + report)) == [KeyPress(key)])
    }

    @Test(arguments: ["<0;12;5m", "<2;1;1M", "<32;1;1M", "<0;0;1M", "<0;1M"])
    func `other reports of the mouse are nobody's key`(report: String) {
        #expect(keys(raw("\u{1B}[" + report)).isEmpty)
    }

    @Test func `a bracket typed after escape is a key`() {
        #expect(keys(raw("\u{1B}"), raw("[")) == [.init(.escape), .init(.character("["))])
    }

    @Test func `a paste is one value and none of its characters is a key`() {
        let batch = [.pasteStart] + raw("R\ry\u{1B}[A") + [.pasteEnd]
        #expect(keys(batch) == [KeyPress(.paste("R\ny\u{1B}[A"))])
    }

    @Test func `a paste may span batches`() {
        let found = keys([.pasteStart] + raw("ab"), raw("cd"), raw("e") + [.pasteEnd], raw("x"))
        #expect(found == [.init(.paste("abcde")), .init(.character("x"))])
    }

    @Test func `a paste is bounded`() {
        let text = String(repeating: "x", count: KeyDecoder.pasteLimit * 6)
        let found = keys([.pasteStart] + raw(text) + [.pasteEnd])
        #expect(found == [.init(.paste(String(repeating: "x", count: KeyDecoder.pasteLimit)))])
    }

    @Test func `escape ends a paste whose end was lost`() {
        let found = keys([.pasteStart] + raw("ab"), raw("\u{1B}"), raw("q"))
        #expect(found == [.init(.escape), .init(.character("q"))])
    }
}
