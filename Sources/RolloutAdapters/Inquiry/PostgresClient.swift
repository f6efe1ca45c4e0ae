import RolloutCore

/// Asks a PostgreSQL server over one connection that it keeps.
///
/// Kept, because a server whose connections are used up takes no new one, and that is when the
/// number matters most.
final class PostgresClient: InquiryClient, @unchecked Sendable {  // A lane asks one at a time.
    private let query: PostgresQuery
    private let timeout: Duration
    private let secrets: SecretReader
    private var connection: PostgresConnection?

    /// A client that has not connected.
    init(query: PostgresQuery, timeout: Duration, secrets: SecretReader) {
        self.query = query
        self.timeout = timeout
        self.secrets = secrets
    }

    func answer(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) -> [InquiryNumber] {
        let isKept = connection != nil
        do throws(InquiryTrouble) {
            return try ask(by: deadline)
        } catch {
            connection = nil
            // A kept connection may have been closed since by the other side; that says nothing of
            // whether it answers now.
            guard isKept, error != .silent(timeout) else { throw error }
        }
        do throws(InquiryTrouble) {
            return try ask(by: deadline)
        } catch {
            connection = nil
            throw error
        }
    }

    private func ask(
        by deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble)
        -> [InquiryNumber]
    {
        let connection: PostgresConnection
        if let kept = self.connection {
            connection = kept
        } else {
            connection = try connect(by: deadline)
        }
        self.connection = connection
        let limit = Int(timeout.milliseconds.rounded(.up))
        try connection.run("begin read only; set local statement_timeout = \(limit)", by: deadline)
        let value = try connection.number(query.query ?? Self.used, by: deadline)
        var whole: Double?
        if let over = query.over ?? (query.query == nil ? Self.limit : nil) {
            whole = try connection.number(over, by: deadline)
        }
        try connection.run("rollback", by: deadline)
        return InquiryNumber.numbers(value, over: whole)
    }

    private func connect(
        by deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble)
        -> PostgresConnection
    {
        try PostgresConnection(
            query,
            password: try secrets.password(query.access),
            timeout: timeout,
            by: deadline
        )
    }

    /// Connections of clients.
    ///
    /// For those of other people, an unprivileged role sees that they are there and not of what
    /// kind.
    private static let used = """
        select count(*) from pg_catalog.pg_stat_activity
        where datid is not null and coalesce(backend_type, 'client backend') = 'client backend'
        """

    /// Those that all but a superuser may have.
    private static let limit = """
        select current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
        """
}
