import Crypto
import Foundation

/// The signature of the Standard Webhooks specification, version 1.
///
/// HMAC-SHA256 over id, timestamp and body with dots between, in base64 after `v1,`.
struct StandardWebhook: Sendable {
    /// How far a timestamp may be from now, in seconds, before it counts as a recording.
    static let tolerance = 300.0

    private static let prefix = "whsec_"
    private let key: SymmetricKey

    /// - Parameter secret: `whsec_` and the key in base64; without that word, the key itself.
    init?(secret: String) {
        guard secret.hasPrefix(Self.prefix) else {
            key = SymmetricKey(data: Data(secret.utf8))
            return
        }
        guard let bytes = Data(base64Encoded: String(secret.dropFirst(Self.prefix.count))) else {
            return nil
        }
        key = SymmetricKey(data: bytes)
    }

    /// What `webhook-signature` has to say.
    func sign(id: String, timestamp: String, _ body: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(id).\(timestamp).".utf8) + body,
            using: key
        )
        return "v1," + Data(code).base64EncodedString()
    }

    /// Whether one of the signatures in the header fits, and the time is near `now`.
    func isGenuine(_ request: Request, now: Double) -> Bool {
        guard let id = request.headers["webhook-id"], !id.isEmpty,
            let timestamp = request.headers["webhook-timestamp"],
            let seconds = Double(timestamp), abs(now - seconds) <= Self.tolerance,
            let signatures = request.headers["webhook-signature"]
        else { return false }
        let signed = Array("\(id).\(timestamp).".utf8) + request.body
        return signatures.split(separator: " ").contains { signature in
            guard signature.hasPrefix("v1,"),
                let code = Data(base64Encoded: String(signature.dropFirst(3)))
            else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: key)
        }
    }
}
