import Foundation
import RolloutCore

/// Asks over HTTP for JSON, as somebody.
struct WebClient {
    /// Longest document, in bytes.
    static let longest = 4 << 20

    let place: WebPlace
    let timeout: Duration
    let secrets: SecretReader

    /// The documents at those paths, asked for at the same time.
    func documents(
        _ paths: [String],
        by deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble) -> [JSONDocument] {
        let authorization = try authorization()
        let endpoint = try HostAddress.numeric(place.endpoint)
        let requests = paths.map { path in
            var request = HTTPRequest(
                endpoint: endpoint,
                path: place.path + path,
                timeout: max(.zero, ContinuousClock.now.duration(to: deadline))
            )
            request.host = place.endpoint
            request.accept = "application/json"
            request.authorization = authorization
            request.bodyLimit = Self.longest
            request.overflow = .fail
            return request
        }
        var documents: [JSONDocument] = []
        for outcome in HTTPClient.blockingOutcomes(of: requests) {
            documents.append(try document(outcome))
        }
        return documents
    }

    private func authorization() throws(InquiryTrouble) -> String? {
        if let token = place.access.token {
            return "Bearer " + (try secrets.secret(token))
        }
        guard let user = place.access.user else { return nil }
        let pair = "\(user):\(try secrets.password(place.access) ?? "")"
        return "Basic " + Data(pair.utf8).base64EncodedString()
    }

    /// What a refusal's body says is left out: it may repeat what was sent.
    private func document(_ outcome: HTTPOutcome) throws(InquiryTrouble) -> JSONDocument {
        switch outcome {
        case .answered(let answer) where answer.isSuccess:
            guard let document = JSONDocument(answer.body) else {
                throw InquiryTrouble(words: "answered with something that is not JSON")
            }
            return document
        case .answered(let answer) where answer.status == 401 || answer.status == 403:
            throw InquiryTrouble(words: refusal(answer.status), isLasting: true)
        case .answered(let answer):
            // Prometheus says what is wrong with a query, and only then.
            let reason = JSONDocument(answer.body)?["error"]?.text.map { ": " + $0 } ?? ""
            let words = PrintedText.cleaned(reason.prefix(200))
            throw InquiryTrouble(words: "answered \(answer.status)\(masked(words))")
        case .refused: throw InquiryTrouble(words: "refused the connection")
        case .timedOut: throw .silent(timeout)
        case .broken(let words): throw InquiryTrouble(words: "did not answer: \(words)")
        }
    }

    private func masked(_ words: String) -> String {
        let places = [place.access.password, place.access.token].compactMap { $0 }
        return SecretMask(places.compactMap { try? secrets.secret($0) }).masked(words)
    }

    private func refusal(_ status: Int) -> String {
        let access = place.access
        if access.token != nil { return "answered \(status): the token was not accepted" }
        guard let user = access.user else {
            return "answered \(status): it wants a name or a token"
        }
        return "answered \(status): the password of \(user) was not accepted"
    }
}
