import Foundation
import Testing

@testable import TerminalUI

@Suite struct AsciicastTests {
    private let size = Size(width: 80, height: 24)

    private func fields(_ line: String) throws -> [Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
    }

    @Test func `the header says size, title and colours`() throws {
        let cast = Asciicast(
            .init(
                size: size,
                title: "shop \"a\" → b",
                startedAt: 1_700_000_000,
                idleLimit: .milliseconds(1500)
            ),
            theme: .standard
        )
        let json = try JSONSerialization.jsonObject(with: Data(cast.header.utf8))
        let header = try #require(json as? [String: Any])
        #expect(header["version"] as? Int == 2 && header["timestamp"] as? Int == 1_700_000_000)
        #expect(header["width"] as? Int == 80 && header["height"] as? Int == 24)
        #expect(header["title"] as? String == "shop \"a\" → b")
        #expect(header["idle_time_limit"] as? Double == 1.5)
        let theme = try #require(header["theme"] as? [String: String])
        #expect(theme["fg"] == "#e4e4e4" && theme["bg"] == "#121212")
        #expect(theme["palette"]?.split(separator: ":").count == 16)
        #expect(!cast.header.contains("\n"))
    }

    @Test func `a player sees the last frame`() throws {
        var cast = Asciicast(.init(size: size, title: ""), theme: .standard)
        var terminal = VirtualTerminal(width: 80, height: 24)
        for number in 1...30 {
            for line in cast.lines(for: RandomCanvas.make(number), at: .seconds(number)) {
                let event = try fields(line)
                #expect(event[0] as? Double == Double(number) && event[1] as? String == "o")
                terminal.feed(try #require(event[2] as? String))
            }
        }
        #expect(terminal.text == RandomCanvas.make(30).text)
    }

    @Test func `an equal frame costs nothing`() {
        var cast = Asciicast(.init(size: size, title: ""), theme: .standard)
        #expect(cast.lines(for: RandomCanvas.make(1), at: .zero).count == 1)
        #expect(cast.lines(for: RandomCanvas.make(1), at: .seconds(1)).isEmpty)
    }

    @Test func `another size is an event of its own, and the frame is drawn whole`() throws {
        var cast = Asciicast(.init(size: size, title: ""), theme: .standard)
        _ = cast.lines(for: RandomCanvas.make(1), at: .zero)
        let lines = cast.lines(
            for: RandomCanvas.make(2, width: 100, height: 30),
            at: .milliseconds(2050)
        )
        #expect(lines.first == "[2.050000, \"r\", \"100x30\"]")
        var terminal = VirtualTerminal(width: 100, height: 30)
        let frame = try fields(try #require(lines.last))
        terminal.feed(try #require(frame[2] as? String))
        #expect(terminal.text == RandomCanvas.make(2, width: 100, height: 30).text)
    }

    @Test func `time never runs backwards`() throws {
        var cast = Asciicast(.init(size: size, title: ""), theme: .standard)
        #expect(cast.mark("5%", at: .seconds(7)) == "[7.000000, \"m\", \"5%\"]")
        let line = try #require(cast.lines(for: RandomCanvas.make(1), at: .seconds(-3)).first)
        #expect(try fields(line)[0] as? Double == 7)
    }

    @Test(arguments: ["\"\\\u{1B}[0m\n\t\u{0}\u{7F}世", "", "é\u{301}"])
    func `any text becomes JSON and back`(text: String) throws {
        #expect(try fields("[\(JSONText.string(text))]")[0] as? String == text)
    }
}
