import RolloutCore

/// Asks the management interface of a RabbitMQ server for the length of a queue.
///
/// It asks for the list of queues with totals and without statistics, because those totals are
/// taken when asked for; what the queue's own page says is several seconds old.
struct RabbitMQClient: InquiryClient {
    let query: RabbitMQQuery
    let timeout: Duration
    let secrets: SecretReader

    func answer(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) -> [InquiryNumber] {
        let client = WebClient(place: query.server, timeout: timeout, secrets: secrets)
        guard let list = try client.documents([path], by: deadline).first else { return [] }
        guard case .list(let queues) = list["items"] else {
            throw InquiryTrouble(words: "answered without a list of queues")
        }
        guard let queue = queues.first(where: { $0["name"]?.text == query.queue }) else {
            throw InquiryTrouble(
                words: "has no queue \(query.queue) in the virtual host \(query.virtualHost)"
            )
        }
        guard let value = queue[field]?.finite else {
            throw InquiryTrouble(words: "does not say how long the queue \(query.queue) is")
        }
        return InquiryNumber.numbers(value, over: nil)
    }

    private var field: String {
        switch query.count {
        case .waiting: "messages_ready"
        case .taken: "messages_unacknowledged"
        case .all: "messages"
        }
    }

    private var path: String {
        let name = query.queue.map { character in
            character.isLetter || character.isNumber ? "\(character)" : "\\\(character)"
        }.joined()
        return "/api/queues/\(query.virtualHost.percentEncoded)?page=1&page_size=100"
            + "&name=\("^\(name)$".percentEncoded)&use_regex=true"
            + "&disable_stats=true&enable_queue_totals=true"
    }
}
