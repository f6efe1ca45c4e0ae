/// What one instance, or one slice of the clients, had of one kind of event, second by second.
struct RehearsalSlice: Sendable {
    /// Requests; for slow requests those that were answered.
    var requests: [Int32] = []
    /// Events as they count while it is part of the baseline.
    var events: [Int32] = []
    /// Events as they count while it plays the canary: for slow requests beyond the margin too.
    var canaryEvents: [Int32] = []

    /// Adds a second; counts beyond two thousand million are cut to that.
    mutating func append(requests: Double, events: Double, canaryEvents: Double) {
        self.requests.append(Self.whole(requests))
        self.events.append(Self.whole(events))
        self.canaryEvents.append(Self.whole(canaryEvents))
    }

    private static func whole(_ count: Double) -> Int32 {
        Int32(max(0, min(count, Double(Int32.max))))
    }

    /// The requests of all seconds.
    var allRequests: Double { requests.reduce(0) { $0 + Double($1) } }

    /// The events of all seconds, as they count in the baseline.
    var allEvents: Double { events.reduce(0) { $0 + Double($1) } }
}

extension RehearsalSlice {
    /// All slices together; events as they count in the baseline.
    init(sumOf slices: [RehearsalSlice]) {
        guard let first = slices.first else { return }
        requests = first.requests
        events = first.events
        for slice in slices.dropFirst() {
            for second in slice.requests.indices {
                requests[second] = Self.sum(requests[second], slice.requests[second])
                events[second] = Self.sum(events[second], slice.events[second])
            }
        }
        canaryEvents = events
    }

    private static func sum(_ left: Int32, _ right: Int32) -> Int32 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
