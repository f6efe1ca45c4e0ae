import Crypto
import Foundation
import RolloutCore

extension RolloutCore.Digest {
    /// How much of a file is in memory at a time.
    private static let portion = 1_024 * 1_024

    /// The digest of a file's bytes, handing each portion on as it is read.
    ///
    /// Blocks its thread for as long as the disk takes.
    static func ofFile(at path: String, portion: (Data) throws -> Void = { _ in }) throws -> Self {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var hash = SHA256()
        while let data = try file.read(upToCount: Self.portion), !data.isEmpty {
            hash.update(data: data)
            try portion(data)
        }
        return Self(hash.finalize())
    }

    /// The digest of those bytes.
    static func of(_ data: Data) -> Self { Self(SHA256.hash(data: data)) }

    private init(_ hash: SHA256.Digest) {
        let hex = hash.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        guard let digest = Self(rawValue: "sha256:" + hex.joined()) else {
            preconditionFailure("SHA-256 gives 64 hexadecimal digits")
        }
        self = digest
    }
}
