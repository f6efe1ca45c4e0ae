import Crypto
import Foundation

/// The signature that proves a payment webhook comes from the payment gateway.
///
/// HMAC-SHA256 over the body, sent as `X-Signature: sha256=<hexadecimal digits>`.
struct WebhookSignature: Sendable {
    private static let scheme = "sha256="
    private let key: SymmetricKey

    init(secret: String) {
        key = SymmetricKey(data: Data(secret.utf8))
    }

    /// The header value for a body.
    func sign(_ body: [UInt8]) -> String {
        Self.scheme + hexadecimal(HMAC<SHA256>.authenticationCode(for: body, using: key))
    }

    /// Whether a header value fits a body, in a time that does not depend on where it differs.
    func isGenuine(_ header: String?, for body: [UInt8]) -> Bool {
        guard let header, header.hasPrefix(Self.scheme),
            let code = Data(hexadecimal: header.dropFirst(Self.scheme.count))
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key)
    }
}
