import Crypto
import Foundation

/// Password hashes: PBKDF2 with HMAC-SHA256 (RFC 8018), one block.
enum Password {
    /// Far fewer rounds than a shop with real customers needs: signing in must not be what a
    /// load test of the demo measures.
    static let rounds = 200

    static func hash(_ password: String, salt: Data) -> Data {
        let key = SymmetricKey(data: Data(password.utf8))
        var block = Data(HMAC<SHA256>.authenticationCode(for: salt + [0, 0, 0, 1], using: key))
        var result = [UInt8](block)
        for _ in 1..<rounds {
            block = Data(HMAC<SHA256>.authenticationCode(for: block, using: key))
            for (index, byte) in block.enumerated() { result[index] ^= byte }
        }
        return Data(result)
    }

    /// Compares in a time that does not tell how much of the hash was right.
    static func isEqual(_ one: Data, _ other: Data) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
