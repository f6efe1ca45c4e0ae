import RolloutCore

/// A row while its values are read, whichever format they are in.
struct RowDraft {
    private let line: Int
    private var second: Int?
    private var group: Arm?
    private var slice = ""
    private var weight: Double?
    private var requests: Int?
    private var errors: Int?
    private var errorsColumn = 1
    private var latency: [CountRow.Bound] = []
    private var latencyColumn = 1

    /// The latest second there can be: milliseconds since 1970 are beyond it.
    private static let lastSecond = 100_000_000_000
    /// The most requests of one second.
    private static let most = 1_000_000_000_000

    init(line: Int) { self.line = line }

    /// Takes in one value.
    ///
    /// - Throws: what is wrong with it.
    mutating func set(_ field: CountField, _ text: String, column: Int) throws(CountFileProblem) {
        switch field {
        case .second:
            second = try whole(text, "second", column, most: Self.lastSecond)
        case .group:
            guard let arm = Arm(rawValue: text) else {
                throw problem(column, "`group` is `\(text)`. Write `canary` or `stable`.")
            }
            group = arm
        case .slice: slice = text
        case .weight: weight = try share(text, column)
        case .requests: requests = try whole(text, "requests", column, most: Self.most)
        case .errors:
            errors = try whole(text, "errors", column, most: Self.most)
            errorsColumn = column
        case .latency(let most):
            let count = try whole(text, "le_\(most)", column, most: Self.most)
            latency.append(CountRow.Bound(most: most, requests: count))
            latencyColumn = column
        }
    }

    /// The row, once all its values are in.
    func row() throws(CountFileProblem) -> CountRow {
        guard let second else { throw problem(1, "there is no `second`.") }
        guard let group else { throw problem(1, "there is no `group`.") }
        guard let requests else { throw problem(1, "there is no `requests`.") }
        guard let errors else { throw problem(1, "there is no `errors`.") }
        guard errors <= requests else {
            throw problem(errorsColumn, "\(errors) errors of \(requests) requests cannot be.")
        }
        return CountRow(
            second: second,
            group: group,
            slice: slice,
            weight: weight,
            requests: requests,
            errors: errors,
            latency: try bounds(requests),
            line: line
        )
    }

    private func bounds(_ requests: Int) throws(CountFileProblem) -> [CountRow.Bound] {
        let sorted = latency.sorted { $0.most < $1.most }
        guard let last = sorted.last else { return [] }
        guard last.most == .infinity, sorted.count > 1 else {
            throw problem(
                latencyColumn,
                "latencies need a finite bound, and `le_inf` for all that were timed."
            )
        }
        for (lower, upper) in zip(sorted, sorted.dropFirst()) where lower.requests > upper.requests
        {
            throw problem(
                latencyColumn,
                "\(lower.requests) requests took at most \(lower.most) ms and only "
                    + "\(upper.requests) at most \(upper.most) ms. Each bound counts all below it."
            )
        }
        guard last.requests <= requests else {
            throw problem(
                latencyColumn,
                "\(last.requests) requests were timed, of \(requests) that there were."
            )
        }
        return sorted
    }

    private func whole(
        _ text: String,
        _ name: String,
        _ column: Int,
        most: Int
    ) throws(CountFileProblem) -> Int {
        guard let number = Int(text) else {
            throw problem(column, "`\(name)` is `\(text)`. Write a whole number.")
        }
        guard number >= 0 else {
            throw problem(column, "`\(name)` is \(number), below 0. Write a count from 0.")
        }
        guard number <= most else {
            let unit = name == "second" ? " Write seconds, not milliseconds." : ""
            throw problem(column, "`\(name)` is \(number), more than \(most).\(unit)")
        }
        return number
    }

    /// A percentage; empty is none.
    private func share(_ text: String, _ column: Int) throws(CountFileProblem) -> Double? {
        guard !text.isEmpty else { return nil }
        let isMarked = text.hasSuffix("%")
        let digits = isMarked ? String(text.dropLast()) : text
        guard let percent = digits.decimal, percent <= 100 else {
            throw problem(column, "`weight` is `\(text)`. Write 0 to 100, in percent.")
        }
        // 0.05 may be 5% or what it says, and a verdict must not rest on a guess.
        guard isMarked || percent == 0 || percent >= 1 else {
            throw problem(
                column,
                "`weight` is `\(text)`: a share, or percent? Write it with `%`, such as 5%."
            )
        }
        return percent / 100
    }

    private func problem(_ column: Int, _ sentence: String) -> CountFileProblem {
        CountFileProblem(line, column, sentence)
    }
}
