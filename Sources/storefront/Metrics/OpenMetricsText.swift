/// Writes metrics in the OpenMetrics text format, version 1.0.0.
struct OpenMetricsText {
    static let contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    private var lines: [String] = []

    /// The document, ended as the format demands: one cut short is told from a short one.
    var text: String { (lines + ["# EOF"]).joined(separator: "\n") + "\n" }

    mutating func gauge(_ name: String, unit: String? = nil, help: String, _ value: Double) {
        describe(name, type: "gauge", unit: unit, help: help)
        lines.append("\(name) \(Self.number(value))")
    }

    /// A counter family; `name` comes without the `_total` that its samples carry.
    mutating func counter(
        _ name: String,
        help: String,
        _ samples: [(labels: [(String, String)], value: UInt64)]
    ) {
        describe(name, type: "counter", unit: nil, help: help)
        for sample in samples {
            lines.append("\(name)_total\(Self.labels(sample.labels)) \(sample.value)")
        }
    }

    mutating func histogram(_ name: String, help: String, _ histogram: Histogram) {
        describe(name, type: "histogram", unit: "seconds", help: help)
        var cumulated: UInt64 = 0
        let bounds = Histogram.bounds.map(String.init(describing:)) + ["+Inf"]
        for (bound, count) in zip(bounds, histogram.counts) {
            cumulated += count
            lines.append("\(name)_bucket{le=\"\(bound)\"} \(cumulated)")
        }
        lines.append("\(name)_count \(cumulated)")
        lines.append("\(name)_sum \(Self.number(histogram.sumSeconds))")
    }

    /// Facts about the process as labels of a sample that is always 1.
    mutating func info(_ name: String, help: String, _ labels: [(String, String)]) {
        describe(name, type: "info", unit: nil, help: help)
        lines.append("\(name)_info\(Self.labels(labels)) 1")
    }

    private mutating func describe(_ name: String, type: String, unit: String?, help: String) {
        lines.append("# TYPE \(name) \(type)")
        if let unit { lines.append("# UNIT \(name) \(unit)") }
        lines.append("# HELP \(name) \(Self.escaped(help))")
    }

    private static func labels(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { "\($0.0)=\"\(escaped($0.1))\"" }
        return "{\(pairs.joined(separator: ","))}"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
            .replacing("\"", with: "\\\"")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
