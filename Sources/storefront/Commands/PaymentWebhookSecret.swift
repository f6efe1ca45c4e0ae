import ArgumentParser
import Foundation

/// The secret shared with the payment gateway.
///
/// It comes from the environment only, so that no list of processes shows it.
enum PaymentWebhookSecret {
    static let variable = "PAYMENT_WEBHOOK_SECRET"

    /// The secret, or the sentence that says how to set it.
    static var value: String {
        get throws {
            guard let secret = ProcessInfo.processInfo.environment[variable], !secret.isEmpty
            else {
                throw ValidationError(
                    "\(variable) is not set: payment webhooks cannot be signed or checked."
                )
            }
            return secret
        }
    }
}
