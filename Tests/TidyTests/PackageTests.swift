import Foundation
import Testing

@Suite struct PackageTests {
    /// Everything that may lie at the top, as git sees it.
    private static let top: Set = ["Package.swift", "Sources", "Tests", "themes", "README.md"]

    @Test func `the top level holds what it must and nothing else`() throws {
        let ignored = Repository.file(".gitignore")?.lines ?? []
        // A program measured for coverage leaves its counts where it was started.
        let endings = ignored.filter { $0.hasPrefix("*") }.map { $0.dropFirst() }
        let entries = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
        let others = entries.filter { entry in
            !entry.hasPrefix(".") && !Self.top.contains(entry) && !ignored.contains(entry)
                && !ignored.contains(entry + "/") && !ignored.contains("/" + entry + "/")
                && !endings.contains { entry.hasSuffix($0) }
        }
        #expect(others == [])
    }

    @Test func `every upcoming feature is one this compiler knows`() throws {
        let package = try #require(Repository.file("Package.swift"))
        let names = package.lines.joined(separator: "\n")
            .components(separatedBy: "let strict")[1].components(separatedBy: "].map")[0]
            .components(separatedBy: "\"").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        #expect(names.count >= 6)
        let known = try supportedFeatures()
        #expect(names.filter { !known.contains("\"\($0)\"") } == [])
    }

    @Test func `warnings are errors in every target of ours`() throws {
        let package = try #require(Repository.file("Package.swift"))
        let text = package.lines.joined(separator: "\n")
        #expect(text.contains(".treatAllWarnings(as: .error)"))
        let targets =
            text.components(separatedBy: "arget(\n").dropFirst()
            + text.components(separatedBy: "arget(name").dropFirst()
        let bare = targets.filter { !$0.contains("swiftSettings: strict") }
            .filter { !$0.contains("cSettings") }
        #expect(bare == [])
    }

    private func supportedFeatures() throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swiftc", "-print-supported-features"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(data: data, encoding: .utf8) ?? ""
    }
}
