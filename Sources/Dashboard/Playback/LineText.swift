import RolloutCore
import TerminalUI

/// Lines of events as one text, which is read in a fraction of the time that coded fields take.
///
/// A long recording has a hundred thousand of them, and all are read before its first frame.
enum LineText {
    /// Between the fields of a line.
    private static let unit: UInt8 = 0x1F
    /// Behind a line.
    private static let record: UInt8 = 0x1E

    /// The text of lines; nil when a sentence holds one of the characters between them.
    static func pack(_ lines: [EventLine]) -> String? {
        var bytes: [UInt8] = []
        for line in lines {
            let fields = [
                "\(line.sequence)", "\(line.at.microseconds)", String(line.glyph), line.kind,
                line.role.rawValue, line.instance?.rawValue ?? "", line.sentence,
            ]
            for (place, field) in fields.enumerated() {
                guard !field.utf8.contains(where: { $0 == unit || $0 == record }) else {
                    return nil
                }
                if place > 0 { bytes.append(unit) }
                bytes += field.utf8
            }
            bytes.append(record)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The lines of a text; nil when it is not one that was packed.
    static func unpack(_ text: String) -> [EventLine]? {
        var text = text
        return text.withUTF8 { bytes -> [EventLine]? in
            var lines: [EventLine] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                guard let end = rest.firstIndex(of: record), let line = line(rest[..<end]) else {
                    return nil
                }
                lines.append(line)
                rest = rest[(end + 1)...]
            }
            return lines
        }
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private static func line(_ bytes: Bytes) -> EventLine? {
        var rest = bytes
        func field() -> Bytes {
            let end = rest.firstIndex(of: unit) ?? rest.endIndex
            defer { rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...] }
            return rest[..<end]
        }
        func text() -> String { String(decoding: field(), as: UTF8.self) }
        guard let sequence = number(field()), let at = number(field()),
            let glyph = text().first
        else { return nil }
        let kind = text()
        guard let role = Role(rawValue: text()) else { return nil }
        let instance = text()
        return EventLine(
            sequence: Int(sequence),
            at: Timestamp(microseconds: at),
            glyph: glyph,
            kind: kind,
            sentence: text(),
            role: role,
            instance: instance.isEmpty ? nil : InstanceID(rawValue: instance)
        )
    }

    private static func number(_ bytes: Bytes) -> Int64? {
        let isNegative = bytes.first == 0x2D
        var number: Int64 = 0
        for byte in isNegative ? bytes.dropFirst() : bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (times, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, exceeds) = times.addingReportingOverflow(Int64(byte - 0x30))
            guard !overflows, !exceeds else { return nil }
            number = sum
        }
        return bytes.isEmpty ? nil : isNegative ? -number : number
    }
}

extension Passage {
    /// Reads what ``encode(to:)`` wrote.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let text = try container.decodeIfPresent(String.self, forKey: .told) {
            guard let lines = LineText.unpack(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .told,
                    in: container,
                    debugDescription: "these are no lines of events"
                )
            }
            self.lines = lines
        } else {
            lines = try container.decode([EventLine].self, forKey: .lines)
        }
        firstSecond = try container.decode(Int64.self, forKey: .firstSecond)
        lastSecond = try container.decode(Int64.self, forKey: .lastSecond)
        peaks = try container.decode([Double?].self, forKey: .peaks)
        shifts = try container.decode([Picture.Mark].self, forKey: .shifts)
    }

    /// Writes all of it but ``columns``.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let text = LineText.pack(lines) {
            try container.encode(text, forKey: .told)
        } else {
            try container.encode(lines, forKey: .lines)
        }
        try container.encode(firstSecond, forKey: .firstSecond)
        try container.encode(lastSecond, forKey: .lastSecond)
        try container.encode(peaks, forKey: .peaks)
        try container.encode(shifts, forKey: .shifts)
    }
}
