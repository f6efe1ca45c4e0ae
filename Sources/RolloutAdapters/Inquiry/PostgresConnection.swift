import CLibPQ
import Foundation
import RolloutCore

/// One connection to a PostgreSQL server, by PostgreSQL's own library, without ever waiting there.
///
/// It belongs to one thread at a time.
final class PostgresConnection {
    private let handle: OpaquePointer
    private let timeout: Duration
    private let mask: SecretMask

    /// Connects.
    init(
        _ query: PostgresQuery,
        password: String?,
        timeout: Duration,
        by deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble) {
        var parts: [String: String] = [
            "dbname": query.database, "application_name": "handoff",
            "sslmode": query.requiresTLS ? "require" : "prefer",
        ]
        parts["user"] = query.access.user
        parts["password"] = password
        if let colon = query.server.lastIndex(of: ":"), !query.server.hasPrefix("/") {
            parts["host"] = String(query.server[..<colon])
            parts["port"] = String(query.server[query.server.index(after: colon)...])
        } else {
            parts["host"] = query.server
        }
        guard let handle = Self.start(parts) else {
            throw InquiryTrouble(words: "was not asked: no memory for a connection")
        }
        self.handle = handle
        self.timeout = timeout
        mask = SecretMask(password.map { [$0] } ?? [])
        try finishConnecting(by: deadline)
    }

    deinit { PQfinish(handle) }

    /// Runs commands whose results do not matter.
    func run(_ commands: String, by deadline: ContinuousClock.Instant) throws(InquiryTrouble) {
        guard PQsendQuery(handle, commands) == 1 else { throw trouble() }
        _ = try firstValue(by: deadline)
    }

    /// The number in the first row and column of one statement's result.
    func number(
        _ statement: String,
        by deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble) -> Double {
        // The protocol takes one statement this way, so the query cannot end the transaction.
        guard PQsendQueryParams(handle, statement, 0, nil, nil, nil, nil, 0) == 1 else {
            throw trouble()
        }
        let value = try firstValue(by: deadline)
        guard let number = value.flatMap(Double.init), number.isFinite else {
            throw InquiryTrouble(words: "gave no number in the first row and column")
        }
        return number
    }

    private static func start(_ parts: [String: String]) -> OpaquePointer? {
        let pairs = Array(parts)
        let names = pairs.map { strdup($0.key) }
        let values = pairs.map { strdup($0.value) }
        defer { (names + values).forEach { free($0) } }
        let keywords = names.map { UnsafePointer<CChar>($0) } + [nil]
        return PQconnectStartParams(keywords, values.map { UnsafePointer<CChar>($0) } + [nil], 0)
    }

    private func finishConnecting(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) {
        guard PQstatus(handle) != CONNECTION_BAD else { throw trouble() }
        var events = POLLOUT
        while true {
            try wait(events, until: deadline)
            switch PQconnectPoll(handle) {
            case PGRES_POLLING_READING: events = POLLIN
            case PGRES_POLLING_WRITING: events = POLLOUT
            case PGRES_POLLING_OK: return
            default: throw trouble()
            }
        }
    }

    /// Reads all results and gives the first value of the first that has any.
    private func firstValue(
        by deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble)
        -> String?
    {
        var value: String?
        var failure: InquiryTrouble?
        while true {
            while PQisBusy(handle) == 1 {
                try wait(POLLIN, until: deadline)
                guard PQconsumeInput(handle) == 1 else { throw trouble() }
            }
            guard let result = PQgetResult(handle) else { break }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK:
                guard value == nil, PQntuples(result) > 0, PQnfields(result) > 0,
                    PQgetisnull(result, 0, 0) == 0, let text = PQgetvalue(result, 0, 0)
                else { continue }
                value = String(cString: text)
            case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: continue
            default: failure = failure ?? trouble()
            }
        }
        if let failure { throw failure }
        return value
    }

    private func wait(
        _ events: Int32,
        until deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble) {
        let waiting = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        HTTPClient.wait(for: [waiting], until: deadline)
        guard ContinuousClock.now < deadline else { throw .silent(timeout) }
    }

    /// What the library says of the last thing that did not work, in one line.
    private func trouble() -> InquiryTrouble {
        let lines = PrintedText.lines(of: String(cString: PQerrorMessage(handle)).utf8)
        let said = mask.masked(lines.joined(separator: " "))
        let isAboutAccess =
            said.contains("authentication failed") || said.contains("no pg_hba.conf")
        return InquiryTrouble(words: "said: \(said.prefix(300))", isLasting: isAboutAccess)
    }
}
