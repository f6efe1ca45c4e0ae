import ArgumentParser

/// Prints what this executable's stamp says.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version of this executable, and its defect if it carries one."
    )

    func run() {
        let build = BuildStamp.running
        let defect = build.defect.map { " (defect \($0.rawValue))" } ?? ""
        Console.say("storefront \(build.version)\(defect)")
    }
}
