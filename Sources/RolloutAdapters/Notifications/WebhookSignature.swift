import Crypto
import Foundation

/// The header fields by which a receiver knows that a message is ours and whole, as the Standard
/// Webhooks specification has them (standardwebhooks.com, version 1, symmetric scheme).
struct WebhookSignature {
    /// A key that cannot be used, in words without it.
    struct Malformed: Error, Hashable {
        let words: String
    }

    /// What a key begins with whose bytes follow in Base64.
    private static let prefix = "whsec_"

    private let key: SymmetricKey

    /// A signature with the key in that text: the bytes behind `whsec_`, else the text's own.
    init(key text: String) throws(Malformed) {
        guard text.hasPrefix(Self.prefix) else {
            key = SymmetricKey(data: Data(text.utf8))
            return
        }
        guard let bytes = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            !bytes.isEmpty
        else {
            throw Malformed(words: "begins with whsec_, and what follows is not Base64")
        }
        key = SymmetricKey(data: bytes)
    }

    /// The id of a message as its header has it: without full stops, which part what is signed.
    static func identifier(_ id: String) -> String { id.headerValue(without: ["."]) }

    /// The value of `webhook-signature`; `id` as in its own header, `seconds` since 1970.
    func value(id: String, seconds: Int64, body: [UInt8]) -> String {
        let content = Data("\(id).\(seconds).".utf8) + Data(body)
        let code = HMAC<SHA256>.authenticationCode(for: content, using: key)
        return "v1," + Data(code).base64EncodedString()
    }
}
