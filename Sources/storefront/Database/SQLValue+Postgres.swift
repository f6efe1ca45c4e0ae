import CLibPQ
import Foundation

extension SQLValue {
    /// The number PostgreSQL gives each type that the shop meets; a part of its protocol.
    private enum TypeNumber {
        static let integers: Set<UInt32> = [20, 21, 23]
        static let reals: Set<UInt32> = [700, 701, 1_700]
        static let bool: UInt32 = 16
        static let bytes: UInt32 = 17
    }

    /// One field of a result, which the library gives as text.
    init(_ result: OpaquePointer?, _ row: Int32, _ column: Int32) {
        guard PQgetisnull(result, row, column) == 0, let field = PQgetvalue(result, row, column)
        else {
            self = .null
            return
        }
        let text = String(cString: field)
        switch PQftype(result, column) {
        case let type where TypeNumber.integers.contains(type):
            self = Int64(text).map(SQLValue.integer) ?? .text(text)
        case let type where TypeNumber.reals.contains(type):
            self = Double(text).map(SQLValue.real) ?? .text(text)
        case TypeNumber.bool:
            self = .integer(text == "t" ? 1 : 0)
        case TypeNumber.bytes:
            self = Data(hexadecimal: text.dropFirst(2)).map(SQLValue.bytes) ?? .text(text)
        default:
            self = .text(text)
        }
    }

    /// The value as an argument in text form; nothing for null.
    var argument: String? {
        switch self {
        case .null: nil
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .bytes(let bytes): "\\x" + hexadecimal(bytes)
        }
    }
}
