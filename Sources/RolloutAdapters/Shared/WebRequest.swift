import RolloutCore

/// One question to a web service anywhere.
struct WebRequest: Sendable {
    /// `GET`, `PUT` and so on.
    var method: String
    /// Who is asked for what.
    var address: WebAddress
    /// Header fields, secrets among them; one `Authorization` here counts before the address's.
    var headers: [String: String] = [:]
    /// What is sent along; empty for nothing.
    var body: [UInt8] = []
    /// How long everything may take, from looking up the host to the last byte.
    var timeout: Duration
    /// Most bytes of body that are kept of the answer, once it is unpacked.
    var bodyLimit = 64 * 1_024

    /// A question without header fields and body.
    init(_ method: String, _ address: WebAddress, timeout: Duration) {
        self.method = method
        self.address = address
        self.timeout = timeout
    }
}

/// What a web service said.
struct WebAnswer: Sendable, Hashable {
    /// 200 through 599; a redirection is an answer like any other, and not followed.
    let status: Int
    /// The body, as far as it was kept.
    let body: [UInt8]
    /// Whether the body was longer than the limit; the rest is unread then.
    let isCut: Bool
    private let fields: [String: String]

    init(status: Int, headers: [String: String], body: [UInt8], isCut: Bool) {
        self.status = status
        self.body = body
        self.isCut = isCut
        fields = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }) { "\($0), \($1)" }
    }

    /// Whether the status is 200 through 299.
    var isSuccess: Bool { (200...299).contains(status) }

    /// The value of that header field, however its name is capitalized; nil when there is none.
    func header(_ name: String) -> String? { fields[name.lowercased()] }
}

/// How a question to a web service ended.
enum WebOutcome: Sendable, Hashable {
    /// With an answer, good or bad.
    case answered(WebAnswer)
    /// Before anything was sent, for a reason in words: the service knows nothing of it.
    case unreachable(String)
    /// Not within that time; the service may have done what was asked.
    case timedOut(Duration)
    /// With something else, in words; the service may have done what was asked.
    case broken(String)

    /// The answer, when it is one of 200 through 299.
    var success: WebAnswer? {
        if case .answered(let answer) = self, answer.isSuccess { answer } else { nil }
    }

    /// In a few words that hold nothing of the question, to follow a subject such as
    /// `the store at https://flags.example`.
    ///
    /// Of an answer only the status: what a service says may repeat what was sent to it.
    var words: String {
        switch self {
        case .answered(let answer) where (300...399).contains(answer.status):
            "answered \(answer.status), a redirection, which is not followed"
        case .answered(let answer): "answered \(answer.status)"
        case .unreachable(let words), .broken(let words): words
        case .timedOut(let limit): "gave no answer within \(limit.spoken)"
        }
    }
}
