package import Foundation
package import RolloutCore

/// Where the journal of one service in one environment lies.
///
/// `<state folder>/<service>-<environment>/journal.sqlite`, with SQLite's `-wal` and `-shm` beside
/// it; other files of the service may share the folder. A group of services has `group.sqlite`
/// there, under its own name.
package struct JournalLocation: Sendable, Hashable {
    /// The service it is about.
    package let service: ServiceName
    /// The environment, as the plan names it.
    package let environment: String
    /// The service's own folder; only its owner may enter it.
    package let folder: URL
    /// Whether it is the journal of a group instead of a service.
    package let isOfGroup: Bool

    /// The place below a state folder, which need not exist yet.
    ///
    /// - Throws: a ``JournalError`` when a name holds anything but letters, digits, `-`, `_` and
    ///   inner dots, because it becomes part of a path.
    package init(
        stateFolder: URL,
        service: ServiceName,
        environment: String,
        isOfGroup: Bool = false
    ) throws {
        for name in [service.rawValue, environment] where !Self.isSafe(name) {
            throw JournalError(
                .refused,
                "no journal for `\(name)`: names of services and environments are letters, "
                    + "digits, `-` and `_`. Nothing was changed. Change the name in the plan."
            )
        }
        self.service = service
        self.environment = environment
        self.isOfGroup = isOfGroup
        folder = stateFolder.appending(
            path: "\(service)-\(environment)",
            directoryHint: .isDirectory
        )
    }

    /// The journal itself.
    package var file: URL {
        let name = isOfGroup ? Self.groupFileName : "journal.sqlite"
        return folder.appending(path: name, directoryHint: .notDirectory)
    }

    /// The name of a group's journal within its folder.
    package static let groupFileName = "group.sqlite"

    private static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && name.count <= 100
            && name.utf8.allSatisfy { byte in
                switch UInt8(byte) {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
