import Foundation
import RolloutCore

/// Finds secrets where a plan says they are, each time anew, so that a changed one is used.
package struct SecretReader: Sendable {
    /// Longest secret in a file, in bytes.
    static let longest = 64 * 1_024

    private let value: @Sendable (String) -> String?

    /// A reader that takes variables from `value`.
    package init(value: @escaping @Sendable (String) -> String?) { self.value = value }

    /// The value of a variable of the steward.
    func variable(_ name: String) throws(InquiryTrouble) -> String {
        guard let text = value(name), !text.isEmpty else {
            throw InquiryTrouble(words: "was not asked: the variable \(name) is not set")
        }
        return text
    }

    /// The secret at that place.
    func secret(_ place: SecretPlace) throws(InquiryTrouble) -> String {
        switch place {
        case .variable(let name): return try variable(name)
        case .file(let path):
            guard let file = FileHandle(forReadingAtPath: path),
                let data = try? file.read(upToCount: Self.longest), !data.isEmpty
            else { throw InquiryTrouble(words: "was not asked: \(path) cannot be read") }
            var text = Substring(String(decoding: data, as: UTF8.self))
            while text.last?.isNewline == true { text.removeLast() }
            return String(text)
        }
    }

    /// The password of an access; nil when it has none.
    func password(_ access: Access) throws(InquiryTrouble) -> String? {
        guard let place = access.password else { return nil }
        return try secret(place)
    }
}
