import RolloutCore

/// Reads a number out of a JSON document that something offers over HTTP.
struct JSONClient: InquiryClient {
    let query: JSONQuery
    let timeout: Duration
    let secrets: SecretReader

    func answer(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) -> [InquiryNumber] {
        let client = WebClient(place: query.server, timeout: timeout, secrets: secrets)
        guard let document = try client.documents([""], by: deadline).first else { return [] }
        func number(_ way: String) throws(InquiryTrouble) -> Double {
            guard let number = document.number(at: way) else {
                let place = way.isEmpty ? "as its answer" : "at `\(way)`"
                throw InquiryTrouble(words: "has no number \(place)")
            }
            return number
        }
        let value = try number(query.value)
        guard let over = query.over else { return InquiryNumber.numbers(value, over: nil) }
        return InquiryNumber.numbers(value, over: try number(over))
    }
}
