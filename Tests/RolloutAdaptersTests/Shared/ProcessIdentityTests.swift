import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite struct ProcessIdentities {
    @Test func `this process runs, and a later one of its number would not be it`() throws {
        var identity = try #require(ProcessIdentity(runningAs: getpid()))
        #expect(identity.isRunning)
        identity.started = "1@another"
        #expect(!identity.isRunning)
    }

    #if os(Linux)
    @Test func `a name with parentheses and spaces does not shift the fields`() throws {
        let fields = "S 1 7 77 0 -1 4 5 6 7 8 9 10 11 12 20 0 1 0 4242 100"
        let status = try #require(ProcessStatus(stat: "9 (a) b (c)) " + fields))
        #expect(status.session == 77)
        #expect(status.started.hasPrefix("4242@"))
        #expect(!status.isDead)
    }
    #endif

    @Test func `how a child ended is told to everybody who asks`() async throws {
        let spawn = Spawn(
            arguments: ["/bin/sh", "-c", "exit 5"],
            environment: [:],
            output: "/dev/null"
        )
        let pid = try spawn()
        let child = try #require(ProcessIdentity(runningAs: pid))
        #expect(try await eventually { ProcessExits.exit(of: child) != nil })
        #expect(ProcessExits.exit(of: child) == .status(5))
        #expect(ProcessExits.exit(of: child) == .status(5))
    }

    @Test func `the end of somebody else's child is not seen`() throws {
        var other = try #require(ProcessIdentity(runningAs: getpid()))
        other.started = "1@another"
        #expect(ProcessExits.exit(of: other) == .unseen)
    }
}
