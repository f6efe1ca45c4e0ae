/// A coded value between a type and its bytes.
///
/// For snapshots, which are made anew from the journal whenever they cannot be read: not a form
/// that is kept for ever, as the journal's own.
indirect enum Packed {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case real(Double)
    case text(String)
    case list([Packed])
    case record([PackedField])
    /// A value that is kept apart under that number, because others share it.
    case part(Int)
}

/// A field of a record; its name is a number of a ``PackedNames``.
struct PackedField {
    var name: Int
    var value: Packed
}

/// The bytes or the names are not those of a value of the type that was asked for.
struct PackedDamage: Error {}

/// The names of fields, each written once; for one task at a time.
final class PackedNames {
    private(set) var all: [String]
    private var places: [String: Int]

    init(_ names: [String] = []) {
        all = names
        places = Dictionary(
            names.enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The number of a name; a new one when there was none.
    func place(of name: String) -> Int {
        if let place = places[name] { return place }
        places[name] = all.count
        all.append(name)
        return all.count - 1
    }

    /// The number of a name that has one.
    func known(_ name: String) -> Int? { places[name] }
}
