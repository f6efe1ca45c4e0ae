import Foundation
import Testing

@testable import handoff

@Suite struct FoldersTests {
    private let home = URL(fileURLWithPath: "/home/ana", isDirectory: true)

    @Test func `without XDG variables state and configuration lie below home`() {
        let folders = Folders(environment: [:], home: home)
        #expect(folders.statePath == "/home/ana/.local/state/handoff")
        #expect(folders.config.path(percentEncoded: false) == "/home/ana/.config/handoff")
    }

    @Test func `XDG variables are followed when absolute and ignored when relative`() {
        let environment = ["XDG_STATE_HOME": "/var/ana", "XDG_CONFIG_HOME": "here"]
        let folders = Folders(environment: environment, home: home)
        #expect(folders.statePath == "/var/ana/handoff")
        #expect(folders.config.path(percentEncoded: false) == "/home/ana/.config/handoff")
    }

    @Test func `a folder given on the command line comes first`() {
        let folders = Folders(state: "/srv/x", environment: ["XDG_STATE_HOME": "/var"], home: home)
        #expect(folders.state.path == "/srv/x")
    }

    @Test func `the state folder is for its owner alone`() throws {
        let temporary = try TemporaryFolder()
        let folders = Folders(state: temporary.path("a/b"))
        try folders.prepareState()
        try folders.prepareState()
        let attributes = try FileManager.default.attributesOfItem(atPath: folders.statePath)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    }

    @Test func `a state folder that is open to others is refused and left as it is`() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path("open")
        let manager = FileManager.default
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
        try manager.createDirectory(
            atPath: path,
            withIntermediateDirectories: false,
            attributes: mode
        )
        let problems = #expect(throws: ConfigProblems.self) {
            try Folders(state: path).prepareState()
        }
        #expect(problems?.all.first?.sentence.contains("mode 755") == true)
        let found = try manager.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(found?.intValue == 0o755)
    }
}
