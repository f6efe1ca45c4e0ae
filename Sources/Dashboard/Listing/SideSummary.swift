import RolloutCore
import TerminalUI

/// The instances of one side in little, for dots, the heat map and counts.
struct SideSummary: Sendable, Hashable {
    /// One instance as a single cell shows it.
    struct Spot: Sendable, Hashable {
        /// Its number.
        var number: Int
        /// The character of its state.
        var glyph: Character
        /// How that is drawn.
        var style: Style
        /// Where its state stands among states, 0 the oddest.
        var oddness: Int
        /// What the heat map shows of it; nil when not measured.
        var value: Double?
    }

    /// Instances that run, or should, without carrying traffic, by their state.
    struct Oddity: Sendable, Hashable {
        /// The state in a word or two.
        var state: String
        /// How it is drawn.
        var style: Style
        /// The numbers of the first ones, at most ``shownNumbers``.
        var numbers: [Int]
        /// How many there are.
        var count: Int
    }

    /// Most numbers named of one oddity.
    static let shownNumbers = 6

    /// Every instance of the side, by number.
    private(set) var spots: [Spot] = []
    /// What is odd, in the order of the first instance of each.
    private(set) var oddities: [Oddity] = []
    /// Instances that carry their share of the traffic.
    private(set) var carrying = 0

    /// Both sides of a rollout, with what a sort by that column shows of each instance.
    static func of(
        _ rollout: Rollout,
        _ traffic: [InstanceID: InstanceTraffic],
        sort: InstanceSort
    ) -> [Arm: SideSummary] {
        var sides: [Arm: SideSummary] = [:]
        for arm in Arm.allCases {
            // Names are sorted, not instances, which are large and would be moved about.
            var names: [InstanceID] = []
            for instance in rollout.instances.values where instance.arm == arm {
                names.append(instance.id)
            }
            let mine = names.map { (number: $0.number, id: $0) }.sorted(by: Self.isBefore)
            var side = SideSummary()
            side.spots.reserveCapacity(mine.count)
            for (number, id) in mine {
                guard let instance = rollout.instances[id] else { continue }
                let figures = instance.mayRun ? traffic[instance.id] : nil
                side.add(instance, number, HeatMap.value(of: figures, sort))
            }
            sides[arm] = side
        }
        return sides
    }

    private static func isBefore(
        _ left: (number: Int, id: InstanceID),
        _ right: (number: Int, id: InstanceID)
    ) -> Bool {
        left.number == right.number
            ? left.id.rawValue < right.id.rawValue : left.number < right.number
    }

    private mutating func add(_ instance: Instance, _ number: Int, _ value: Double?) {
        let face = InstanceFace(instance)
        if instance.carriesTraffic { carrying += 1 }
        spots.append(
            Spot(
                number: number,
                glyph: face.glyph,
                style: face.style,
                oddness: instance.oddness,
                value: value
            )
        )
        guard !instance.carriesTraffic, instance.report.state != .stopped else { return }
        let place = oddities.firstIndex { $0.state == face.shortState }
        let index = place ?? oddities.count
        if place == nil {
            oddities.append(
                Oddity(state: face.shortState, style: face.style, numbers: [], count: 0)
            )
        }
        oddities[index].count += 1
        guard oddities[index].numbers.count < Self.shownNumbers else { return }
        oddities[index].numbers.append(number)
    }
}
