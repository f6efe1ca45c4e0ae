import Foundation
import Testing

@Suite struct DocumentationTests {
    /// Where every declaration other modules may use says something its name does not.
    private static let folders = [
        "Sources/RolloutCore", "Sources/RolloutEngine", "Sources/RolloutSimulation",
        "Sources/TerminalUI/Widgets",
    ]

    @Test(arguments: folders)
    func `every package declaration has a doc comment`(_ folder: String) {
        let bare = Repository.swift(folder).flatMap(\.undocumented)
        #expect(bare == [])
    }

    @Test(arguments: folders)
    func `every case other modules may use has a doc comment`(_ folder: String) {
        let bare = Repository.swift(folder).flatMap(\.undocumentedCases)
        #expect(bare == [])
    }

    @Test func `the finder sees what has no comment`() {
        let text = """
            /// Documented.
            package struct A {
                package var bare: Int
                /// Documented.
                @discardableResult
                package func fine() {}
                package var description: String { "" }
            }
            """
        let file = SourceFile(path: "a", lines: text.components(separatedBy: "\n"))
        #expect(file.undocumented == ["a:3"])
    }
}

extension SourceFile {
    /// Requirements of the standard library's protocols, whose meaning is not ours to explain.
    private static let inherited = [
        "var description", "static func <", "static func ==", "func hash(", "func encode(",
        "init(from decoder", "mutating func next()",
    ]

    var undocumented: [String] {
        code.filter { entry in
            let line = entry.line.trimmingCharacters(in: .whitespaces)
            guard line.range(of: Self.declaration, options: .regularExpression) != nil else {
                return false
            }
            return !Self.inherited.contains { line.contains($0) } && !isExplained(entry.index)
                && !isRequirement(line)
        }.map { place($0.index) }
    }

    var undocumentedCases: [String] {
        guard let first = lines.first(where: { $0.contains("enum ") }), first.contains("package")
        else { return [] }
        return code.filter { entry in
            entry.line.hasPrefix("    case ") && !entry.line.hasPrefix("    case .")
                && !entry.line.contains(": ") && !isExplained(entry.index)
        }.map { place($0.index) }
    }

    private static let declaration =
        #"^(@\w+(\([^)]*\))? )*package ((internal|private)\(set\) )?"#
        + #"(mutating |static |final |nonisolated |convenience |indirect )*"#
        + #"(struct|enum|class|actor|protocol|func|var|let|init|subscript|typealias)"#

    /// Whether the declaration fulfils a port of the engine, which explains it.
    private func isRequirement(_ line: String) -> Bool {
        let text = lines.joined(separator: "\n")
        let ports = [
            ("Fleet", ["run(", "stop(", "lastLines(", "preflight("]),
            (
                "TrafficRouter",
                ["preflight(", "readings(", "admit(", "shift(", "drain(", "remove(", "promote("]
            ),
            ("MetricSource", ["preflight(", "samples("]),
            ("Journal", ["entries(", "append(", "waitingCommands(", "watchers(", "heartbeat("]),
            ("TimeSource", ["now", "sleep("]), ("Judge", ["verdict("]),
        ]
        return ports.contains { port, members in
            text.range(
                of: #"(struct|class) \w+: (\w+, )*"# + port + #"\b"#,
                options: .regularExpression
            ) != nil
                && members.contains { line.contains(" func " + $0) || line.contains(" var " + $0) }
        }
    }

    /// Whether the lines just above, attributes aside, end a doc comment.
    private func isExplained(_ index: Int) -> Bool {
        var above = index - 1
        while above >= 0 {
            let line = lines[above].trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("///") { return true }
            guard line.hasPrefix("@") else { return false }
            above -= 1
        }
        return false
    }
}
