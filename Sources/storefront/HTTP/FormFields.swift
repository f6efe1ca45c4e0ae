import Foundation

/// Names and values written as `a=1&b=two+words`, in a query or in a form.
struct FormFields: Sendable {
    private let fields: [(name: Substring, value: Substring)]

    init(_ text: String) {
        fields = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
    }

    /// The decoded value of the first field of that name.
    subscript(name: String) -> String? {
        guard let field = fields.first(where: { $0.name == name }) else { return nil }
        return field.value.replacing("+", with: " ").removingPercentEncoding
    }
}
