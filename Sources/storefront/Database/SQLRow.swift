/// One row of a result, its values found by the names of their columns.
struct SQLRow: Sendable {
    /// Where each column is, by its name in lower case: PostgreSQL gives names no other way.
    typealias Columns = [String: Int]

    let columns: Columns
    let values: [SQLValue]

    /// The value of a column.
    ///
    /// - Throws: ``DatabaseFailure`` when there is none of that name and type.
    subscript<Value: SQLConvertible>(name: String) -> Value {
        get throws {
            guard let index = columns[name.lowercased()] else {
                throw DatabaseFailure("a result has no column \(name)")
            }
            guard let value = Value(sqlValue: values[index]) else {
                throw DatabaseFailure("column \(name) holds a value of another type")
            }
            return value
        }
    }
}
