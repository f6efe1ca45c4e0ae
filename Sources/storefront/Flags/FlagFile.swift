import Foundation
import Synchronization

/// Feature flags in a file with one JSON object, read again whenever the file has changed.
///
/// Looked at for every question: a flag that was set holds from the next request on. A file that
/// cannot be read, or not yet, leaves the flags as they were.
final class FlagFile: Sendable {
    /// What tells one content of a file from the next, without reading it.
    private struct Mark: Equatable {
        var inode: UInt64
        var size: Int64
        var seconds: Int
        var nanoseconds: Int
    }

    private struct State {
        var mark: Mark?
        var isOn: [String: Bool] = [:]
    }

    private let path: String
    private let state = Mutex(State())

    init(path: String) {
        self.path = path
    }

    /// Whether a flag is `true`; one that is not there, or something else, is not.
    func isOn(_ name: String) -> Bool {
        state.withLock { state in
            let mark = mark
            if mark != state.mark, let flags = read() { state = State(mark: mark, isOn: flags) }
            return state.isOn[name] ?? false
        }
    }

    private func read() -> [String: Bool]? {
        guard let data = try? Data(contentsOf: URL(filePath: path)),
            let object = try? JSONDecoder().decode([String: Flag].self, from: data)
        else { return nil }
        return object.mapValues(\.isTrue)
    }

    private var mark: Mark? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        return Mark(
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            seconds: Int(time.tv_sec),
            nanoseconds: Int(time.tv_nsec)
        )
    }
}

/// A value of any kind, of which only `true` matters here.
private struct Flag: Decodable {
    let isTrue: Bool

    init(from decoder: any Decoder) throws {
        isTrue = (try? decoder.singleValueContainer().decode(Bool.self)) ?? false
    }
}
