import Foundation

/// The folders of one test run, removed when it ends.
enum TestFolders {
    private static let root: URL = {
        atexit { TestFolders.remove() }
        return location
    }()

    private static var location: URL {
        FileManager.default.temporaryDirectory.appending(path: "storefront-tests-\(getpid())")
    }

    /// A new folder that nobody else uses.
    static func make() throws -> URL {
        let folder = root.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func remove() {
        try? FileManager.default.removeItem(at: location)
    }
}
