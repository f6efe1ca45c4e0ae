/// What the readings of one block add up to.
package protocol BlockContent: Sendable, Hashable, Codable {
    /// One reading of the source.
    associatedtype Reading
    /// What a finished block says.
    associatedtype Value: Sendable

    /// A block without readings.
    init()
    /// Takes one reading; an unusable one must not make the block look measured.
    mutating func add(_ reading: Reading)
    /// What the block says; nil when it cannot be known.
    var value: Value? { get }
}

/// A finished block of readings.
package struct GaugeBlock<Value: Sendable>: Sendable {
    /// When it began.
    package let start: Timestamp
    /// What was measured in it; nil when nothing was, which is never zero and never calm.
    package let value: Value?
}

/// Makes blocks of fixed length out of readings that come when they come, with gaps.
///
/// Blocks begin at whole multiples of their length since the epoch, so the same readings make the
/// same blocks after a restart and at every polling frequency. Constant memory.
package struct BlockCollector<Content: BlockContent>: Sendable, Hashable, Codable {
    /// Seconds to the block of section 7 of the design.
    package static var usualLength: Duration { .seconds(10) }
    /// A silence longer than this many blocks, a week of 10 s, is a new beginning.
    private static var mostMissing: Int64 { 60_480 }

    /// How long a block is; not shorter than the time between two readings of the source.
    @InMicroseconds package var length: Duration
    private var current: Int64?
    private var content = Content()

    /// A collector that has seen nothing.
    ///
    /// - Precondition: `length` is at least a microsecond.
    package init(length: Duration = Self.usualLength) {
        precondition(length.wholeMicroseconds > 0)
        self.length = length
    }

    /// Takes a reading and returns the blocks that are finished by its coming.
    ///
    /// Blocks without readings in between are returned too, without a value. A reading of a block
    /// that was already returned changes nothing: what was judged stays judged.
    package mutating func add(
        _ reading: Content.Reading,
        at moment: Timestamp
    ) -> [GaugeBlock<Content.Value>] {
        let finished = finish(until: moment)
        let block = number(of: moment)
        if current == nil { current = block }
        if current == block { content.add(reading) }
        return finished
    }

    /// Returns the blocks that ended by `now`, for a source that fell silent.
    ///
    /// Before the first reading there are none.
    package mutating func finish(until now: Timestamp) -> [GaugeBlock<Content.Value>] {
        guard let first = current else { return [] }
        let last = number(of: now)
        guard last > first else { return [] }
        var finished = [GaugeBlock(start: start(of: first), value: content.value)]
        content = Content()
        current = last
        guard last - first <= Self.mostMissing else { return finished }
        for missing in (first + 1)..<last {
            finished.append(GaugeBlock(start: start(of: missing), value: nil))
        }
        return finished
    }

    private func number(of moment: Timestamp) -> Int64 {
        let width = length.wholeMicroseconds
        let (quotient, rest) = moment.microseconds.quotientAndRemainder(dividingBy: width)
        return rest < 0 ? quotient - 1 : quotient
    }

    private func start(of block: Int64) -> Timestamp {
        Timestamp(microseconds: block * length.wholeMicroseconds)
    }
}
