/// Follows one level through a release, block by block, against its history.
///
/// Constant memory: four sums and what they began with. Its stored form continues bit for bit. The
/// chances hold for a release of the length the calibration was made for; see ``isBeyondPlan``.
package struct ExcursionWatch: Sendable, Hashable, Codable {
    /// Blocks without a reading after which the level counts as not measured.
    package static let toleratedGap = 3

    /// One of the four sums as it stands.
    struct Sum: Sendable, Hashable, Codable {
        let allowance: Double
        let hold: Double
        let rollback: Double
        var value = 0.0
        /// The block in which it last left zero.
        var since = 0
    }

    /// What is usual.
    package let calibration: ExcursionCalibration
    /// Where the level stood before the release.
    package let reference: Double
    /// Blocks of the release so far, those without a reading too.
    package private(set) var blocks = 0
    /// Those of them in which nothing was read.
    package private(set) var missing = 0
    /// The block, from 1, that first reached the hold level.
    package private(set) var firstHold: Int?
    /// The block, from 1, that first reached the rollback level.
    package private(set) var firstRollback: Int?
    /// The last value read.
    package private(set) var last: Double?
    var sums: [Sum]
    private var silence = 0
    private var measured = ExcursionLevel.calm

    /// A watch that begins with the release.
    ///
    /// - Parameters:
    ///   - calibration: What is usual.
    ///   - before: The blocks before the release, oldest first; those of the last ten minutes
    ///     count. Half of them must have been read.
    ///   - hold: Where the hold level begins.
    ///   - rollback: Where the rollback level begins.
    /// - Throws: ``CalibrationProblem/noReference(read:of:)`` when they were not.
    package init(
        _ calibration: ExcursionCalibration,
        before: [Double?],
        hold: ExcursionLimit = .hold,
        rollback: ExcursionLimit = .rollback
    ) throws(CalibrationProblem) {
        let wanted = calibration.windows.reference
        let read = before.suffix(wanted).compactMap { $0 }.filter(\.isFinite)
        guard 2 * read.count >= wanted, let median = OrderStatistics(read)?.median else {
            throw .noReference(read: read.count, of: wanted)
        }
        self.calibration = calibration
        reference = median
        let count = Double(calibration.members.count)
        sums = calibration.members.map { member in
            let thresholds = [hold, rollback].map {
                $0.factor
                    * calibration.threshold(
                        of: member,
                        chance: $0.chance / count,
                        isPredictive: $0.isPredictive
                    )
            }
            return Sum(
                allowance: member.allowance,
                hold: thresholds[0],
                rollback: thresholds[1]
            )
        }
    }

    /// Takes the next block and says how unusual the level is now.
    ///
    /// A block without a reading, nil or not finite, changes no sum: silence neither calms nor
    /// alarms, until it lasts ``toleratedGap`` blocks.
    @discardableResult
    package mutating func add(_ block: Double?) -> ExcursionLevel {
        blocks += 1
        guard let value = block, value.isFinite else {
            missing += 1
            silence += 1
            return level
        }
        silence = 0
        last = value
        let deviation = calibration.deviation(value, from: reference)
        measured = .calm
        for index in sums.indices {
            sums[index].add(deviation, block: blocks)
            measured = max(measured, sums[index].level)
        }
        if measured >= .hold, firstHold == nil { firstHold = blocks }
        if measured == .rollback, firstRollback == nil { firstRollback = blocks }
        return level
    }

    /// How unusual the level is now; silence never makes it calmer.
    package var level: ExcursionLevel {
        silence >= Self.toleratedGap ? max(measured, .unmeasured) : measured
    }

    /// Whether the release takes longer than the fake ones, so that the chances no longer hold.
    package var isBeyondPlan: Bool { blocks > calibration.windows.release }
}

extension ExcursionWatch.Sum {
    /// Page's recursion; a sum at zero remembers nothing.
    fileprivate mutating func add(_ deviation: Double, block: Int) {
        if value == 0 { since = block }
        value = max(0, value + deviation - allowance)
    }

    fileprivate var level: ExcursionLevel {
        value >= rollback ? .rollback : value >= hold ? .hold : .calm
    }
}
