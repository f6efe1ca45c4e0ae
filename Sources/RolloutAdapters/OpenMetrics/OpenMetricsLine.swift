import Foundation

/// Reads one line of OpenMetrics text from left to right.
struct OpenMetricsLine {
    private let number: Int
    private var rest: ArraySlice<UInt8>

    /// A reader at the beginning of the line with that number.
    init(_ line: ArraySlice<UInt8>, number: Int) {
        rest = line
        self.number = number
    }

    /// What is wrong with this line.
    func problem(_ words: String) -> OpenMetricsText.Problem {
        OpenMetricsText.Problem(line: number, words: PrintedText.cleaned(words))
    }

    /// The words between spaces; the last of them takes all that is left.
    func words(atMost count: Int) -> [String] {
        rest.split(separator: 0x20, maxSplits: count - 1).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// The whole line as a sample: name, labels, value, and what may follow.
    mutating func sample() throws(OpenMetricsText.Problem) -> OpenMetricsText.Sample {
        let name = takeName(allowingColons: true)
        guard !name.isEmpty else { throw problem("no metric name where the line begins") }
        let labels = rest.first == UInt8(ascii: "{") ? try takeLabels() : [:]
        guard skipBlanks() else { throw problem("no space between \(name) and its value") }
        let value = try takeNumber("value")
        try checkWhatFollows()
        return OpenMetricsText.Sample(name: name, labels: labels, value: value)
    }

    private mutating func checkWhatFollows() throws(OpenMetricsText.Problem) {
        _ = skipBlanks()
        if let first = rest.first, first != UInt8(ascii: "#") {
            _ = try takeNumber("timestamp")
            _ = skipBlanks()
        }
        guard !rest.isEmpty else { return }
        guard rest.starts(with: Array("# {".utf8)) else {
            throw problem("more than a value and a timestamp")
        }
        rest = rest.dropFirst(2)
        _ = try takeLabels()
        guard skipBlanks() else { throw problem("an exemplar without a value") }
        _ = try takeNumber("exemplar")
        guard skipBlanks(), !rest.isEmpty else { return }
        _ = try takeNumber("timestamp")
    }

    /// A name of letters, digits, `_` and, for metrics, `:`; empty when none begins here.
    private mutating func takeName(allowingColons: Bool) -> String {
        let name = rest.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"):
                true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: ":"): allowingColons
            default: false
            }
        }
        if let first = name.first, first < UInt8(ascii: ":"), first >= UInt8(ascii: "0") {
            return ""
        }
        rest = rest.dropFirst(name.count)
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func takeLabels() throws(OpenMetricsText.Problem) -> [String: String] {
        var labels: [String: String] = [:]
        rest.removeFirst()
        while true {
            _ = skipBlanks()
            if take(UInt8(ascii: "}")) { return labels }
            let name = takeName(allowingColons: false)
            guard !name.isEmpty else { throw problem("no label name between the braces") }
            _ = skipBlanks()
            guard take(UInt8(ascii: "=")) else { throw problem("no = behind label \(name)") }
            _ = skipBlanks()
            guard take(UInt8(ascii: "\"")) else { throw problem("no quote behind \(name)=") }
            guard labels.updateValue(try takeLabelValue(name), forKey: name) == nil else {
                throw problem("label \(name) twice")
            }
            _ = skipBlanks()
            guard take(UInt8(ascii: ",")) || rest.first == UInt8(ascii: "}") else {
                throw problem("neither , nor } behind label \(name)")
            }
        }
    }

    /// The value up to its closing quote, with `\\`, `\"` and `\n` undone.
    private mutating func takeLabelValue(
        _ name: String
    ) throws(OpenMetricsText.Problem) -> String {
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: value, as: UTF8.self)
            case UInt8(ascii: "\\"):
                switch rest.popFirst() {
                case UInt8(ascii: "n"): value.append(0x0A)
                case UInt8(ascii: "\\"): value.append(UInt8(ascii: "\\"))
                case UInt8(ascii: "\""): value.append(UInt8(ascii: "\""))
                default: throw problem("an unknown escape in label \(name)")
                }
            default: value.append(byte)
            }
        }
        throw problem("no closing quote behind label \(name)")
    }

    /// A decimal number, or NaN, or an infinity, in any case.
    private mutating func takeNumber(
        _ what: String
    ) throws(OpenMetricsText.Problem) -> Double {
        let word = rest.prefix { $0 != 0x20 && $0 != 0x09 }
        rest = rest.dropFirst(word.count)
        let text = String(decoding: word, as: UTF8.self)
        switch text.lowercased() {
        case "nan": return .nan
        case "+inf", "inf", "+infinity", "infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default:
            // Swift would also read hexadecimal numbers, which the format does not have.
            guard text.allSatisfy({ "+-.eE0123456789".contains($0) }), let value = Double(text)
            else { throw problem("\(text.isEmpty ? "nothing" : text) is no \(what)") }
            return value
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    /// Skips spaces and tabs, and says whether there were any.
    private mutating func skipBlanks() -> Bool {
        let count = rest.prefix { $0 == 0x20 || $0 == 0x09 }.count
        rest = rest.dropFirst(count)
        return count > 0
    }
}
