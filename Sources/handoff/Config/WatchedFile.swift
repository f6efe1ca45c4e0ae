import Foundation

/// A file that is looked at again and again, to be read when it changed.
struct WatchedFile: Sendable {
    /// What differs when a file was written or another took its place.
    private struct Stamp: Equatable, Sendable {
        var modified: Date?
        var size: Int?
        var number: Int?
    }

    let path: String
    private var stamp: Stamp?

    /// Takes the file as it is now as known.
    init(_ path: String) {
        self.path = path
        stamp = Self.stamp(path)
    }

    /// Whether it differs from how it was at the last look.
    ///
    /// A file that is away, as between the two steps of many editors, has not changed yet.
    mutating func hasChanged() -> Bool {
        guard let now = Self.stamp(path), now != stamp else { return false }
        stamp = now
        return true
    }

    private static func stamp(_ path: String) -> Stamp? {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else {
            return nil
        }
        return Stamp(
            modified: facts[.modificationDate] as? Date,
            size: (facts[.size] as? NSNumber)?.intValue,
            number: (facts[.systemFileNumber] as? NSNumber)?.intValue
        )
    }
}
