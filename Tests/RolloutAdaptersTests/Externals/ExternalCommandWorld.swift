import Foundation
import RolloutCore
import RolloutEngine
import TestSupport

@testable import RolloutAdapters

/// A dependency that a script of the user asks.
final class ExternalCommandWorld: ExternalWorld {
    let folder: FlagFolder

    init() throws {
        folder = try FlagFolder()
        try folder.write("", to: "asked")
        try folder.write(
            """
            #!/bin/sh
            echo x >> asked
            if [ -e once ]; then rm once; exit 1; fi
            if [ -e silent ]; then exec sleep 60; fi
            if [ -e down ]; then echo 'no such queue' >&2; exit 3; fi

            """,
            to: "check",
            mode: 0o700
        )
    }

    var externals: any Externals { ExternalWatch.fixture() }

    /// With more time than the contract's, because starting a shell takes some on a busy host.
    var plan: ExternalPlan {
        let command = DeclaredCommand(["./check"], folder: folder.path, within: .seconds(60))
        return .fixture(.command(command), timeout: .seconds(2))
    }

    func behave(_ behaviour: ExternalBehaviour) throws {
        for (name, wanted) in [("down", behaviour == .down), ("silent", behaviour == .silent)] {
            if wanted {
                try folder.write("", to: name)
            } else {
                unlink("\(folder.path)/\(name)")
            }
        }
    }

    func failOnce() throws { try folder.write("", to: "once") }

    func asked() throws -> Int { try folder.read("asked").count / 2 }
}
