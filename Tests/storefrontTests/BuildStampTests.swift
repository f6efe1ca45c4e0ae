import Crypto
import Foundation
import Testing

@testable import storefront

@Suite struct BuildStampTests {
    @Test func `a stamp is read back from the copy that carries it`() throws {
        let folder = try TestFolders.make()
        let program = try writeProgram(in: folder)
        let stamped = folder.appending(path: "deep/er/two")
        let stamp = BuildStamp(version: "2.0", defect: .slowStart)
        try stamp.write(copyOf: program, to: stamped)
        #expect(try BuildStamp.read(from: stamped) == stamp)
        #expect(try BuildStamp.read(from: program) == nil)
        #expect(FileManager.default.isExecutableFile(atPath: stamped.path))
    }

    @Test func `two versions are two digests, and the same version is the same one`() throws {
        let folder = try TestFolders.make()
        let program = try writeProgram(in: folder)
        let digests = try ["1.0", "2.0", "1.0"].enumerated().map { number, version in
            let copy = folder.appending(path: "copy-\(number)")
            try BuildStamp(version: version).write(copyOf: program, to: copy)
            return SHA256.hash(data: try Data(contentsOf: copy))
        }
        #expect(digests[0] != digests[1])
        #expect(digests[0] == digests[2])
    }

    @Test func `stamping a stamped program replaces the stamp`() throws {
        let folder = try TestFolders.make()
        let program = try writeProgram(in: folder)
        let (once, twice) = (folder.appending(path: "once"), folder.appending(path: "twice"))
        try BuildStamp(version: "a-longer-version", defect: .leak).write(
            copyOf: program,
            to: once
        )
        try BuildStamp(version: "2.0").write(copyOf: once, to: twice)
        #expect(try BuildStamp.read(from: twice) == BuildStamp(version: "2.0"))
        let straight = folder.appending(path: "straight")
        try BuildStamp(version: "2.0").write(copyOf: program, to: straight)
        #expect(try Data(contentsOf: twice) == Data(contentsOf: straight))
    }

    @Test(arguments: [
        Data(), Data("SHOPSTMP".utf8), Data(repeating: 255, count: 8) + "SHOPSTMP".utf8,
    ])
    func `a file that ends like a stamp but has none is unstamped`(end: Data) throws {
        let file = try TestFolders.make().appending(path: "file")
        try end.write(to: file)
        #expect(try BuildStamp.read(from: file) == nil)
    }

    @Test func `a stamped program says its version`() async throws {
        let program = try await stampedProgram(version: "2.0", defect: .tail)
        let said = try ShopProcess(["version"], program: program)
        #expect(await said.end() == .exit)
        #expect(said.printed == "storefront 2.0 (defect tail)\n")
    }

    private func writeProgram(in folder: URL) throws -> URL {
        let program = folder.appending(path: "program")
        try Data((0..<10_000).map { UInt8($0 % 251) }).write(to: program)
        return program
    }
}

/// A real copy of the program, made by the program.
func stampedProgram(version: String, defect: Defect? = nil) async throws -> URL {
    let program = try TestFolders.make().appending(path: "storefront")
    let arguments = ["stamp", "--into", program.path, "--version", version]
    let stamp = try ShopProcess(arguments + (defect.map { ["--defect", $0.rawValue] } ?? []))
    #expect(await stamp.end() == .exit)
    #expect(stamp.process.terminationStatus == 0)
    return program
}
