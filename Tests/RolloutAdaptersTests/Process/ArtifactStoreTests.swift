import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite final class ArtifactStorePins {
    private let folder = NSTemporaryDirectory() + "handoff-store-\(UUID().uuidString)"
    private var source: String { folder + "/build/shop" }
    // From `printf shop | sha256sum`.
    private let digest = Digest(
        rawValue: "sha256:8d9001d32c6a703d95921a77115050f33dd823d3f1730bd35215dcbecad6dc20"
    )

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder + "/build",
            withIntermediateDirectories: true
        )
        try Data("shop".utf8).write(to: URL(filePath: source))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `the copy lies under its digest, executable and for its owner alone`() async throws {
        let pinned = try await ArtifactStore(state: folder).pin(source, expecting: digest)
        #expect(pinned.digest == digest)
        #expect(pinned.path.hasSuffix("/artifacts/\(pinned.digest.rawValue.dropFirst(7))/shop"))
        #expect(FileManager.default.contents(atPath: pinned.path) == Data("shop".utf8))
        #expect(try mode(pinned.path) == 0o500)
        #expect(try mode(folder + "/artifacts") == 0o700)
    }

    @Test func `a later build does not change what was pinned`() async throws {
        let store = ArtifactStore(state: folder)
        let first = try await store.pin(source, expecting: nil)
        try Data("other".utf8).write(to: URL(filePath: source))
        let second = try await store.pin(source, expecting: nil)
        #expect(first.path != second.path)
        #expect(FileManager.default.contents(atPath: first.path) == Data("shop".utf8))
    }

    @Test func `pinning twice leaves the file that is there`() async throws {
        let store = ArtifactStore(state: folder)
        let first = try await store.pin(source, expecting: nil)
        let file = try FileManager.default.attributesOfItem(atPath: first.path)
        #expect(try await store.pin(source, expecting: first.digest) == first)
        let again = try FileManager.default.attributesOfItem(atPath: first.path)
        let number = FileAttributeKey.systemFileNumber
        #expect(file[number] as? UInt64 == again[number] as? UInt64)
    }

    @Test func `a damaged copy is replaced`() async throws {
        let store = ArtifactStore(state: folder)
        let pinned = try await store.pin(source, expecting: nil)
        #expect(chmod(pinned.path, 0o700) == 0)
        try Data("damaged".utf8).write(to: URL(filePath: pinned.path))
        _ = try await store.pin(source, expecting: nil)
        #expect(FileManager.default.contents(atPath: pinned.path) == Data("shop".utf8))
    }

    @Test func `bytes that differ are refused, and nothing stays behind`() async throws {
        let expected = try #require(
            Digest(rawValue: "sha256:" + String(repeating: "ab", count: 32))
        )
        let failure = await #expect(throws: Failure.self) {
            try await ArtifactStore(state: folder).pin(source, expecting: expected)
        }
        #expect(failure?.summary.contains("the plan has abababababab…") == true)
        #expect(failure?.isRetryable == false)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder + "/artifacts")
        #expect(left.isEmpty)
    }

    @Test func `a file that is not there is refused in the system's words`() async throws {
        let failure = await #expect(throws: Failure.self) {
            try await ArtifactStore(state: folder).pin("/nowhere/shop", expecting: nil)
        }
        #expect(failure?.summary == "/nowhere/shop was not pinned: no such file or directory")
    }
}
