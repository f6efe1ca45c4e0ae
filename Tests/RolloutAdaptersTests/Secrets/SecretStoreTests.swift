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

    private func fact(_ source: SecretSource) -> String? {
        if case .failure(let trouble) = store.value(of: source) { trouble.fact } else { nil }
    }

    @Test func `a value comes from each of the three places`() throws {
        let environment = SecretSource(name: "TOKEN", origin: .environment)
        #expect(try store.value(of: environment).get() == "of the environment")
        #expect(try store.value(of: file("of a file\n")).get() == "of a file")
        #expect(try store.value(of: command(["echo", "of a command"])).get() == "of a command")
        #expect(
            Set(store.knownValues) == ["of the environment", "of a file", "of a command"]
        )
    }

    @Test func `a command has the steward's environment and the plan's folder`() throws {
        let source = command(["sh", "-c", "echo \"$TOKEN in $(pwd)\""])
        #expect(try store.value(of: source).get() == "of the environment in \(folder)")
    }

    @Test func `only one line end is taken off`() throws {
        #expect(try store.value(of: file("first\nsecond\n\n")).get() == "first\nsecond\n")
    }

    @Test(arguments: [0o604, 0o602, 0o644, 0o666] as [mode_t])
    func `a file that everybody may read or write is refused`(mode: mode_t) throws {
        let fact = try #require(fact(try file("of a file", mode: mode)))
        #expect(fact.hasPrefix("is open to everybody on this host: \(folder)/token has mode"))
        #expect(fact.hasSuffix("`chmod 600` it"))
    }

    @Test func `a file that its group may read is taken`() throws {
        #expect(try store.value(of: file("of a file", mode: 0o640)).get() == "of a file")
    }

    @Test func `what is missing or empty is said`() throws {
        let missing = SecretSource(name: "X", origin: .file(folder + "/none"))
        #expect(
            fact(missing) == "cannot be read from \(folder)/none: no such file or directory"
        )
        #expect(fact(try file("\n")) == "is empty: \(folder)/token holds no value")
        #expect(fact(SecretSource(name: "X", origin: .environment)) == "is not set")
        #expect(fact(SecretSource(name: "NONE", origin: .environment)) == "is empty")
        #expect(
            fact(SecretSource(name: "X", origin: .file(folder)))
                == "cannot be read from \(folder): it is no file"
        )
    }

    @Test func `a named pipe does not hold us up`() throws {
        let path = folder + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        let source = SecretSource(name: "X", origin: .file(path))
        #expect(fact(source) == "cannot be read from \(path): it is no file")
    }

    @Test func `a command that fails is said without what it printed`() {
        let source = command(["sh", "-c", "echo hunter2; echo hunter2 >&2; exit 2"])
        #expect(
            fact(source) == "has no value: sh ended with exit status 2; run it by hand to see why"
        )
    }

    @Test func `a command that hangs is ended at its limit with what it started`() throws {
        let source = command(
            ["sh", "-c", "sleep 600 & echo $! > pid; wait"],
            within: .milliseconds(500)
        )
        #expect(fact(source) == "has no value: sh had not ended within 500 ms")
        let note = try String(contentsOfFile: folder + "/pid", encoding: .utf8)
        let pid = try #require(Int32(note.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(ProcessIdentity(runningAs: pid)?.isRunning != true)
    }

    @Test func `a value that is no text is refused`() {
        #expect(
            fact(command(["printf", #"\377\376"#]))
                == "has no value: what printf gave is no text"
        )
    }

    @Test func `a value is kept until it is looked up anew, and both are masked`() throws {
        let source = try file("the first value")
        #expect(try store.value(of: source).get() == "the first value")
        _ = try file("the second value")
        #expect(try store.value(of: source).get() == "the first value")
        #expect(try store.refresh([source])[source]?.get() == "the second value")
        let mask = SecretMask(store.knownValues)
        #expect(mask.masked("the first value, the second value") == "[secret], [secret]")
    }

    @Test func `each line of a key is masked by itself`() {
        let mask = SecretMask(["-----BEGIN-----\nMIIBVgIBADANBg\n-----END-----"])
        #expect(mask.masked("read MIIBVgIBADANBg here") == "read [secret] here")
    }
}
