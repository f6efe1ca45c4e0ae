import Foundation

extension Shop {
    /// Takes a payment webhook in.
    ///
    /// A delivery is genuine when its signature is. Only genuine ones count as deliveries, and a
    /// *failure* is a genuine one that was not accepted, whoever's fault the status says it is:
    /// a payment the shop does not know of is lost money, a forgery turned away is not.
    func acceptPayment(_ request: Request) async throws -> Response {
        let signature = request.headers["x-signature"]
        guard webhookSignature.isGenuine(signature, for: request.body) else {
            metrics.recordForgery()
            return .plain("The signature does not fit the body.", status: 401)
        }
        let response: Response
        do {
            response = try await acceptGenuine(request.body)
        } catch {
            metrics.recordGenuineDelivery(isAccepted: false)
            throw error
        }
        metrics.recordGenuineDelivery(isAccepted: response.status == 200)
        return response
    }

    private func acceptGenuine(_ body: [UInt8]) async throws -> Response {
        if faults.turnsWebhookAway() {
            return .plain("This kind of event is not known.", status: 422)
        }
        guard let event = try? JSONDecoder().decode(PaymentEvent.self, from: Data(body)) else {
            return .plain("The event cannot be read.", status: 422)
        }
        try await access.store().accept(event)
        return .plain("accepted")
    }
}
