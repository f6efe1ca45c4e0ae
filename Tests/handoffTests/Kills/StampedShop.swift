import Foundation

/// The shop's two revisions, made once for all trials of a test run.
enum StampedShop {
    /// The path of that revision's program.
    static func path(_ label: String) throws -> String { try all.get()[label, default: ""] }

    private static let all = Result<[String: String], any Error> {
        let shop = try BuiltProgram.path("storefront")
        var paths: [String: String] = [:]
        for label in ["1.0", "2.0"] {
            let path = shop + "-trial-\(label)"
            let stamp = Process()
            stamp.executableURL = URL(filePath: shop)
            stamp.arguments = ["stamp", "--into", path, "--version", label]
            stamp.standardOutput = FileHandle.nullDevice
            try stamp.run()
            stamp.waitUntilExit()
            guard stamp.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
            paths[label] = path
        }
        return paths
    }
}
