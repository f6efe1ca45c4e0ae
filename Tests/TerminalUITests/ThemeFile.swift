import Foundation

@testable import TerminalUI

/// Reads the theme files at the top of the repository, which are flat enough for a reader of
/// lines; the executable reads them with a real parser.
enum ThemeFile {
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".yaml") }
            .map { String($0.dropLast(5)) }
            .sorted()
    }

    static func read(_ name: String) throws -> Theme {
        let file = folder.appendingPathComponent(name + ".yaml")
        var section = ""
        var values: [String: [String: String]] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        where !line.hasPrefix("#") {
            let parts = line.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if line.hasPrefix(" ") {
                values[section, default: [:]][parts[0]] = parts[1].replacing("\"", with: "")
            } else {
                section = parts[0]
                values["", default: [:]][section] = parts.count > 1 ? parts[1] : ""
            }
        }
        return try Theme(
            name: values[""]?["name"] ?? "",
            ground: Theme.Ground(rawValue: values[""]?["ground"] ?? "") ?? .dark,
            palette: values["palette"] ?? [:],
            entries: values["roles"] ?? [:]
        )
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("themes")
}
