import Foundation
import Synchronization

/// The payment gateway of the demo: it takes payments, and tells the shop of each by a webhook.
///
/// A webhook is sent until the shop has accepted it or the tries are used up; every try carries
/// the same number.
final class Gateway: Sendable {
    /// What became of the payments.
    struct Counts: Sendable, Equatable, Encodable {
        /// Payments taken.
        var taken = 0
        /// Payments the shop has accepted the webhook of.
        var told = 0
        /// Webhooks sent again.
        var retries = 0
        /// Payments the shop was told of in vain as often as it is tried.
        var givenUp = 0
    }

    /// How often a webhook is sent, and the pauses between.
    struct Persistence: Sendable {
        var tries = 12
        var firstPause: Duration = .milliseconds(200)
        var longestPause: Duration = .seconds(5)

        /// The pause after that many tries.
        func pause(after tries: Int) -> Duration {
            min(firstPause * (1 << min(tries - 1, 16)), longestPause)
        }
    }

    let outage = OutageSwitch()
    private let shop: WebClient
    private let signature: WebhookSignature
    private let persistence: Persistence
    private let counts = Mutex(Counts())
    private let payments: AsyncStream<PaymentEvent>
    private let took: AsyncStream<PaymentEvent>.Continuation

    init(shop: WebClient, secret: String, persistence: Persistence = Persistence()) {
        self.shop = shop
        self.persistence = persistence
        signature = WebhookSignature(secret: secret)
        (payments, took) = AsyncStream.makeStream()
    }

    var snapshot: Counts { counts.withLock { $0 } }

    /// Answers one request.
    func answer(_ request: Request) -> Response {
        if let response = outage.answer(request) { return response }
        guard request.path == "/payments" else {
            return .plain("There is no such page.", status: 404)
        }
        guard request.method == "POST" else { return .json(snapshot) }
        guard !outage.isDown else { return OutageSwitch.refusal }
        guard let reference = request.form["reference"], !reference.isEmpty else {
            return .plain("Which order is paid is missing.", status: 400)
        }
        let event = PaymentEvent(id: "payment-" + Store.randomText(bytes: 8), reference: reference)
        counts.withLock { $0.taken += 1 }
        took.yield(event)
        return .plain(event.id, status: 202)
    }

    /// Tells the shop of payments until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await event in payments {
                group.addTask { await self.tell(event) }
            }
        }
    }

    private func tell(_ event: PaymentEvent) async {
        guard let body = try? JSONEncoder().encode(event) else { return }
        let bytes = Array(body)
        let headers = [("X-Signature", signature.sign(bytes))]
        for attempt in 1...persistence.tries {
            if await shop.post("/webhooks/payment", bytes, headers: headers) == 200 {
                return counts.withLock { $0.told += 1 }
            }
            guard attempt < persistence.tries else { break }
            try? await Task.sleep(for: persistence.pause(after: attempt))
            guard !Task.isCancelled else { return }
            counts.withLock { $0.retries += 1 }
        }
        counts.withLock { $0.givenUp += 1 }
    }
}
