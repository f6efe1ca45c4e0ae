import Dispatch
import Foundation
import RolloutCore
import Synchronization

/// A file that holds one secret.
struct SecretFile {
    /// How long reading may take: longer, and its disk or network does not answer.
    static let limit = Duration.seconds(5)
    /// Most bytes of a value: what a variable of a process can hold on every system.
    static let sizeLimit = 64 * 1_024

    let path: String

    /// Its bytes; blocks its thread for at most ``limit``.
    ///
    /// Refused when anybody but its owner's group can read or write it: its value would be none.
    func bytes() throws(SecretTrouble) -> [UInt8] {
        let box = Handover()
        let path = path
        Thread.detachNewThread { box.put(Self.read(path)) }
        guard let result = box.wait(Self.limit) else {
            throw SecretTrouble("cannot be read: \(path) gave nothing within \(Self.limit.spoken)")
        }
        return try result.get()
    }

    private static func read(_ path: String) -> Result<[UInt8], SecretTrouble> {
        // Without waiting, or a pipe of that name would hold us until somebody writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return failure(path, SystemError("open").words) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            return failure(path, SystemError("fstat").words)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return failure(path, "it is no file") }
        let mode = String(status.st_mode & 0o777, radix: 8)
        guard status.st_mode & 0o006 == 0 else {
            let fact = "is open to everybody on this host: \(path) has mode \(mode); `chmod 600` it"
            return .failure(SecretTrouble(fact))
        }
        guard status.st_size <= sizeLimit else { return failure(path, "it is over 64 KiB long") }
        var bytes = [UInt8](repeating: 0, count: sizeLimit)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes { buffer in
                Foundation.read(
                    descriptor,
                    buffer.baseAddress?.advanced(by: count),
                    sizeLimit - count
                )
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { return failure(path, SystemError("read").words) }
            if more == 0 { break }
            count += more
        }
        return .success(Array(bytes.prefix(count)))
    }

    private static func failure(_ path: String, _ words: String) -> Result<[UInt8], SecretTrouble> {
        .failure(SecretTrouble("cannot be read from \(path): \(words)"))
    }
}

/// What a thread found, for another that waits for it with a limit.
private final class Handover: Sendable {
    private let condition = DispatchSemaphore(value: 0)
    private let value = Mutex<Result<[UInt8], SecretTrouble>?>(nil)

    func put(_ result: Result<[UInt8], SecretTrouble>) {
        value.withLock { $0 = result }
        condition.signal()
    }

    func wait(_ limit: Duration) -> Result<[UInt8], SecretTrouble>? {
        let nanoseconds = Int(limit.wholeMicroseconds) * 1_000
        _ = condition.wait(timeout: .now() + .nanoseconds(nanoseconds))
        return value.withLock { $0 }
    }
}
