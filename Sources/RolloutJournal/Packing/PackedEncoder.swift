/// Turns any value that can be coded into a ``Packed`` one.
struct PackedEncoder: Encoder {
    /// What grows while a value is being coded; containers of one value share it.
    private final class Sink {
        var scalar: Packed?
        var list: [Item]?
        var fields: [(name: Int, item: Item)]?

        var packed: Packed {
            if let scalar { return scalar }
            if let list { return .list(list.map(\.packed)) }
            return .record((fields ?? []).map { PackedField(name: $0.name, value: $0.item.packed) })
        }
    }

    private enum Item {
        case value(Packed)
        case growing(Sink)

        var packed: Packed {
            switch self {
            case .value(let value): value
            case .growing(let sink): sink.packed
            }
        }
    }

    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private let names: PackedNames
    private let sink = Sink()

    private init(_ names: PackedNames) { self.names = names }

    /// The packed form of a value.
    static func pack(_ value: some Encodable, names: PackedNames) throws -> Packed {
        if let scalar = value as? any PackedScalar { return scalar.packed }
        let encoder = PackedEncoder(names)
        try value.encode(to: encoder)
        return encoder.sink.packed
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if sink.fields == nil { sink.fields = [] }
        return KeyedEncodingContainer(Fields<Key>(names: names, sink: sink))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if sink.list == nil { sink.list = [] }
        return Values(names: names, sink: sink)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(names: names, sink: sink)
    }

    private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let codingPath: [any CodingKey] = []
        let names: PackedNames
        let sink: Sink

        private func add(_ item: Item, _ key: some CodingKey) {
            sink.fields?.append((names.place(of: key.stringValue), item))
        }

        func encodeNil(forKey key: Key) { add(.value(.null), key) }

        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            add(.value(try PackedEncoder.pack(value, names: names)), key)
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type,
            forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            nested(key).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            nested(key).unkeyedContainer()
        }

        func superEncoder() -> any Encoder { PackedEncoder(names) }

        func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

        private func nested(_ key: Key) -> PackedEncoder {
            let encoder = PackedEncoder(names)
            add(.growing(encoder.sink), key)
            return encoder
        }
    }

    private struct Values: UnkeyedEncodingContainer {
        let codingPath: [any CodingKey] = []
        let names: PackedNames
        let sink: Sink

        var count: Int { sink.list?.count ?? 0 }

        func encodeNil() { sink.list?.append(.value(.null)) }

        func encode<T: Encodable>(_ value: T) throws {
            sink.list?.append(.value(try PackedEncoder.pack(value, names: names)))
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) -> KeyedEncodingContainer<Nested> {
            nested().container(keyedBy: type)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            nested().unkeyedContainer()
        }

        func superEncoder() -> any Encoder { nested() }

        private func nested() -> PackedEncoder {
            let encoder = PackedEncoder(names)
            sink.list?.append(.growing(encoder.sink))
            return encoder
        }
    }

    private struct Single: SingleValueEncodingContainer {
        let codingPath: [any CodingKey] = []
        let names: PackedNames
        let sink: Sink

        func encodeNil() { sink.scalar = .null }

        func encode<T: Encodable>(_ value: T) throws {
            sink.scalar = try PackedEncoder.pack(value, names: names)
        }
    }
}
