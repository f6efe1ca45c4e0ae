import Foundation

/// One request, complete with its body.
struct Request: Sendable {
    var method: String
    /// The path as sent, without the query.
    var path: String
    /// The query as sent, without the question mark; empty if there was none.
    var query: String = ""
    /// Header fields with lower-case names; a repeated field keeps its last value.
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// Whether the sender wants to use the connection again.
    var keepsAlive = true
    /// When its last byte was read.
    var received = ContinuousClock.now

    /// The value of one query item, percent-decoded.
    func queryItem(_ name: String) -> String? {
        FormFields(query)[name]
    }

    /// The fields of a form body.
    var form: FormFields {
        FormFields(String(decoding: body, as: UTF8.self))
    }

    /// The value of one cookie.
    func cookie(_ name: String) -> String? {
        for pair in (headers["cookie"] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmingPrefix(" ") == name else { continue }
            return String(parts[1])
        }
        return nil
    }
}
