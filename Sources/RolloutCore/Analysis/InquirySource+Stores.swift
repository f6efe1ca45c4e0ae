/// Which jobs of a queue are counted.
package enum QueueCount: String, Sendable, Hashable, Codable {
    /// Those nobody has taken: `ready` in RabbitMQ, the lag of a group in Redis.
    case waiting
    /// Those taken and not done: `unacknowledged` in RabbitMQ, `pending` in Redis.
    case taken
    /// Both.
    case all
}

/// The connections of a PostgreSQL server with their limit, or what a query of yours gives.
package struct PostgresQuery: Sendable, Hashable, Codable {
    /// Host and port, or the folder of the server's socket.
    package var server: String
    /// The database to connect to.
    package var database: String
    /// How one shows who one is; tokens have no meaning here.
    package var access: Access
    /// Whether a connection without TLS is refused.
    package var requiresTLS: Bool
    /// SQL whose first row and column is the number; nil for client connections of the server.
    package var query: String?
    /// For shares: SQL of what it is a part of; nil for `max_connections` when `query` is nil too.
    package var over: String?

    /// A question for the connections, unless a query is given.
    package init(
        server: String,
        database: String,
        access: Access = Access(),
        requiresTLS: Bool = false,
        query: String? = nil,
        over: String? = nil
    ) {
        self.server = server
        self.database = database
        self.access = access
        self.requiresTLS = requiresTLS
        self.query = query
        self.over = over
    }
}

/// The length of a list, or the jobs of a stream's group.
package struct RedisQuery: Sendable, Hashable, Codable {
    /// Host and port.
    package var server: String
    /// The number of the database, 0 by default there.
    package var database: Int
    /// How one shows who one is; tokens have no meaning here.
    package var access: Access
    /// The key of the list or the stream.
    package var key: String
    /// The group whose jobs are counted; nil for a list.
    package var group: String?
    /// Which jobs of the group; a list has only those that wait.
    package var count: QueueCount

    /// A question for the length of a list, or for a group's lag.
    package init(
        server: String,
        database: Int = 0,
        access: Access = Access(),
        key: String,
        group: String? = nil,
        count: QueueCount = .waiting
    ) {
        self.server = server
        self.database = database
        self.access = access
        self.key = key
        self.group = group
        self.count = count
    }
}

/// A program that prints a number, or for shares `{"value": 12, "over": 40}`.
package struct CommandQuery: Sendable, Hashable, Codable {
    /// The argument vector, never given to a shell.
    package var arguments: [String]
    /// Variables it gets beside `PATH`, `HOME` and `LANG`, by name.
    package var variables: [String]
    /// A program that needs nothing else.
    package init(arguments: [String], variables: [String] = []) {
        self.arguments = arguments
        self.variables = variables
    }
}
