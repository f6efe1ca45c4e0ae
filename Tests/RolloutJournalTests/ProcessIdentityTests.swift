import Foundation
import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct StewardIdentityTests {
    @Test func `this process is alive`() {
        let own = StewardIdentity.current()
        #expect(own.pid == Int(ProcessInfo.processInfo.processIdentifier))
        #expect(!own.host.isEmpty && !own.bootID.isEmpty)
        #expect(StewardIdentity.isAlive(pid: own.pid, startTime: own.startTime))
    }

    @Test func `a process id used again is not the same process`() {
        let own = StewardIdentity.current()
        #expect(!StewardIdentity.isAlive(pid: own.pid, startTime: own.startTime + "0"))
    }

    @Test func `a process that ended is not alive`() throws {
        let child = Process()
        child.executableURL = URL(filePath: "/bin/sleep")
        child.arguments = ["60"]
        try child.run()
        let pid = Int(child.processIdentifier)
        let start = try #require(StewardIdentity.startTime(of: pid))
        #expect(StewardIdentity.isAlive(pid: pid, startTime: start))
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        #expect(!StewardIdentity.isAlive(pid: pid, startTime: start))
    }
}
