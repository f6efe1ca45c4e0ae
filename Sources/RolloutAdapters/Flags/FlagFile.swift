import Foundation
import RolloutCore

/// A flag in a file that holds one JSON object.
///
/// The file is replaced as a whole, by a rename, with its mode, owner and group; what a file
/// system keeps beside these, such as access lists, is that of a new file. Writers that take the
/// lock `.NAME.lock` beside the file cannot lose an update of each other.
struct FlagFile: FlagStore {
    /// Longest file that is read, in bytes.
    static let longest = 4 << 20
    /// How long others may hold the lock.
    static let patience = Duration.seconds(5)

    let name: String
    let path: String

    func look() async throws -> StoredFlag {
        let result = await onOwnThread { Result { try content() } }
        do {
            return try stored(result.get())
        } catch {
            throw failure("was not read", error)
        }
    }

    func write(_ value: FlagValue?, over seen: StoredFlag) async throws -> Bool {
        let result = await onOwnThread { Result { try replace(value, over: seen.value) } }
        do {
            return try result.get()
        } catch {
            throw failure("was not set to \(value.spoken)", error)
        }
    }

    private func stored(_ content: FileContent) throws -> StoredFlag {
        guard let document = JSONText(content.bytes) else {
            throw JSONText.Trouble(words: "it is not JSON in UTF-8")
        }
        let value = try document.value(at: [name]).map(FlagValue.init(json:))
        return StoredFlag(value, document: document)
    }

    /// Follows links first, so that the file itself is replaced and not a link to it.
    private func content() throws -> FileContent {
        try FileContent(of: FileContent.target(of: path), limit: Self.longest)
    }

    private func replace(_ value: FlagValue?, over seen: FlagValue?) throws -> Bool {
        let first = try content()
        return try FlagFileLock(beside: first).whileHeld(within: Self.patience) {
            let content = try content()
            let now = try stored(content)
            guard content.path == first.path, now.value == seen, var document = now.document
            else { return false }
            if let value {
                try document.set([name], to: value.json)
            } else {
                try document.remove([name])
            }
            return try content.replace(with: document.bytes)
        }
    }

    private func failure(_ what: String, _ error: any Error) -> Failure {
        let code = (error as? SystemError)?.code
        let kind: Failure.Kind =
            switch code {
            case ENOSPC, EDQUOT: .noCapacity
            case EWOULDBLOCK: .timedOut
            case ENOENT, ENOTDIR: .unreachable
            default: .refused
            }
        return Failure(
            kind,
            "flag \(name) \(what): \(path): \(Self.words(error))",
            detail: "The file is as it was. Put right what is said, then try again.",
            isRetryable: code != nil && ![ENOENT, EACCES, EPERM, EROFS].contains(code)
        )
    }

    private static func words(_ error: any Error) -> String {
        if let trouble = error as? JSONText.Trouble { return trouble.words }
        return switch (error as? SystemError)?.code {
        case EWOULDBLOCK: "another writer held its lock for \(patience.spoken)"
        case EINVAL: "it is no file"
        case EMLINK: "it has several names, and replacing it would leave the others as they are"
        default: error.systemWords
        }
    }
}

extension FlagFile {
    func obstacle(to value: FlagValue, over seen: StoredFlag) async -> String? {
        await onOwnThread {
            let content: FileContent
            do { content = try self.content() } catch { return error.systemWords }
            return content.obstacle
        }
    }
}
