/// The name of a service, as its plan spells it; unique on one steward's host.
package struct ServiceName: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// Letters, digits, `-` and `_`; the plan reader refuses anything else, so it is safe in paths.
    package let rawValue: String

    /// A name that was checked by the plan reader or comes from a journal.
    package init(rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }
}

/// The number of a release within one service's journal, counted from 1.
package struct ReleaseID: RawRepresentable, Sendable, Hashable, Comparable, Codable,
    CustomStringConvertible
{
    /// Rises by one with every release of the service, refused ones included.
    package let rawValue: Int

    /// The release with that number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static func < (left: ReleaseID, right: ReleaseID) -> Bool {
        left.rawValue < right.rawValue
    }

    /// As shown and typed: `r7`.
    package var description: String { "r\(rawValue)" }
}

/// The name of one instance, such as `storefront-5`.
///
/// Numbers are never used twice within a service, so a name in an old recording cannot be
/// mistaken for a process that runs today, and a process found with the name is that instance.
package struct InstanceID: RawRepresentable, Sendable, Hashable, Comparable, Codable,
    CodingKeyRepresentable, CustomStringConvertible
{
    /// Service name, dash, number.
    package let rawValue: String

    /// The instance of that name, as read from a journal or from a router.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// The instance with that number of a service.
    package init(_ service: ServiceName, _ number: Int) {
        self.init(rawValue: "\(service)-\(number)")
    }

    /// The number behind the last dash; 0 for a name that has none.
    package var number: Int {
        // By bytes, because thousands of names are sorted by it many times a second.
        var number = 0
        var place = 1
        for byte in rawValue.utf8.reversed() {
            guard byte != 0x2D else { return number }
            guard (0x30...0x39).contains(byte), place < 1_000_000_000_000_000_000 else { return 0 }
            number += Int(byte - 0x30) * place
            place *= 10
        }
        return number
    }

    package static func < (left: InstanceID, right: InstanceID) -> Bool {
        let (mine, theirs) = (left.number, right.number)
        return mine == theirs ? left.rawValue < right.rawValue : mine < theirs
    }

    package var description: String { rawValue }
}

/// What identifies an artifact: an algorithm and the hash of its bytes, `sha256:9f2c…`.
package struct Digest: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// `sha256:` and 64 lowercase hexadecimal digits.
    package let rawValue: String

    /// Accepts `sha256:` with 64 hexadecimal digits; anything else is nil.
    package init?(rawValue text: String) {
        let prefix = "sha256:"
        guard text.hasPrefix(prefix) else { return nil }
        let hex = text.dropFirst(prefix.count).lowercased()
        guard hex.count == 64, hex.allSatisfy(\.isHexDigit) else { return nil }
        rawValue = prefix + hex
    }

    /// The first twelve digits, enough to tell digests apart on a screen.
    package var short: String { String(rawValue.dropFirst(7).prefix(12)) }

    package var description: String { rawValue }
}
