import Foundation

/// A text file of the repository, line by line.
struct SourceFile: Sendable, CustomStringConvertible {
    /// From the repository's root, such as `Sources/RolloutCore/Plan/Plan.swift`.
    let path: String
    let lines: [String]

    var description: String { path }

    /// The second part of the path: the target's folder.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Where a line stands, as compilers write it.
    func place(_ index: Int) -> String { "\(path):\(index + 1)" }

    /// The modules it imports, with the place of each import.
    var imports: [(module: String, place: String)] {
        lines.enumerated().compactMap { index, line in
            let words = line.split(separator: " ").map(String.init)
            guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
                words[..<at].allSatisfy({ Self.beforeImport.contains($0) })
            else { return nil }
            let kinds: Set = ["struct", "class", "enum", "func", "protocol", "var", "let"]
            let module = words[
                kinds.contains(words[at + 1]) ? min(at + 2, words.count - 1) : at + 1
            ]
            return (String(module.split(separator: ".")[0]), place(index))
        }
    }

    private static let beforeImport: Set = [
        "@testable", "@preconcurrency", "package", "public", "internal", "private", "fileprivate",
    ]

    /// Lines that are code: without comment lines and without the inside of long strings.
    var code: [(index: Int, line: String)] {
        var isInString = false
        return lines.enumerated().compactMap { index, line in
            let quotes = line.components(separatedBy: "\"\"\"").count - 1
            let wasInString = isInString
            if quotes % 2 == 1 { isInString.toggle() }
            let isComment = line.trimmingCharacters(in: .whitespaces).hasPrefix("//")
            return wasInString || isComment ? nil : (index, Self.withoutStrings(line))
        }
    }

    /// A line with its short strings emptied and its end-of-line comment cut off.
    private static func withoutStrings(_ line: String) -> String {
        var result = ""
        var isInString = false
        var last: Character = " "
        for character in line {
            if character == "\"", last != "\\" {
                isInString.toggle()
                result.append(character)
            } else if !isInString {
                if character == "/", last == "/" { return String(result.dropLast()) }
                result.append(character)
            }
            last = character
        }
        return result
    }
}

/// The repository these tests belong to.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Swift files under a folder, or none when the folder is not there.
    static func swift(_ folder: String) -> [SourceFile] { files(folder) { $0.hasSuffix(".swift") } }

    /// Text files under a folder whose path fulfils the condition.
    static func files(_ folder: String, _ isWanted: (String) -> Bool) -> [SourceFile] {
        let base = root.appending(path: folder)
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
        return (paths ?? []).sorted().filter(isWanted).compactMap { path in
            guard let text = try? String(contentsOf: base.appending(path: path), encoding: .utf8)
            else { return nil }
            return SourceFile(path: "\(folder)/\(path)", lines: text.components(separatedBy: "\n"))
        }
    }

    static var sources: [SourceFile] { swift("Sources") }
    static var tests: [SourceFile] { swift("Tests") }
    static var everything: [SourceFile] { sources + tests }

    /// One file at the root, line by line; nil when it is not there.
    static func file(_ path: String) -> SourceFile? {
        let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
        return text.map { SourceFile(path: path, lines: $0.components(separatedBy: "\n")) }
    }
}
