import Dashboard
import Foundation
import TerminalUI
import Testing

/// A screen that is kept as text, beside what the roles of its cells were.
enum KeptScreen {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Screens")

    /// Compares a canvas with its kept file, or writes the file when `UPDATE_SCREENS=1`.
    static func compare(_ name: String, _ canvas: Canvas, suffix: String = "") throws {
        let name = "\(name)-\(canvas.size.width)x\(canvas.size.height)\(suffix).screen"
        let file = folder.appending(path: name)
        let drawn = canvas.text + "\n--- roles\n" + canvas.roles + "\n"
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_SCREENS"] == "1" {
            try #require(environment["CI"] != "true", "CI compares screens, it never rewrites them")
            try drawn.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        guard kept != drawn else { return }
        let lines = zip(kept.split(separator: "\n"), drawn.split(separator: "\n"))
        let first = lines.first { $0 != $1 }
        Issue.record(
            """
            \(name) differs; first in
            kept:  \(first?.0 ?? "(shorter)")
            drawn: \(first?.1 ?? "(longer)")
            `.ci/screens` writes the new one.
            """
        )
    }

    /// The screen of a name such as `baking-120x36`, drawn anew; nil when there is none.
    static func drawn(_ name: String) -> Canvas? {
        guard let dash = name.lastIndex(of: "-") else { return nil }
        let sides = name[name.index(after: dash)...].split(separator: "x").compactMap { Int($0) }
        guard sides.count == 2 else { return nil }
        let size = Size(width: sides[0], height: sides[1])
        let moment = String(name[..<dash])
        if let scenario = Scenario(rawValue: moment) {
            return scenario.dashboard(size: size).canvas
        }
        if let group = GroupMoment(rawValue: moment) { return group.model(size: size).canvas }
        if let history = HistoryMoment(rawValue: moment) { return history.model(size: size).canvas }
        return ReplayMoment(rawValue: moment)?.reader(size: size).model.canvas
    }
}
