import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

/// Where secrets come from, and what is said when they do not.
@Suite(.timeLimit(.minutes(1)))
final class SecretStoreTests {
    private let folder: String
    private let store = SecretStore(environment: [
        "PATH": "/usr/bin:/bin", "TOKEN": "of the environment", "NONE": "",
    ])

    init() throws {
        folder = try OwnerOnlyFiles.folder(
            at: NSTemporaryDirectory() + "handoff-secrets-\(UUID().uuidString)"
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func file(_ text: String, mode: mode_t = 0o600) throws -> SecretSource {
        let path = folder + "/token"
        try OwnerOnlyFiles.replace(path, with: Data(text.utf8))
        #expect(chmod(path, mode) == 0)
        return SecretSource(name: "TOKEN", origin: .file(path))
    }

    private func command(_ words: [String], within: Duration = .seconds(20)) -> SecretSource {
        let command = DeclaredCommand(words, folder: folder, within: within)
        return SecretSource(name: "TOKEN", origin: .command(command))
    }

    /// Off the threads of tasks, which other tests need meanwhile.
    private func value(_ source: SecretSource) async throws -> String {
        let store = store
        return try await onOwnThread { store.value(of: source) }.get()
    }

    private func fact(_ source: SecretSource) async -> String? {
        let store = store
        guard case .failure(let trouble) = await onOwnThread({ store.value(of: source) }) else {
            return nil
        }
        return trouble.fact
    }

    @Test func `a value comes from each of the three places`() async throws {
        let environment = SecretSource(name: "TOKEN", origin: .environment)
        #expect(try await value(environment) == "of the environment")
        #expect(try await value(file("of a file\n")) == "of a file")
        #expect(try await value(command(["echo", "of a command"])) == "of a command")
        #expect(
            Set(store.knownValues) == ["of the environment", "of a file", "of a command"]
        )
    }

    @Test func `a command has the steward's environment and the plan's folder`() async throws {
        let source = command(["sh", "-c", "echo \"$TOKEN in $(pwd)\""])
        #expect(try await value(source) == "of the environment in \(folder)")
    }

    @Test func `only one line end is taken off`() async throws {
        #expect(try await value(file("first\nsecond\n\n")) == "first\nsecond\n")
    }

    @Test(arguments: [0o604, 0o602, 0o644, 0o666] as [mode_t])
    func `a file that everybody may read or write is refused`(mode: mode_t) async throws {
        let seen = try #require(try await fact(file("of a file", mode: mode)))
        #expect(seen.hasPrefix("is open to everybody on this host: \(folder)/token has mode"))
        #expect(seen.hasSuffix("`chmod 600` it"))
    }

    @Test func `a file that its group may read is taken`() async throws {
        #expect(try await value(file("of a file", mode: 0o640)) == "of a file")
    }

    @Test func `what is missing or empty is said`() async throws {
        let missing = SecretSource(name: "X", origin: .file(folder + "/none"))
        #expect(
            await fact(missing) == "cannot be read from \(folder)/none: no such file or directory"
        )
        #expect(try await fact(file("\n")) == "is empty: \(folder)/token holds no value")
        #expect(await fact(SecretSource(name: "X", origin: .environment)) == "is not set")
        #expect(await fact(SecretSource(name: "NONE", origin: .environment)) == "is empty")
        #expect(
            await fact(SecretSource(name: "X", origin: .file(folder)))
                == "cannot be read from \(folder): it is no file"
        )
    }

    @Test func `a named pipe does not hold us up`() async throws {
        let path = folder + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        let source = SecretSource(name: "X", origin: .file(path))
        #expect(await fact(source) == "cannot be read from \(path): it is no file")
    }

    @Test func `a command that fails is said without what it printed`() async throws {
        let source = command(["sh", "-c", "echo hunter2; echo hunter2 >&2; exit 2"])
        #expect(
            await fact(source)
                == "has no value: sh ended with exit status 2; run it by hand to see why"
        )
    }

    @Test func `a command that hangs is ended at its limit with what it started`() async throws {
        let source = command(
            ["sh", "-c", "sleep 600 & echo $! > pid; wait"],
            within: .milliseconds(500)
        )
        #expect(await fact(source) == "has no value: sh had not ended within 500 ms")
        let note = try String(contentsOfFile: folder + "/pid", encoding: .utf8)
        let pid = try #require(Int32(note.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(ProcessIdentity(runningAs: pid)?.isRunning != true)
    }

    @Test func `a value that is no text is refused`() async throws {
        #expect(
            await fact(command(["printf", #"\377\376"#]))
                == "has no value: what printf gave is no text"
        )
    }

    @Test func `a value is kept until it is looked up anew, and both are masked`() async throws {
        let source = try file("the first value")
        #expect(try await value(source) == "the first value")
        _ = try file("the second value")
        #expect(try await value(source) == "the first value")
        #expect(try store.refresh([source])[source]?.get() == "the second value")
        let mask = SecretMask(store.knownValues)
        #expect(mask.masked("the first value, the second value") == "[secret], [secret]")
    }

    @Test func `each line of a key is masked by itself`() {
        let mask = SecretMask(["-----BEGIN-----\nMIIBVgIBADANBg\n-----END-----"])
        #expect(mask.masked("read MIIBVgIBADANBg here") == "read [secret] here")
    }
}
