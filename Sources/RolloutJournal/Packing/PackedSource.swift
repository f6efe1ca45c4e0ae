/// Values that are kept apart and the names of fields, for one task at a time.
///
/// What has not changed between two snapshots is the same part, and is read once.
final class PackedSource {
    /// Larger parts are worth keeping as values.
    private static let most = 256

    let names: PackedNames
    private let fetch: (Int) throws -> [UInt8]
    private var values: [Int: Any] = [:]

    init(_ names: PackedNames, fetch: @escaping (Int) throws -> [UInt8]) {
        self.names = names
        self.fetch = fetch
    }

    func name(_ place: Int) -> String? {
        names.all.indices.contains(place) ? names.all[place] : nil
    }

    /// A part as it was packed.
    func part(_ number: Int) throws -> Packed {
        var bytes = try fetch(number)[...]
        return try Packed.read(&bytes)
    }

    /// The value itself when it is kept apart.
    func whole(_ value: Packed) throws -> Packed {
        guard case .part(let number) = value else { return value }
        return try part(number)
    }

    func known<T>(_ number: Int, as type: T.Type) -> T? { values[number] as? T }

    func remember(_ value: some Any, _ number: Int) {
        if values.count >= Self.most { values.removeAll(keepingCapacity: true) }
        values[number] = value
    }
}
