#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads files of a few kilobytes, also those of `/proc`, which have no length.
enum SmallFile {
    /// The first 64 KiB as text; nil when it cannot be opened.
    static func text(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < 65_536 {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
