import Foundation
import RolloutCore

/// A flag as a resource of an HTTP service.
///
/// `If-Match` guards each write where GET gave a strong `ETag`, `If-None-Match: *` where GET gave
/// 404; a service that gives no `ETag` for a document with several flags can lose the update of
/// somebody who writes at the same moment.
struct FlagResourceClient: FlagStore {
    /// Longest document, in bytes.
    static let longest = 4 << 20

    let name: String
    let resource: FlagResource
    let secrets: SecretStore

    func look() async throws -> StoredFlag {
        let what = "flag \(name) was not read"
        let answer = try await ask("GET", what, headers: ["Cache-Control": "no-cache"])
        if answer.status == 404 { return StoredFlag(nil) }
        guard answer.isSuccess else { throw refusal(answer, what) }
        do throws(JSONText.Trouble) {
            guard !answer.isCut else {
                throw JSONText.Trouble(words: "it is longer than \(Self.longest >> 20) MiB")
            }
            guard let document = JSONText(answer.body) else {
                throw JSONText.Trouble(words: "it is not JSON in UTF-8")
            }
            let value = try document.value(at: keys)
            return StoredFlag(
                try value.map { json throws(JSONText.Trouble) in try FlagValue(json: json) },
                document: document,
                tag: Self.strong(answer.header("ETag"))
            )
        } catch {
            throw unusable(error, what)
        }
    }

    func write(_ value: FlagValue?, over seen: StoredFlag) async throws -> Bool {
        let what = "flag \(name) was not set to \(value.spoken)"
        var headers = ["Content-Type": "application/json"]
        headers["If-Match"] = seen.tag
        if seen.document == nil { headers["If-None-Match"] = "*" }
        let body: [UInt8]?
        do {
            body = try content(value, over: seen.document)
        } catch {
            throw unusable(error, what)
        }
        let answer = try await ask(
            body == nil ? "DELETE" : "PUT",
            what,
            headers: headers,
            body: body ?? []
        )
        if answer.status == 412 { return false }
        guard answer.isSuccess else { throw refusal(answer, what) }
        return true
    }

    func obstacle(to value: FlagValue, over seen: StoredFlag) async -> String? {
        do {
            _ = try content(value, over: seen.document)
            return nil
        } catch {
            return "It cannot be written: \(error.words). Correct the flag's `path`."
        }
    }

    /// What is to be sent; nil when there is to be nothing any more.
    ///
    /// A document that other flags could come to stand in is emptied, not deleted: only an address
    /// with the flag's name in it is the flag's own.
    private func content(
        _ value: FlagValue?,
        over seen: JSONText?
    ) throws(JSONText.Trouble) -> [UInt8]? {
        if keys.isEmpty { return value?.json }
        guard var document = seen ?? JSONText(Array("{}".utf8)) else { return nil }
        if let value {
            try document.set(keys, to: value.json)
        } else {
            try document.remove(keys)
            let isItsOwn = resource.url.contains(Self.mark)
            if isItsOwn, document.isBare(along: keys) { return nil }
        }
        return document.bytes
    }

    private static let mark = "{flag}"

    private var keys: [String] { resource.path.split(separator: ".").map(String.init) }

    /// A weak one never matches (RFC 9110, 13.1.1).
    private static func strong(_ tag: String?) -> String? {
        tag.flatMap { $0.hasPrefix("W/") ? nil : $0 }
    }
}

extension FlagResourceClient {
    private func ask(
        _ method: String,
        _ what: String,
        headers: [String: String],
        body: [UInt8] = []
    ) async throws -> WebAnswer {
        var request = try WebRequest(method, address(what), timeout: resource.timeout)
        request.headers = try await secretHeaders(what).merging(headers) { $1 }
        request.headers["Accept"] = "application/json"
        request.body = body
        request.bodyLimit = Self.longest
        let outcome = try await WebExchange.outcome(of: request)
        switch outcome {
        case .answered(let answer): return answer
        case .timedOut: throw failure(.timedOut, what, outcome.words)
        case .unreachable, .broken: throw failure(.unreachable, what, outcome.words)
        }
    }

    private func address(_ what: String) throws -> WebAddress {
        let allowed = CharacterSet.alphanumerics.intersection(.urlPathAllowed)
            .union(CharacterSet(charactersIn: "-._~"))
        let encoded = name.addingPercentEncoding(withAllowedCharacters: allowed) ?? name
        do throws(WebAddress.Malformed) {
            return try WebAddress(resource.url.replacingOccurrences(of: Self.mark, with: encoded))
        } catch {
            throw Failure(
                .refused,
                "\(what): the address of its store \(error.words)",
                detail: "Nothing was changed. Correct it in the plan.",
                isRetryable: false
            )
        }
    }

    private func secretHeaders(_ what: String) async throws -> [String: String] {
        let (store, sources) = (secrets, resource.secretHeaders)
        guard !sources.isEmpty else { return [:] }
        let found = await onOwnThread { sources.mapValues { store.value(of: $0) } }
        var headers: [String: String] = [:]
        for (header, result) in found.sorted(by: { $0.key < $1.key }) {
            switch result {
            case .success(let value) where value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }:
                headers[header] = value
            case .success:
                throw unsent(what, header, "holds a line end or another control character")
            case .failure(let trouble): throw unsent(what, header, trouble.fact)
            }
        }
        return headers
    }

    private func unsent(_ what: String, _ header: String, _ fact: String) -> Failure {
        let secret = resource.secretHeaders[header]?.name ?? ""
        return Failure(
            .refused,
            "\(what): secret \(secret) for the header \(header) \(fact)",
            detail: "Nothing was sent. Put it right where handoff is started, then try again."
        )
    }

    private func refusal(_ answer: WebAnswer, _ what: String) -> Failure {
        let words = WebOutcome.answered(answer).words
        var failure = failure(.refused, what, words)
        let isOurs = (300...499).contains(answer.status) && ![408, 429].contains(answer.status)
        failure.isRetryable = !isOurs
        if answer.status == 401 || answer.status == 403 {
            failure.detail = "Look at `secretHeaders`: what they give was not accepted."
        }
        return failure
    }

    private func unusable(_ trouble: JSONText.Trouble, _ what: String) -> Failure {
        var failure = failure(
            .refused,
            what,
            "gave a document that cannot be used: \(trouble.words)"
        )
        failure.isRetryable = false
        return failure
    }

    /// Names the store without what in its address may be a secret.
    private func failure(_ kind: Failure.Kind, _ what: String, _ words: String) -> Failure {
        let place = (try? address(what))?.shown ?? "its store"
        return Failure(kind, "\(what): \(place) \(words)", detail: "Look at the store, then retry.")
    }
}
