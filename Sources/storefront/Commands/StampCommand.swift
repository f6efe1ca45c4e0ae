import ArgumentParser
import Foundation

/// Makes a revision: a copy of this executable that says another version, and may be faulty.
struct StampCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stamp",
        abstract: "Copy this executable as another revision."
    )

    @Option(help: "Where the copy goes.")
    var into: String

    @Option(help: "What the copy says its version is.")
    var version: String

    @Option(help: "A fault the copy carries.")
    var defect: Defect?

    func validate() throws {
        // It goes into a header field and into a label.
        let fits = version.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 34 && $0 != 92 }
        guard fits, !version.isEmpty, version.utf8.count <= 64 else {
            throw ValidationError("A version has 1 to 64 visible characters, no quotes.")
        }
    }

    func run() throws {
        try BuildStamp(version: version, defect: defect).write(
            copyOf: BuildStamp.runningExecutable.resolvingSymlinksInPath(),
            to: URL(filePath: into)
        )
        Console.say("\(into): version \(version)\(defect.map { ", defect \($0.rawValue)" } ?? "")")
    }
}
