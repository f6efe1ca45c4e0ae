import Synchronization

/// What an instance counts about itself from its start on.
final class Metrics: Sendable {
    /// Which requests are counted together.
    struct RequestKind: Hashable, Sendable {
        /// The pattern of the path, never the path itself: a series a customer would be endless.
        var route: String
        var code: Int
    }

    /// The counts of one moment.
    struct Snapshot: Sendable {
        var requests: [RequestKind: UInt64] = [:]
        var durations = Histogram()
        /// Genuine deliveries that arrived, accepted or not.
        var webhookDeliveries: UInt64 = 0
        /// Genuine deliveries that were not accepted.
        var webhookFailures: UInt64 = 0
        /// Deliveries whose signature was missing or wrong, which says nothing about the shop.
        var webhookForgeries: UInt64 = 0
        /// Order pages by the checkout they showed.
        var checkouts: [Checkout: UInt64] = [:]
    }

    private let counts = Mutex(Snapshot())

    var snapshot: Snapshot { counts.withLock { $0 } }

    /// Counts one answered request; one without a duration only by its code.
    func recordRequest(route: String, code: Int, duration: Duration?) {
        counts.withLock {
            $0.requests[RequestKind(route: route, code: code), default: 0] += 1
            if let duration { $0.durations.record(duration) }
        }
    }

    func recordGenuineDelivery(isAccepted: Bool) {
        counts.withLock {
            $0.webhookDeliveries += 1
            if !isAccepted { $0.webhookFailures += 1 }
        }
    }

    func recordCheckout(_ checkout: Checkout) {
        counts.withLock { $0.checkouts[checkout, default: 0] += 1 }
    }

    func recordForgery() {
        counts.withLock { $0.webhookForgeries += 1 }
    }
}
