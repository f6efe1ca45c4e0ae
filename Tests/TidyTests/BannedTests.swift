import Foundation
import Testing

@Suite struct BannedTests {
    /// Files in which an unstructured task is part of the design: the runner of operations, and the
    /// commands that turn a signal into a cancellation.
    private static let mayStartTasks: Set = ["OperationRunner.swift", "StewardCommand.swift"]

    private func places(_ files: [SourceFile], _ pattern: String) -> [String] {
        files.flatMap { file in
            file.code.filter { $0.line.range(of: pattern, options: .regularExpression) != nil }
                .map { file.place($0.index) }
        }
    }

    @Test func `package is the only access across modules`() {
        let declaration = "(func|var|let|struct|class|enum|actor|protocol|init|extension|import)"
        let pattern = #"(^|\s)(public|open)(\(set\))?\s+(final |static |mutating )*"# + declaration
        #expect(places(Repository.everything, pattern) == [])
    }

    @Test func `no state is declared safe without being it`() {
        #expect(places(Repository.everything, #"nonisolated\(unsafe\)"#) == [])
    }

    @Test func `an unchecked promise of safety carries its reason`() {
        let bare = Repository.everything.flatMap { file in
            file.code.filter { $0.line.contains("@unchecked Sendable") }.map(\.index)
                .filter { !file.lines[$0].contains("// ") }.map(file.place)
        }
        #expect(bare == [])
    }

    @Test func `unstructured tasks start where the design says`() {
        let others = Repository.sources.filter { !Self.mayStartTasks.contains($0.name) }
        #expect(places(others, #"(^|[^.\w])Task(\.detached)?\s*(\{|\()"#) == [])
    }

    @Test func `nothing is forced`() {
        #expect(places(Repository.everything, #"\btry!|\bas!"#) == [])
    }

    @Test func `nothing is left to do`() {
        // Spelt in two parts, or this line would be one.
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK"]
        let left = (Repository.everything + Repository.texts).flatMap { file in
            file.lines.enumerated().filter { line in words.contains { line.element.contains($0) } }
                .map { file.place($0.offset) }
        }
        #expect(left == [])
    }

    @Test func `no path of one machine and no private registry is named`() {
        let words = [
            "/wo" + "rk/", "/ro" + "ot/", "/Us" + "ers/", "arti" + "factory",
        ]
        let named = (Repository.everything + Repository.texts).flatMap { file in
            file.lines.enumerated().filter { line in words.contains { line.element.contains($0) } }
                .map { file.place($0.offset) }
        }
        #expect(named == [])
    }

    @Test func `old test frameworks stay out`() {
        let others = Repository.everything.flatMap(\.imports).filter { $0.module == "XCTest" }
        #expect(others.map(\.place) == [])
    }

    @Test func `the finder looks at code only`() {
        let lines = [
            "let a = \"try! this\"", "// try! that", "let b = try! c()  // here", "let d = 1",
        ]
        let file = SourceFile(path: "a.swift", lines: lines)
        #expect(places([file], #"\btry!"#) == ["a.swift:3"])
    }
}

extension Repository {
    /// Texts that are no Swift: README, plans, themes, scripts.
    static var texts: [SourceFile] {
        [file("README.md"), file("Package.swift")].compactMap { $0 }
            + files("themes") { $0.hasSuffix(".yaml") } + files(".ci") { _ in true }
    }
}
