/// Reads values from their ``Packed`` form.
struct PackedDecoder: Decoder {
    /// Where values come from that are kept apart.
    let source: PackedSource
    let value: Packed
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    /// A value of that type; one that is kept apart may be known already.
    static func unpack<T: Decodable>(
        _ type: T.Type,
        from value: Packed,
        _ source: PackedSource
    ) throws -> T {
        if case .part(let number) = value {
            if let known = source.known(number, as: type) { return known }
            let found = try unpack(type, from: try source.part(number), source)
            source.remember(found, number)
            return found
        }
        if let scalar = type as? any PackedScalar.Type {
            guard let found = scalar.init(packed: value) as? T else { throw PackedDamage() }
            return found
        }
        return try T(from: PackedDecoder(source: source, value: value))
    }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        guard case .record(let fields) = try source.whole(value) else { throw PackedDamage() }
        return KeyedDecodingContainer(PackedFields<Key>(fields, source))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let values) = try source.whole(value) else { throw PackedDamage() }
        return PackedValues(values: values, source: source)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        Single(source: source, value: value)
    }

    private struct Single: SingleValueDecodingContainer {
        let source: PackedSource
        let value: Packed
        let codingPath: [any CodingKey] = []

        func decodeNil() -> Bool { value.isNull }

        func decode<T: Decodable>(_ type: T.Type) throws -> T {
            try PackedDecoder.unpack(type, from: value, source)
        }
    }
}

extension Packed {
    var isNull: Bool { if case .null = self { true } else { false } }
}

/// The fields of one record.
private struct PackedFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let codingPath: [any CodingKey] = []
    private let fields: [PackedField]
    /// Where a field stands, in a record of many.
    private let places: [Int: Int]
    private let source: PackedSource

    init(_ fields: [PackedField], _ source: PackedSource) {
        self.fields = fields
        self.source = source
        places =
            fields.count < 32
            ? [:]
            : Dictionary(
                fields.enumerated().map { ($0.element.name, $0.offset) },
                uniquingKeysWith: { first, _ in first }
            )
    }

    var allKeys: [Key] {
        fields.compactMap { field in source.name(field.name).flatMap { Key(stringValue: $0) } }
    }

    private func value(_ key: Key) -> Packed? {
        guard let name = source.names.known(key.stringValue) else { return nil }
        if !places.isEmpty { return places[name].map { fields[$0].value } }
        return fields.first { $0.name == name }?.value
    }

    private func found(_ key: Key) throws -> Packed {
        guard let value = value(key) else { throw PackedDamage() }
        return value
    }

    func contains(_ key: Key) -> Bool { value(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try found(key).isNull }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try PackedDecoder.unpack(type, from: try found(key), source)
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        guard let found = Int(packed: try found(key)) else { throw PackedDamage() }
        return found
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        guard let found = String(packed: try found(key)) else { throw PackedDamage() }
        return found
    }

    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        guard let found = Double(packed: try found(key)) else { throw PackedDamage() }
        return found
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try PackedDecoder(source: source, value: try found(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try PackedDecoder(source: source, value: try found(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { throw PackedDamage() }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        PackedDecoder(source: source, value: try found(key))
    }
}

/// The values of one list.
private struct PackedValues: UnkeyedDecodingContainer {
    let codingPath: [any CodingKey] = []
    let values: [Packed]
    let source: PackedSource
    private(set) var currentIndex = 0

    init(values: [Packed], source: PackedSource) {
        self.values = values
        self.source = source
    }

    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex >= values.count }

    private mutating func next() throws -> Packed {
        guard currentIndex < values.count else { throw PackedDamage() }
        currentIndex += 1
        return values[currentIndex - 1]
    }

    mutating func decodeNil() throws -> Bool {
        guard currentIndex < values.count else { throw PackedDamage() }
        guard values[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try PackedDecoder.unpack(type, from: try next(), source)
    }

    mutating func decode(_ type: Double.Type) throws -> Double {
        guard let found = Double(packed: try next()) else { throw PackedDamage() }
        return found
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try PackedDecoder(source: source, value: try next()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try PackedDecoder(source: source, value: try next()).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
        PackedDecoder(source: source, value: try next())
    }
}
