#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Lines for whoever started the process, written at once.
enum Console {
    static func say(_ line: String) {
        put(line, to: STDOUT_FILENO)
    }

    static func complain(_ line: String) {
        put(line, to: STDERR_FILENO)
    }

    private static func put(_ line: String, to descriptor: Int32) {
        let bytes = Array((line + "\n").utf8)
        bytes.withUnsafeBytes { _ = write(descriptor, $0.baseAddress, $0.count) }
    }
}
