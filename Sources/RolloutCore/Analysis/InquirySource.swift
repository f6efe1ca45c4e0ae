/// Whom an inquiry is put to, and what is asked there.
///
/// In the text of a question `{revision}` stands for the label of a revision: such a question is
/// asked once for each revision. Labels are put in so that they cannot end a quotation or a path.
package enum InquirySource: Sendable, Hashable, Codable {
    /// A Prometheus server, or one with the same HTTP interface.
    case prometheus(PrometheusQuery)
    /// A PostgreSQL server.
    case postgres(PostgresQuery)
    /// A Redis server.
    case redis(RedisQuery)
    /// The management interface of a RabbitMQ server.
    case rabbitMQ(RabbitMQQuery)
    /// Anything that answers JSON over HTTP.
    case http(JSONQuery)
    /// A program on this host.
    case command(CommandQuery)

    /// What stands for a revision's label.
    package static let placeholder = "{revision}"

    /// Whether it gives numbers for each revision instead of one for both.
    package var isPerRevision: Bool { hasPlaceholder || label != nil }

    /// Whether it is asked once for each revision.
    package var hasPlaceholder: Bool { asked(for: "") != self }

    /// The label of Prometheus's series that tells revisions apart; nil when there is none.
    package var label: String? {
        if case .prometheus(let query) = self { query.label } else { nil }
    }

    /// The question for the revision of that label.
    package func asked(for revision: String) -> InquirySource {
        func plain(_ text: String) -> String { text.replacing(Self.placeholder, with: revision) }
        switch self {
        case .prometheus(var query):
            let label = revision.escapedForQuery
            query.query = query.query.replacing(Self.placeholder, with: label)
            query.over = query.over?.replacing(Self.placeholder, with: label)
            return .prometheus(query)
        case .postgres: return self
        case .redis(var query):
            query.key = plain(query.key)
            query.group = query.group.map(plain)
            return .redis(query)
        case .rabbitMQ(var query):
            query.queue = plain(query.queue)
            return .rabbitMQ(query)
        case .http(var query):
            let label = revision.percentEncoded
            query.server.path = query.server.path.replacing(Self.placeholder, with: label)
            query.value = plain(query.value)
            query.over = query.over.map(plain)
            return .http(query)
        case .command(var query):
            query.arguments = query.arguments.map(plain)
            return .command(query)
        }
    }

    /// Who is asked, as an operator would say it, with host and port and no secret.
    package var spoken: String {
        switch self {
        case .prometheus(let query): "Prometheus at \(query.server.endpoint)"
        case .postgres(let query): "PostgreSQL at \(query.server)"
        case .redis(let query): "Redis at \(query.server)"
        case .rabbitMQ(let query): "RabbitMQ at \(query.server.endpoint)"
        case .http(let query): "the server at \(query.server.endpoint)"
        // Its other arguments may be nobody else's business.
        case .command(let query): "the command `\(query.arguments.first ?? "")`"
        }
    }
}

extension String {
    /// The text as it may stand between double quotes in PromQL.
    fileprivate var escapedForQuery: String {
        replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// The text as it may stand anywhere in the path or the query of an address (RFC 3986, 2.3).
    package var percentEncoded: String {
        let digits = Array("0123456789ABCDEF")
        return utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
