import RolloutCore

/// One question to a process on this host.
struct HTTPRequest: Sendable, Hashable {
    /// What happens to a body longer than `bodyLimit`.
    enum Overflow: Sendable, Hashable {
        /// The rest is not read; the answer counts.
        case cut
        /// The answer is worthless.
        case fail
    }

    /// `127.0.0.1:9104`; numbers only.
    var endpoint: String
    /// What the server is asked for by, when that is not the endpoint: `prometheus:9090`.
    var host: String?
    /// The path, such as `/readyz`.
    var path: String
    /// What is asked for, for the `Accept` header.
    var accept = "*/*"
    /// Who asks, for the `Authorization` header: a secret, never to be shown.
    var authorization: String?
    /// How long everything may take, connecting included.
    var timeout: Duration
    /// Most bytes of body that are read.
    var bodyLimit = 4_096
    /// What a longer one means.
    var overflow = Overflow.cut

    /// A GET that wants the connection closed afterwards, so that each check is a new connection,
    /// as a new user's would be.
    init(endpoint: String, path: String, timeout: Duration) {
        self.endpoint = endpoint
        self.path = path
        self.timeout = timeout
    }

    /// The bytes to send.
    var head: [UInt8] {
        let lines = [
            "GET \(path) HTTP/1.1", "Host: \(host ?? endpoint)", "Accept: \(accept)",
            "User-Agent: handoff", "Connection: close",
        ]
        let access = authorization.map { ["Authorization: \($0)"] } ?? []
        return Array((lines + access + ["", ""]).joined(separator: "\r\n").utf8)
    }
}

/// What a process said.
struct HTTPAnswer: Sendable, Hashable {
    /// 100 through 599.
    var status: Int
    /// The body, as far as it was read.
    var body: [UInt8]

    /// 200 through 299; a redirection is no success, because a check must answer itself.
    var isSuccess: Bool { (200...299).contains(status) }
}

/// How a question ended.
enum HTTPOutcome: Sendable, Hashable {
    /// With an answer, good or bad.
    case answered(HTTPAnswer)
    /// Nobody listens there.
    case refused
    /// Not within that time.
    case timedOut(Duration)
    /// With something else, in words.
    case broken(String)

    /// Whether it is an answer of 200 through 299.
    var isSuccess: Bool {
        if case .answered(let answer) = self { answer.isSuccess } else { false }
    }

    /// In one line: `503 pool exhausted`, `connection refused`, `no answer within 5 s`.
    var words: String {
        switch self {
        case .answered(let answer):
            let line = PrintedText.lines(of: answer.body.prefix(1_024)).first ?? ""
            return line.isEmpty ? "\(answer.status)" : "\(answer.status) \(line.prefix(120))"
        case .refused: return "connection refused"
        case .timedOut(let limit): return "no answer within \(limit.spoken)"
        case .broken(let words): return words
        }
    }
}
