/// The numbers one instance offers, as it wrote them in OpenMetrics or Prometheus text.
///
/// Read as both formats allow (OpenMetrics 1.0; Prometheus text 0.0.4): what follows a value, a
/// timestamp or an exemplar, is checked and dropped, because a reading is of now.
struct OpenMetricsText: Sendable, Equatable {
    /// One line with a number.
    struct Sample: Sendable, Equatable {
        /// The name with its suffix, such as `webhook_receipts_total`.
        var name: String
        /// What tells it from others of that name, unescaped.
        var labels: [String: String]
        /// The number; may be NaN or infinite.
        var value: Double
    }

    /// Why a text cannot be used, and where.
    struct Problem: Error, Equatable {
        /// Counted from 1.
        var line: Int
        /// What is wrong there.
        var words: String
    }

    /// Longest text read, in bytes.
    static let byteLimit = 4 * 1_024 * 1_024
    /// Most samples read.
    static let sampleLimit = 100_000

    /// The samples in the order of the text.
    private(set) var samples: [Sample] = []
    /// The kind of each family the text declares: `counter`, `gauge`, `histogram`.
    private(set) var kinds: [String: String] = [:]

    /// Reads a whole text.
    ///
    /// Prometheus text has no end mark, so a missing one is no problem; anything behind it is.
    init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count <= Self.byteLimit else {
            throw Problem(line: 1, words: "longer than \(Self.byteLimit / 1_024 / 1_024) MiB")
        }
        var number = 0
        var isEnded = false
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { continue }
            guard !isEnded else { throw Problem(line: number, words: "text behind # EOF") }
            var reader = OpenMetricsLine(line, number: number)
            if line.first == UInt8(ascii: "#") {
                isEnded = try readComment(&reader)
            } else {
                guard samples.count < Self.sampleLimit else {
                    throw Problem(line: number, words: "more than 100,000 samples")
                }
                samples.append(try reader.sample())
            }
        }
    }

    /// The values of every sample that has that name, or that name with `_total`, NaN left out.
    ///
    /// OpenMetrics declares a counter without the suffix its sample has; plans may name either.
    func values(named name: String) -> [Double] {
        let counter = name + "_total"
        return samples.filter { ($0.name == name || $0.name == counter) && !$0.value.isNaN }
            .map(\.value)
    }

    /// Takes in a line that begins with `#`, and says whether it is the end mark.
    private mutating func readComment(_ reader: inout OpenMetricsLine) throws(Problem) -> Bool {
        let words = reader.words(atMost: 4)
        guard words.count > 1, words[0] == "#" else { return false }
        switch words[1] {
        case "EOF" where words.count == 2: return true
        case "TYPE":
            guard words.count == 4 else { throw reader.problem("# TYPE without name and kind") }
            guard kinds[words[2]] == nil else {
                throw reader.problem("a second # TYPE of \(words[2])")
            }
            kinds[words[2]] = words[3]
            return false
        default: return false
        }
    }
}
