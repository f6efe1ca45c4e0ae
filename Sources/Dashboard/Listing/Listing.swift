import RolloutCore

/// Which rows the panels list and in which order.
///
/// Made anew when entries or a person change it, not for every frame: with thousands of instances
/// the sorting alone would cost more than everything that is drawn.
struct Listing: Sendable, Hashable {
    /// What a listing depends on.
    fileprivate struct Basis: Sendable, Hashable {
        var fleet: Int
        var second: Timestamp?
        var sort: InstanceSort
        var isReversed: Bool
        var filter: RowFilter?
        var lines: Int
        var eventFilter: RowFilter?
        var isFrozen: Bool
    }

    /// Instances and workers that are shown, in order.
    private(set) var instances: [InstanceID] = []
    /// How many there are, shown or not.
    private(set) var instanceCount = 0
    /// The widest name of all of them, in columns.
    private(set) var nameWidth = 0
    /// Events that are shown, the oldest first; nil when all are.
    private(set) var events: [EventLine]?
    /// Each side in little.
    private(set) var sides: [Arm: SideSummary] = [:]

    private var basis: Basis?

    /// Makes it fit what is shown, unless it does already.
    mutating func update(for picture: Picture, _ view: ViewState, at now: Timestamp, frozen: Bool) {
        guard let rollout = picture.rollout else { return }
        let sample = rollout.window.samples.last
        let isMeasured = view.sort.isMeasured || rollout.instances.count > HeatMap.leastCount
        let new = Basis(
            fleet: picture.fleetVersion,
            second: isMeasured ? sample?.second : nil,
            sort: view.sort,
            isReversed: view.isSortReversed,
            filter: view.filters[.instances],
            lines: view.filters[.events] == nil ? 0 : picture.log.count,
            eventFilter: view.filters[.events],
            isFrozen: frozen
        )
        guard new != basis else { return }
        let old = basis
        basis = new
        listEvents(picture.log, new.eventFilter)
        guard old == nil || old?.isFleetSame(as: new) == false else { return }
        let fresh = sample.flatMap { now - $0.second < DashboardModel.staleAge ? $0 : nil }
        list(rollout, new, fresh?.hasTraffic == true ? rollout.window.instances : [:])
    }

    private mutating func listEvents(_ log: EventLog, _ filter: RowFilter?) {
        events = filter.map { filter in
            log.lines.filter { filter.shows("\($0.at.clock) \($0.kind) \($0.sentence)") }
        }
    }

    private mutating func list(
        _ rollout: Rollout,
        _ basis: Basis,
        _ traffic: [InstanceID: InstanceTraffic]
    ) {
        let ranked = rollout.instances.values.map { instance in
            Rank(instance, by: basis.sort, traffic[instance.id])
        }
        let workers = rollout.workforce.members.values.map { Rank($0, by: .name, nil) }
        let sorted = Self.sorted(ranked, basis) + Self.sorted(workers, basis)
        instanceCount = sorted.count
        nameWidth = sorted.reduce(0) { max($0, $1.id.rawValue.utf8.count) }
        let filter = basis.filter
        let shown = filter.map { filter in
            sorted.filter { rank in
                filter.shows(Self.text(of: rank.id, rollout))
            }
        }
        instances = (shown ?? sorted).map(\.id)
        sides = SideSummary.of(rollout, traffic, sort: basis.sort)
    }

    private static func sorted(_ ranks: [Rank], _ basis: Basis) -> [Rank] {
        basis.isReversed ? ranks.sorted { $1 < $0 } : ranks.sorted()
    }

    /// What a filter looks at.
    private static func text(of id: InstanceID, _ rollout: Rollout) -> String {
        guard let instance = rollout.instances[id] ?? rollout.workforce.members[id] else {
            return ""
        }
        let report = instance.report
        let label = rollout.plan.revision(of: instance.arm)?.label ?? ""
        return "\(id) \(instance.arm) \(label) \(instance.stateWords) \(report.endpoint ?? "") "
            + report.detail
    }
}

extension Listing.Basis {
    fileprivate func isFleetSame(as other: Self) -> Bool {
        fleet == other.fleet && second == other.second && sort == other.sort
            && isReversed == other.isReversed && filter == other.filter
            && isFrozen == other.isFrozen
    }
}

/// One instance's place, with everything the comparison needs, so that none of it is made twice.
private struct Rank: Comparable {
    let key: Double
    let side: Int
    let number: Int
    let id: InstanceID

    init(_ instance: Instance, by sort: InstanceSort, _ traffic: InstanceTraffic?) {
        key = sort.key(instance, traffic)
        side = sort == .name ? 0 : instance.arm == .canary ? 0 : 1
        number = instance.id.number
        id = instance.id
    }

    static func < (left: Rank, right: Rank) -> Bool {
        if left.key != right.key { return left.key < right.key }
        if left.side != right.side { return left.side < right.side }
        if left.number != right.number { return left.number < right.number }
        return left.id.rawValue < right.id.rawValue
    }
}
