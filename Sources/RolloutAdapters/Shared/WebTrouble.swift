import Foundation
import RolloutCore

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What the system's library says went wrong, as an outcome in our words.
///
/// Its own words may repeat the address, so only what it says of a certificate is handed on. On
/// Linux it gives most troubles of encryption one code, and what curl says of them.
struct WebTrouble {
    /// What curl puts before the reason when a certificate does not hold.
    private static let lead = "SSL certificate problem: "

    let outcome: WebOutcome

    init(_ error: any Error, timeout: Duration) {
        let text = (error as NSError).localizedDescription
        switch (error as? URLError)?.code {
        case .timedOut: outcome = .timedOut(timeout)
        case .cannotConnectToHost: outcome = .unreachable("could not be connected to")
        case .cannotFindHost, .dnsLookupFailed: outcome = .unreachable("has a host nobody knows")
        case .notConnectedToInternet: outcome = .unreachable("is in a network out of reach")
        case .serverCertificateHasBadDate: outcome = Self.untrusted("it is out of date")
        case .serverCertificateUntrusted, .serverCertificateHasUnknownRoot,
            .serverCertificateNotYetValid:
            outcome = Self.untrusted(nil)
        case .secureConnectionFailed: outcome = Self.unencrypted
        case .networkConnectionLost, .badServerResponse:
            outcome = .broken("closed the connection before its answer was complete")
        case .unsupportedURL: outcome = .broken("answered with something that is not HTTP")
        default: outcome = Self.outcome(saying: text)
        }
    }

    private static func outcome(saying text: String) -> WebOutcome {
        if let lead = text.range(of: lead) {
            return untrusted(PrintedText.cleaned(text[lead.upperBound...].prefix(120)))
        }
        if text.contains("subject name") { return untrusted("it is for another name") }
        if text.contains("certificate") { return untrusted(nil) }
        if text.contains("SSL_connect") || text.contains("wrong version") { return unencrypted }
        if text.contains("transfer closed") {
            return .broken("closed the connection before its answer was complete")
        }
        return .broken("gave no answer that could be read")
    }

    private static func untrusted(_ reason: String?) -> WebOutcome {
        .unreachable(
            "has a certificate this host does not trust" + (reason.map { " (\($0))" } ?? "")
                + "; have the authority that signed it added to those this host trusts, or have "
                + "the service show another"
        )
    }

    private static let unencrypted = WebOutcome.unreachable(
        "did not agree on encryption; see whether http:// is meant instead of https://"
    )
}
