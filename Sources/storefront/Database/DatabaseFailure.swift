import Foundation

/// What a database said instead of doing what it was asked, in one line.
struct DatabaseFailure: Error, Equatable, CustomStringConvertible, LocalizedError {
    let description: String

    var errorDescription: String? { description }

    init(_ words: some StringProtocol) {
        description = words.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }
}
