import ArgumentParser
import Foundation

/// For whom a command prints.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// For people.
    case text
    /// For scripts; names are never changed, only added.
    case json
}

/// The option that every reading command has.
struct OutputOptions: ParsableArguments {
    @Option(name: [.customShort("o"), .long], help: "Print for people (text) or scripts (json).")
    var output = OutputFormat.text
}

extension Encodable {
    /// The value as JSON text with sorted names, for `-o json`.
    func jsonText() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
