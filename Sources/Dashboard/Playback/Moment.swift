package import RolloutCore

/// All that a dashboard knows from the entries up to one of them.
///
/// The same value comes from folding every entry from the first one on, and from a ``Keyframe``
/// with the entries after it.
package struct Moment: Sendable, Hashable {
    var picture: Picture

    /// Before the first entry.
    package init() { picture = Picture() }

    init(_ picture: Picture) { self.picture = picture }

    /// Folds the next entry; false when entries before it are missing.
    package mutating func fold(_ entry: Entry) -> Bool { picture.fold(entry) }

    /// The state; nil before the first entry.
    package var rollout: Rollout? { picture.rollout }

    /// How many lines of events there were by then.
    package var lineCount: Int { picture.log.count }

    /// The sequence of the last entry; 0 before the first.
    package var sequence: Int { picture.rollout?.sequence ?? 0 }
}

extension DashboardModel {
    /// Shows what was known at a moment of a recording, as a dashboard that watched then did.
    package mutating func show(_ moment: Moment, at time: Timestamp) {
        picture = moment.picture
        now = time
        // A recording does not tell who was heard when; what it tells is complete.
        stewardship = .alive(heardAt: time)
        assess()
        relist()
    }
}
