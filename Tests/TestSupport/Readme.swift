import Foundation
import Synchronization
import Testing

/// The README, of which screens and tables of keys are made by the program itself.
///
/// Each such part stands behind a comment with its name: a block of text, or a table.
package struct Readme: Sendable {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "README.md")
    private static let sign = "<!-- made by the tests: "
    private static let fence = "```"
    /// Held while the file is read and written again.
    private static let writing = Mutex(())

    private var lines: [Substring]

    /// The file as it is.
    package init() throws {
        lines = try String(contentsOf: Self.file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The names of the parts, in their order.
    package var names: [String] {
        lines.filter { $0.hasPrefix(Self.sign) }
            .map { String($0.dropFirst(Self.sign.count).dropLast(" -->".count)) }
    }

    /// Blocks of text that nobody makes.
    package var blocksByHand: Int {
        lines.indices.count { index in
            lines[index] == Self.fence + "text"
                && !(index > 0 && lines[index - 1].hasPrefix(Self.sign))
        }
    }

    /// Compares a part with what it should be, or puts that there when `UPDATE_SCREENS=1`.
    package static func expect(_ name: String, is wanted: String) throws {
        try writing.withLock { _ in
            var readme = try Readme()
            guard let range = readme.range(of: name) else {
                Issue.record("the README has no part named `\(name)`")
                return
            }
            let shown = readme.lines[range].joined(separator: "\n")
            let environment = ProcessInfo.processInfo.environment
            if environment["UPDATE_SCREENS"] == "1", environment["CI"] != "true", shown != wanted {
                let fresh = wanted.split(separator: "\n", omittingEmptySubsequences: false)
                readme.lines.replaceSubrange(range, with: fresh)
                try Data(readme.lines.joined(separator: "\n").utf8).write(to: file)
                return
            }
            #expect(shown == wanted, "`.ci/screens` writes the new one of `\(name)`")
        }
    }

    /// The lines of a part, without the fences of a block; nil when there is none of that name.
    private func range(of name: String) -> Range<Int>? {
        guard let comment = lines.firstIndex(of: "\(Self.sign)\(name) -->") else { return nil }
        let first = comment + 1
        guard lines.indices.contains(first) else { return nil }
        if lines[first].hasPrefix(Self.fence) {
            let end = lines[(first + 1)...].firstIndex { $0.hasPrefix(Self.fence) }
            return first + 1..<(end ?? first + 1)
        }
        return first..<(lines[first...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex)
    }
}
