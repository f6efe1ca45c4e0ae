import RolloutCore

/// What a recording shows between two keyframes, for charts and the time line.
package struct Passage: Sendable, Codable {
    /// The lines of its events.
    package var lines: [EventLine]
    /// The first second of its columns, since 1970.
    package var firstSecond: Int64
    /// The last second of its columns.
    package var lastSecond: Int64
    /// The largest value of each column; nil where nothing was measured.
    var peaks: [Double?]
    /// The shifts decided in it.
    var shifts: [Picture.Mark]

    /// The columns, one for each line of a chart, packed; kept apart because few are read.
    package var columns: [UInt8] = []

    enum CodingKeys: String, CodingKey {
        case lines
        /// The lines as one text.
        case told
        case firstSecond
        case lastSecond
        case peaks
        case shifts
    }

    init(
        _ lines: [EventLine],
        _ shifts: [Picture.Mark],
        _ values: [[Double?]],
        from second: Int64
    ) {
        self.lines = lines
        self.shifts = shifts
        firstSecond = second
        lastSecond = second + Int64(values.first?.count ?? 0) - 1
        peaks = values.map { $0.compactMap { $0 }.max() }
        for column in values { Self.pack(column, into: &columns) }
    }

    /// One byte says none, zero, the value before again, or that eight bytes follow.
    private static func pack(_ column: [Double?], into bytes: inout [UInt8]) {
        var last: UInt64 = 0
        for value in column {
            guard let bits = value?.bitPattern else {
                bytes.append(0)
                continue
            }
            guard bits != 0, bits != last else {
                bytes.append(bits == 0 ? 1 : 2)
                continue
            }
            bytes.append(3)
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
            }
            last = bits
        }
    }

    /// The values of each column; nil when the bytes are not those that were packed.
    var values: [[Double?]]? {
        let count = Int(lastSecond - firstSecond + 1)
        guard count > 0 else { return peaks.map { _ in [] } }
        var bytes = columns[...]
        var all: [[Double?]] = []
        for _ in peaks {
            guard let column = Self.unpack(&bytes, count: count) else { return nil }
            all.append(column)
        }
        return all
    }

    private static func unpack(_ bytes: inout ArraySlice<UInt8>, count: Int) -> [Double?]? {
        guard count <= bytes.count else { return nil }
        var column: [Double?] = []
        column.reserveCapacity(count)
        var last: UInt64 = 0
        for _ in 0..<count {
            switch bytes.popFirst() {
            case 0: column.append(nil)
            case 1: column.append(0)
            case 2: column.append(Double(bitPattern: last))
            case 3:
                guard bytes.count >= 8 else { return nil }
                last = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
                bytes = bytes.dropFirst(8)
                column.append(Double(bitPattern: last))
            default: return nil
            }
        }
        return column
    }

    /// Puts the values of a column into a line of a chart, where they fit.
    func fill(_ series: inout Series, with column: [Double?]) {
        for (offset, value) in column.enumerated() {
            let place = firstSecond + Int64(offset) - series.first
            guard place >= 0, place < Int64(series.values.count), let value else { continue }
            series.values[Int(place)] = value
        }
    }
}
