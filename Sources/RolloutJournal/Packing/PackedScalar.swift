/// A type that is one packed value.
protocol PackedScalar {
    var packed: Packed { get }
    init?(packed: Packed)
}

extension Bool: PackedScalar {
    var packed: Packed { .bool(self) }

    init?(packed: Packed) {
        guard case .bool(let value) = packed else { return nil }
        self = value
    }
}

extension String: PackedScalar {
    var packed: Packed { .text(self) }

    init?(packed: Packed) {
        guard case .text(let value) = packed else { return nil }
        self = value
    }
}

extension Double: PackedScalar {
    var packed: Packed { .real(self) }

    init?(packed: Packed) {
        guard case .real(let value) = packed else { return nil }
        self = value
    }
}

extension Float: PackedScalar {
    var packed: Packed { .real(Double(self)) }

    init?(packed: Packed) {
        guard case .real(let value) = packed else { return nil }
        self = Float(value)
    }
}

extension PackedScalar where Self: FixedWidthInteger {
    var packed: Packed {
        if let value = Int64(exactly: self) { return .integer(value) }
        return .unsigned(UInt64(truncatingIfNeeded: self))
    }

    init?(packed: Packed) {
        switch packed {
        case .integer(let value): self.init(exactly: value)
        case .unsigned(let value): self.init(exactly: value)
        default: return nil
        }
    }
}

extension Int: PackedScalar {}
extension Int8: PackedScalar {}
extension Int16: PackedScalar {}
extension Int32: PackedScalar {}
extension Int64: PackedScalar {}
extension UInt: PackedScalar {}
extension UInt8: PackedScalar {}
extension UInt16: PackedScalar {}
extension UInt32: PackedScalar {}
extension UInt64: PackedScalar {}
