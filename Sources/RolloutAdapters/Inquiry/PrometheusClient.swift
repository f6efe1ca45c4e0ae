import RolloutCore

/// Asks a Prometheus server by its HTTP interface, version 1.
struct PrometheusClient: InquiryClient {
    let query: PrometheusQuery
    /// How old a number may be there; by itself it would give ones of up to five minutes ago.
    let staleness: Duration
    let timeout: Duration
    let secrets: SecretReader

    func answer(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) -> [InquiryNumber] {
        let client = WebClient(place: query.server, timeout: timeout, secrets: secrets)
        let texts = [query.query] + (query.over.map { [$0] } ?? [])
        let documents = try client.documents(texts.map(path), by: deadline)
        var numbers: [InquiryNumber] = []
        for (index, document) in documents.enumerated() {
            numbers += try Self.numbers(document["data"], isWhole: index == 1, label: query.label)
        }
        return numbers
    }

    private func path(_ text: String) -> String {
        let lookBack = Int(staleness.milliseconds.rounded(.up))
        let limit = Int(timeout.milliseconds.rounded(.up))
        return "/api/v1/query?query=\(text.percentEncoded)&lookback_delta=\(lookBack)ms"
            + "&timeout=\(limit)ms"
    }

    /// The values of a vector or a scalar; those that are no numbers are left out.
    private static func numbers(
        _ data: JSONDocument?,
        isWhole: Bool,
        label: String?
    ) throws(InquiryTrouble) -> [InquiryNumber] {
        switch data?["resultType"]?.text {
        case "scalar":
            guard let value = data?["result"]?[1]?.finite else { return [] }
            return [InquiryNumber(isWhole: isWhole, value: value)]
        case "vector":
            guard case .list(let series) = data?["result"] else { return [] }
            return series.compactMap { number($0, isWhole: isWhole, label: label) }
        case let kind:
            throw InquiryTrouble(
                words: "gave a \(PrintedText.cleaned(kind ?? "document")), not one number a series"
            )
        }
    }

    private static func number(
        _ series: JSONDocument,
        isWhole: Bool,
        label: String?
    ) -> InquiryNumber? {
        guard let value = series["value"]?[1]?.finite, case .object(let labels) = series["metric"]
        else { return nil }
        let name = labels.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.text ?? "")" }.joined(separator: "\n")
        return InquiryNumber(
            isWhole: isWhole,
            series: name,
            label: label.flatMap { labels[$0]?.text },
            value: value
        )
    }
}
