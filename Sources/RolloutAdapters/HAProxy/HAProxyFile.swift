import Foundation
import RolloutCore

/// Files in the folder of our HAProxy: for its owner only, replaced in one step.
enum HAProxyFile {
    /// Replaces the file, so that a reader or a crash finds the old content or the new.
    static func replace(_ path: String, with data: Data) throws(Failure) {
        do {
            try OwnerOnlyFiles.replace(path, with: data)
        } catch {
            throw Failure(
                .refused,
                "the router's file \(path) was not written: \(error.systemWords). HAProxy is as it "
                    + "was. Make room or correct the permissions of its folder."
            )
        }
    }

    /// The first 64 KiB as text; nil when it cannot be read.
    static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map {
            String(decoding: $0.prefix(65_536), as: UTF8.self)
        }
    }
}
