/// The samples a judgement may use: the newest ones, bounded in number.
package struct MetricWindow: Sendable, Hashable {
    /// Most samples kept: two minutes of seconds, twice the longest default window.
    package static let capacity = 120

    /// The samples, oldest first, at most ``capacity``.
    package private(set) var samples: [Sample] = []
    /// What stable served before it lost its last request, for judging at 100%.
    package private(set) var baseline: [Sample] = []

    /// A window nothing was measured in.
    package init() {}

    /// Takes in the next second; one that is not newer than the last is dropped.
    package mutating func add(_ sample: Sample) {
        if let last = samples.last, sample.second <= last.second { return }
        if samples.count == Self.capacity { samples.removeFirst() }
        samples.append(sample)
    }

    /// Remembers what stable served, because from now on it gets no requests to compare with.
    package mutating func keepBaseline() {
        baseline = samples
    }

    /// The samples of the span before `now`.
    package func samples(within span: Duration, before now: Timestamp) -> ArraySlice<Sample> {
        let first = samples.firstIndex { $0.second >= now - span } ?? samples.endIndex
        return samples[first...]
    }
}
