import ArgumentParser
import Foundation

/// Writes an example plan to begin with.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write an example plan file to begin with.",
        discussion: "The example explains each key and passes `handoff check` as it is."
    )

    @Option(help: "What splits the traffic: \(ExamplePlan.Target.names).")
    var target = ExamplePlan.Target.haproxy

    @Argument(help: "The file to write; one that exists is never changed.")
    var file = "handoff.yaml"

    func run() throws {
        try ExamplePlan.write(target, to: file)
        print("wrote \(file). Edit it, then `handoff check \(file)` and `handoff plan \(file)`.")
    }
}

extension ExamplePlan.Target: ExpressibleByArgument {
    /// All of them, for help.
    fileprivate static var names: String {
        allCases.map(\.rawValue).joined(separator: ", ")
    }
}

extension ExamplePlan {
    /// Writes the example for one router.
    ///
    /// - Throws: why it was not written, as the one problem of the file.
    static func write(_ target: Target, to file: String) throws(ConfigProblems) {
        do {
            let data = Data(text(for: target).utf8)
            try data.write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
        } catch {
            let isThere = (error as? CocoaError)?.code == .fileWriteFileExists
            let fact =
                isThere
                ? "the file exists and was left as it is. Name another."
                : "the example was not written (\(Self.reason(error)))."
            throw ConfigProblems(file: file, [ConfigProblem(position: nil, sentence: fact)])
        }
    }

    /// Words for the usual reasons; Foundation's leave out what was missing.
    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileNoSuchFile: "there is no such folder; make it, or name another file"
        case .fileWriteNoPermission: "you may not write there; name another file"
        case .fileWriteOutOfSpace: "no room is left on that disk; free some, or name another file"
        default: error.localizedDescription
        }
    }
}
