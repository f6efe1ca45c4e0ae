import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// What becomes of the file that flags are kept in.
@Suite(.timeLimit(.minutes(2)))
struct FlagFileTests {
    private let folder: FlagFolder
    private let keeper = FlagKeeper.fixture()
    private static let text = """
        {
            "older":  1.50, "new_checkout" : false,
        \t"list": [ 1,2 ]
        }

        """

    init() throws {
        folder = try FlagFolder()
        try folder.write(Self.text, to: "flags.json", mode: 0o640)
    }

    private func plan(_ path: String? = nil, _ name: String = "new_checkout") -> FlagPlan {
        let path = path ?? folder.path + "/flags.json"
        return FlagPlan(name: name, value: .bool(true), at: .full, store: .file(path))
    }

    private func status(_ name: String) throws -> stat {
        var status = stat()
        guard lstat("\(folder.path)/\(name)", &status) == 0 else { throw SystemError("lstat") }
        return status
    }

    private func failure(
        _ plan: FlagPlan,
        expecting expected: FlagValue? = .bool(false)
    ) async -> Failure? {
        await #expect(throws: Failure.self) {
            try await keeper.set(plan, to: .bool(true), expecting: expected)
        }
    }

    @Test func `all else in the file stays as it is written`() async throws {
        try await keeper.set(plan(), to: .bool(true), expecting: .bool(false))
        let after = Self.text.replacingOccurrences(of: "false", with: "true")
        #expect(try folder.read("flags.json") == after)
        try await keeper.set(plan(), to: .bool(false), expecting: .bool(true))
        #expect(try folder.read("flags.json") == Self.text)
        #expect(folder.names == ["flags.json"])
    }

    @Test func `a flag that was not there leaves no trace`() async throws {
        let plan = plan(nil, "brand new")
        try await keeper.set(plan, to: .text("é \"1\""), expecting: nil)
        #expect(try await keeper.value(of: plan) == .text("é \"1\""))
        try await keeper.set(plan, to: nil, expecting: .text("é \"1\""))
        #expect(try folder.read("flags.json") == Self.text)
    }

    @Test func `the mode is kept`() async throws {
        try await keeper.set(plan(), to: .bool(true), expecting: .bool(false))
        #expect(try status("flags.json").st_mode & 0o777 == 0o640)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `owner and group are kept`() async throws {
        #expect(chown(folder.path + "/flags.json", 4_711, 4_712) == 0)
        try await keeper.set(plan(), to: .bool(true), expecting: .bool(false))
        let status = try status("flags.json")
        #expect([status.st_uid, status.st_gid] == [4_711, 4_712])
    }

    @Test func `a link is followed and stays`() async throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/links",
            withIntermediateDirectories: false
        )
        #expect(symlink("../flags.json", folder.path + "/links/one") == 0)
        #expect(symlink(folder.path + "/links/one", folder.path + "/two") == 0)
        let plan = plan(folder.path + "/two")
        try await keeper.set(plan, to: .bool(true), expecting: .bool(false))
        #expect(try status("two").st_mode & S_IFMT == S_IFLNK)
        #expect(try status("links/one").st_mode & S_IFMT == S_IFLNK)
        #expect(try folder.read("flags.json").contains("\"new_checkout\" : true"))
    }

    @Test func `links in a circle are a failure`() async throws {
        #expect(symlink("b", folder.path + "/a") == 0)
        #expect(symlink("a", folder.path + "/b") == 0)
        let failure = try #require(await failure(plan(folder.path + "/a")))
        #expect(failure.summary.contains("too many levels of symbolic links"))
    }

    @Test func `a file with two names is left alone`() async throws {
        #expect(link(folder.path + "/flags.json", folder.path + "/other.json") == 0)
        let failure = try #require(await failure(plan()))
        #expect(failure.summary.contains("it has several names"))
        #expect(try folder.read("flags.json") == Self.text)
        let checks = await keeper.preflight([plan()])
        #expect(checks.map(\.passed) == [false])
        #expect(checks[0].finding.contains("has 2 names"))
    }

    @Test(arguments: ["", "not JSON", "[1]", #"{"new_checkout": {"on": true}}"#])
    func `a file that cannot be used is left as it is`(text: String) async throws {
        try folder.write(text, to: "flags.json")
        let failure = try #require(await failure(plan()))
        #expect(failure.kind == .refused)
        #expect(!failure.isRetryable)
        #expect(try folder.read("flags.json") == text)
        #expect(await keeper.preflight([plan()]).map(\.passed) == [false])
    }

    @Test func `a pipe of that name holds nobody up`() async throws {
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
        let failure = try #require(await failure(plan(folder.path + "/pipe")))
        #expect(failure.summary.contains("it is no file"))
    }

    @Test func `somebody who holds the lock is waited for`() async throws {
        let content = try FileContent(of: folder.path + "/flags.json", limit: 4_096)
        let held = StopFlag()
        async let holding: Void = onOwnThread {
            try? FlagFileLock(beside: content).whileHeld(within: .seconds(1)) {
                held.raise()
                usleep(300_000)
                // As an updater of the user's own does that knows of the lock.
                try folder.write("{\"theirs\": 1, \"new_checkout\": false}", to: "flags.json")
            }
        }
        while !held.isRaised { try await Task.sleep(for: .milliseconds(5)) }
        try await keeper.set(plan(), to: .bool(true), expecting: .bool(false))
        await holding
        #expect(try folder.read("flags.json") == "{\"theirs\": 1, \"new_checkout\": true}")
    }

    @Test func `a lock that is not given back is a failure`() async throws {
        let content = try FileContent(of: folder.path + "/flags.json", limit: 4_096)
        let (held, over) = (StopFlag(), StopFlag())
        async let holding: Void = onOwnThread {
            try? FlagFileLock(beside: content).whileHeld(within: .seconds(1)) {
                held.raise()
                while !over.isRaised { usleep(10_000) }
            }
        }
        while !held.isRaised { try await Task.sleep(for: .milliseconds(5)) }
        let failure = await failure(plan())
        over.raise()
        await holding
        #expect(failure?.kind == .timedOut)
        #expect(failure?.summary.contains("another writer held its lock for 5 s") == true)
        #expect(try folder.read("flags.json") == Self.text)
    }

    @Test func `a change by others before the rename is seen`() async throws {
        let content = try FileContent(of: folder.path + "/flags.json", limit: 4_096)
        try folder.write("{\"theirs\": 1}", to: "flags.json")
        #expect(try !content.replace(with: Array("{}".utf8)))
        #expect(try folder.read("flags.json") == "{\"theirs\": 1}")
        #expect(folder.names == ["flags.json"])
    }
}
