import RolloutCore

/// Puts one question to one source, again and again.
protocol InquiryClient: Sendable {
    /// The numbers there are now; blocks its thread, at most until about `deadline`.
    ///
    /// Called by one thread at a time.
    func answer(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) -> [InquiryNumber]
}

/// A question as it is put: to whom, what, and within what limits.
struct InquiryQuestion: Sendable, Hashable {
    /// Whom and what, with a revision's label put in.
    var source: InquirySource
    /// Time between two questions.
    var every: Duration
    /// How long an answer may take.
    var timeout: Duration
    /// How old a number may be that the source itself keeps.
    var staleness: Duration

    /// A client that puts this question.
    func client(secrets: SecretReader) -> any InquiryClient {
        switch source {
        case .prometheus(let query):
            PrometheusClient(query: query, staleness: staleness, timeout: timeout, secrets: secrets)
        case .postgres(let query):
            PostgresClient(query: query, timeout: timeout, secrets: secrets)
        case .redis(let query):
            RedisClient(query: query, timeout: timeout, secrets: secrets)
        case .rabbitMQ(let query):
            RabbitMQClient(query: query, timeout: timeout, secrets: secrets)
        case .http(let query):
            JSONClient(query: query, timeout: timeout, secrets: secrets)
        case .command(let query):
            CommandClient(query: query, timeout: timeout, secrets: secrets)
        }
    }
}
