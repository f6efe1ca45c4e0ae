package import RolloutCore

/// What a Prometheus server knows of a service's past, instance by instance.
///
/// Read once and held: a day of ten instances, one reading every 15 s, is some megabytes.
package struct PrometheusPast: HistorySource {
    /// Time asked for at once, so that no answer gets too long.
    private static let chunk = 21_600

    package let interval: Int
    private let seconds: [HistorySecond]

    package func forEachSecond(_ body: (HistorySecond) -> Void) { seconds.forEach(body) }

    /// Whether the server knows nothing of it.
    package var isEmpty: Bool { seconds.isEmpty }

    /// Asks for the span before `end`.
    ///
    /// Blocks its thread, at most `limit`. Counters that were reset in between make a gap of that
    /// instance, never a negative count.
    /// - Throws: a ``Failure`` with what was asked and what came of it.
    package init(
        _ query: PrometheusHistory,
        _ span: Duration,
        before end: Timestamp,
        within limit: Duration,
        secrets: SecretReader
    ) throws(Failure) {
        let deadline = ContinuousClock.now + limit
        let client = WebClient(place: query.server, timeout: limit, secrets: secrets)
        interval = query.step
        let last = Int(end.microseconds / 1_000_000) / query.step * query.step
        let first = last - Int(span.components.seconds) / query.step * query.step
        var requests = CounterTable()
        var errors = CounterTable()
        for begin in stride(from: first, to: last, by: Self.chunk) {
            let span = begin...min(begin + Self.chunk, last)
            do {
                let documents = try client.documents(
                    [query.requests, query.errors].map { Self.path($0, span, query.step) },
                    by: deadline
                )
                requests.add(documents[0]["data"], label: query.label)
                errors.add(documents[1]["data"], label: query.label)
            } catch {
                throw Failure(
                    .unreachable,
                    "the history was not imported: Prometheus at \(query.server.endpoint) "
                        + "\(error.words)."
                )
            }
        }
        seconds = Self.seconds(requests, errors, first...last, query.step)
    }

    private static func path(_ text: String, _ span: ClosedRange<Int>, _ step: Int) -> String {
        "/api/v1/query_range?query=\(text.percentEncoded)&start=\(span.lowerBound)"
            + "&end=\(span.upperBound)&step=\(step)"
    }

    /// One second for each step: what was counted between two readings.
    private static func seconds(
        _ requests: CounterTable,
        _ errors: CounterTable,
        _ span: ClosedRange<Int>,
        _ step: Int
    ) -> [HistorySecond] {
        stride(from: span.lowerBound, to: span.upperBound, by: step).compactMap { begin in
            let slices = requests.instances.compactMap { id -> HistorySecond.Slice? in
                guard let served = requests.rise(of: id, from: begin, to: begin + step),
                    // A counter of errors often begins with the first one.
                    let failed = errors.rise(of: id, from: begin, to: begin + step, else: 0)
                else { return nil }
                return HistorySecond.Slice(
                    id: InstanceID(rawValue: id),
                    counts: ArmCounts(requests: served, errors: failed)
                )
            }
            guard !slices.isEmpty else { return nil }
            return HistorySecond(second: Timestamp(seconds: Int64(begin)), slices: slices)
        }
    }
}

/// The values of counters by instance and second.
private struct CounterTable {
    private var values: [String: [Int: Double]] = [:]

    /// The instances by name.
    var instances: [String] { values.keys.sorted() }

    /// Takes in the series of a range query; several of one instance are added up.
    mutating func add(_ data: JSONDocument?, label: String) {
        guard case .list(let series) = data?["result"] else { return }
        var added: [String: [Int: Double]] = [:]
        for line in series {
            guard case .list(let points) = line["values"],
                let id = line["metric"]?[label]?.text
            else { continue }
            for point in points {
                guard let second = point[0]?.finite, let value = point[1]?.finite else { continue }
                added[id, default: [:]][Int(second), default: 0] += value
            }
        }
        for (id, points) in added {
            // Chunks share their edge, which is one reading and no sum.
            values[id, default: [:]].merge(points) { _, new in new }
        }
    }

    /// By how much it rose; nil when it was not read at both ends or was reset in between, and
    /// `absent` when it was read at neither.
    func rise(of id: String, from begin: Int, to end: Int, else absent: Int? = nil) -> Int? {
        let (before, after) = (values[id]?[begin], values[id]?[end])
        if before == nil, after == nil { return absent }
        guard let after, let begin = before ?? absent.map(Double.init), after >= begin else {
            return nil
        }
        return Int(min((after - begin).rounded(), 1e15))
    }
}
