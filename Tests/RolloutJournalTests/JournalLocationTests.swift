import Foundation
import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct JournalLocationTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    private func setMode(_ mode: Int, _ folder: URL) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: folder.path
        )
    }

    @Test func `only the owner may read and write folder and files`() throws {
        let bench = try Bench()
        let file = bench.location.file.path
        #expect(try mode(bench.location.folder.path) == 0o700)
        for path in [file, file + "-wal", file + "-shm"] { #expect(try mode(path) == 0o600) }
    }

    @Test func `a file that others may read is closed to them`() throws {
        let bench = try Bench()
        try setMode(0o644, bench.location.file)
        _ = try JournalFile(bench.location)
        #expect(try mode(bench.location.file.path) == 0o600)
    }

    @Test(arguments: [0o770, 0o707, 0o1777])
    func `a folder that others may write to is refused`(mode: Int) throws {
        let bench = try Bench()
        for folder in [bench.location.folder, bench.stateFolder] {
            try setMode(mode, folder)
            defer { try? setMode(0o700, folder) }
            let error = try #require(throws: JournalError.self) { try JournalFile(bench.location) }
            #expect(error.kind == .unsafe)
            #expect(error.sentence.contains("others may write to it"))
        }
    }

    @Test func `a link in place of the folder is refused`() throws {
        let folder = try Bench.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let location = try Bench.location(in: folder)
        let elsewhere = folder.appending(path: "elsewhere")
        try FileManager.default.createDirectory(
            at: elsewhere,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/shop-production",
            withDestinationPath: elsewhere.path
        )
        let error = try #require(throws: JournalError.self) { try JournalFile(location) }
        #expect(error.kind == .unsafe)
    }

    @Test func `the state folder may be a link to a safe one`() throws {
        let folder = try Bench.folder()
        defer { Bench.remove(folder) }
        let real = folder.appending(path: "real")
        try FileManager.default.createDirectory(
            at: real,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        let link = folder.appending(path: "link")
        try FileManager.default.createSymbolicLink(
            atPath: link.path,
            withDestinationPath: real.path
        )
        _ = try JournalFile(try Bench.location(in: link))
        #expect(FileManager.default.fileExists(atPath: real.path + "/shop-production"))
    }

    @Test(arguments: ["../shop", "", ".hidden", "a/b", "a b", "ä"])
    func `a name that is no safe part of a path is refused`(name: String) throws {
        #expect(throws: JournalError.self) {
            try JournalLocation(
                stateFolder: URL(filePath: "/nowhere"),
                service: ServiceName(rawValue: name),
                environment: "production"
            )
        }
    }

    @Test func `two services whose folder names agree do not share a journal`() throws {
        let folder = try Bench.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let one = try JournalLocation(
            stateFolder: folder,
            service: ServiceName(rawValue: "shop"),
            environment: "eu-test"
        )
        let other = try JournalLocation(
            stateFolder: folder,
            service: ServiceName(rawValue: "shop-eu"),
            environment: "test"
        )
        #expect(one.file == other.file)
        _ = try JournalFile(one)
        let error = try #require(throws: JournalError.self) { try JournalFile(other) }
        #expect(error.sentence.contains("is the journal of shop in eu-test"))
    }
}
