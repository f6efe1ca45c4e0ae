/// A transaction under way on one connection, used on one thread.
protocol DatabaseSession {
    var dialect: Dialect { get }

    /// Carries out one statement and gives the rows it results in; `?` stands for an argument.
    func rows(_ statement: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow]

    /// Carries out one statement and answers how many rows it changed.
    @discardableResult
    func execute(_ statement: String, _ arguments: [any SQLConvertible]) throws -> Int

    /// Carries out several statements without arguments.
    func script(_ statements: String) throws
}

extension DatabaseSession {
    func rows(_ statement: String) throws -> [SQLRow] { try rows(statement, []) }

    @discardableResult
    func execute(_ statement: String) throws -> Int { try execute(statement, []) }

    /// The number in the first row's column `number`; zero when there is no row.
    func number(_ statement: String, _ arguments: [any SQLConvertible] = []) throws -> Int {
        try rows(statement, arguments).first.map { try $0["number"] } ?? 0
    }

    /// Whether the statement results in a row.
    func finds(_ statement: String, _ arguments: [any SQLConvertible] = []) throws -> Bool {
        try !rows(statement, arguments).isEmpty
    }
}
