import Foundation
import Testing

@Suite struct LengthTests {
    @Test func `no function is longer than 60 lines`() {
        let long = Repository.everything.flatMap(\.functions).filter { $0.length > 60 }
        #expect(long.map { "\($0.place): \($0.length) lines" } == [])
    }

    @Test func `no test is longer than 40 lines`() {
        let long = Repository.tests.flatMap(\.functions).filter { $0.isTest && $0.length > 40 }
        #expect(long.map { "\($0.place): \($0.length) lines" } == [])
    }

    @Test func `no file is longer than 400 lines`() {
        let long = Repository.everything.filter { $0.lines.count > 401 }
        #expect(long.map { "\($0.path): \($0.lines.count) lines" } == [])
    }

    @Test func `no line is longer than 100 columns`() {
        let long = (Repository.everything + [Repository.file("Package.swift")].compactMap { $0 })
            .flatMap { file in
                file.lines.enumerated().filter { $0.element.count > 100 }
                    .filter { !$0.element.contains("func `") }
                    .map { file.place($0.offset) }
            }
        #expect(long == [])
    }

    @Test func `the finder of functions sees where each ends`() {
        let text = """
            struct A {
                @Test func `one`() {
                    if true {
                    }
                }

                func two(
                    _ a: Int
                ) -> Int {
                    a
                }
                func three() { }
            }
            """
        let functions = SourceFile(path: "a", lines: text.components(separatedBy: "\n")).functions
        #expect(functions.map(\.length) == [4, 5, 1])
        #expect(functions.map(\.isTest) == [true, false, false])
    }
}

/// A function or initializer, as its indentation shows it.
struct Function {
    var place: String
    var length: Int
    var isTest: Bool
}

extension SourceFile {
    /// Found by their first line; the end is the next line with the same indentation that closes.
    var functions: [Function] {
        code.compactMap { index, line in
            guard line.contains("func ") || line.contains("init(") || line.contains("init?(") else {
                return nil
            }
            let words = line.trimmingCharacters(in: .whitespaces)
            guard words.range(of: Self.head, options: .regularExpression) != nil else { return nil }
            let indent = line.prefix { $0 == " " }
            let rest = lines[index...]
            if words.hasSuffix("}") { return function(at: index, length: 1) }
            let end = rest.dropFirst().firstIndex { later in
                later == indent + "}" || (later.hasPrefix(indent + "}") && !later.contains("else"))
            }
            return end.map { function(at: index, length: $0 - index + 1) }
        }
    }

    private static let head =
        #"^(@\w+(\([^)]*\))? )*((package|private|fileprivate|internal|override|mutating|static|"#
        + #"nonisolated|convenience|required|final) )*(func |init\(|init\?\()"#

    private func function(at index: Int, length: Int) -> Function {
        let isTest = lines[max(0, index - 2)...index].contains { $0.contains("@Test") }
        return Function(place: place(index), length: length, isTest: isTest)
    }
}
