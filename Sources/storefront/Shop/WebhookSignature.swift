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
            let code = Self.bytes(hexadecimal: header.dropFirst(Self.scheme.count))
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key)
    }

    private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count == SHA256.byteCount * 2 else {
            return nil
        }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}
