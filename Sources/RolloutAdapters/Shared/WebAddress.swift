import Foundation
import RolloutCore

/// Where a web service is, taken apart so that no secret in it is ever shown.
struct WebAddress: Sendable, Hashable {
    /// Why a text is no address, in words without the text.
    struct Malformed: Error, Hashable {
        let words: String
    }

    /// What is asked for, without user and password.
    let url: URL
    /// The value of an `Authorization` header for the user and password in the text; nil for none.
    let authorization: String?
    /// The host as written, without brackets.
    let host: String
    /// Parts that may be secrets and that an answer may repeat: the password and what is asked.
    let secrets: [String]

    /// The address in the text: `http` or `https`, a host, and whatever follows.
    ///
    /// A user with a password in it is sent as HTTP's Basic scheme has it (RFC 7617).
    init(_ text: String) throws(Malformed) {
        // Without more characters encoded than it has: a signed address must stay what it is.
        guard var parts = URLComponents(string: text, encodingInvalidCharacters: false) else {
            throw Malformed(words: "is not an address that can be read")
        }
        guard ["http", "https"].contains(parts.scheme?.lowercased()) else {
            throw Malformed(words: "does not begin with http:// or https://")
        }
        guard let host = parts.host, !host.isEmpty else {
            throw Malformed(words: "names no host")
        }
        authorization = parts.user.map { user in
            "Basic " + Data("\(user):\(parts.password ?? "")".utf8).base64EncodedString()
        }
        secrets =
            [parts.password, parts.percentEncodedPassword, parts.query, parts.percentEncodedQuery]
            .compactMap(\.self) + (parts.queryItems ?? []).compactMap(\.value)
        parts.user = nil
        parts.password = nil
        parts.fragment = nil
        guard let url = parts.url, parts.port.map({ (1...65_535).contains($0) }) ?? true else {
            throw Malformed(words: "is not an address that can be read")
        }
        self.url = url
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }

    /// Whether everything is encrypted on its way.
    var isEncrypted: Bool { url.scheme?.lowercased() == "https" }

    /// Scheme, host and port: what may be said of an address that is a secret as a whole.
    var place: String {
        let scheme = isEncrypted ? "https" : "http"
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(scheme)://\(name)" + (url.port.map { ":\($0)" } ?? "")
    }

    /// The address without user, password, query and fragment, any of which may be a secret.
    var shown: String { place + url.path(percentEncoded: true) }
}
