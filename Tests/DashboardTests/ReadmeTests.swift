import Dashboard
import Foundation
import TerminalUI
import Testing

/// The README, of which two parts are made by the dashboard itself.
struct Readme {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "README.md")

    private var lines: [Substring]

    init() throws {
        lines = try String(contentsOf: Self.file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The first block of plain text.
    var screen: String { text(of: screenRange) }

    /// The table under the heading of the keys.
    var keyTable: String { text(of: tableRange) }

    /// Compares a part with what it should be, or puts that there when `UPDATE_SCREENS=1`.
    mutating func expect(_ part: KeyPath<Readme, String>, _ wanted: String) throws {
        if ProcessInfo.processInfo.environment["UPDATE_SCREENS"] == "1",
            self[keyPath: part] != wanted
        {
            let range = part == \.screen ? screenRange : tableRange
            lines.replaceSubrange(
                range,
                with: wanted.split(separator: "\n", omittingEmptySubsequences: false)
            )
            try lines.joined(separator: "\n").write(
                to: Self.file,
                atomically: true,
                encoding: .utf8
            )
        }
        #expect(self[keyPath: part] == wanted, "UPDATE_SCREENS=1 writes the new one")
    }

    private var screenRange: Range<Int> {
        let first = (lines.firstIndex(of: "```text") ?? -1) + 1
        return first..<(lines[first...].firstIndex(of: "```") ?? first)
    }

    private var tableRange: Range<Int> {
        let heading = lines.firstIndex(of: "## Keys") ?? 0
        let isRow = { (line: Substring) in line.hasPrefix("|") || line == "@KEYS@" }
        let first = lines[heading...].firstIndex(where: isRow) ?? heading
        return first..<(lines[first...].firstIndex { !isRow($0) } ?? first)
    }

    private func text(of range: Range<Int>) -> String { lines[range].joined(separator: "\n") }
}

@Suite(.serialized) struct ReadmeTests {
    @Test func `the screen in the README is a kept one`() throws {
        let size = Size(width: 120, height: 36)
        var readme = try Readme()
        try readme.expect(\.screen, Scenario.baking.dashboard(size: size).canvas.text)
    }

    @Test func `the README's table of keys is the one the loop reads`() throws {
        var readme = try Readme()
        try readme.expect(\.keyTable, Keymap.readmeTable)
    }
}
