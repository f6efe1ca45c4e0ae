/// Bytes as text, after RFC 4648; this module has no Foundation.
enum Base64 {
    /// The text, padded to a multiple of four characters.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var encoded: [UInt8] = []
        var group: UInt32 = 0
        var count = 0
        func flush() {
            for place in 0...count { encoded.append(digits[Int(group >> (18 - 6 * place) & 63)]) }
            encoded += repeatElement(UInt8(ascii: "="), count: 3 - count)
        }
        for byte in bytes {
            group |= UInt32(byte) << (16 - 8 * UInt32(count))
            count += 1
            guard count == 3 else { continue }
            flush()
            (group, count) = (0, 0)
        }
        if count > 0 { flush() }
        return String(decoding: encoded, as: UTF8.self)
    }
}
