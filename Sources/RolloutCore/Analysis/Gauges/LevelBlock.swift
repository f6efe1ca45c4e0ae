/// The median of a level's readings in one block: a backlog, connections in use, a lag.
///
/// The median, because one reading taken in the middle of a batch says nothing of the block.
package struct LevelBlock: BlockContent {
    /// Readings of one block that count, 10 Hz through a minute; more are left out.
    private static let most = 600

    private var readings: [Double] = []

    /// A block without readings.
    package init() {}

    /// Takes a level; one that is not finite is as if it had not been read.
    ///
    /// Negative levels count: a lag may be slightly below zero, and only differences are judged.
    package mutating func add(_ level: Double) {
        guard level.isFinite, readings.count < Self.most else { return }
        readings.append(level)
    }

    /// The median of the readings; nil without any.
    package var value: Double? { OrderStatistics(readings)?.median }
}
