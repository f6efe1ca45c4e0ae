package import RolloutCore

/// What serves now, as the last release that ended left it.
///
/// Written in the transaction of that release's `ended`, so the two never contradict each other.
package struct Deployment: Sendable, Hashable {
    /// The revision with all the traffic; nil when none ever succeeded.
    package var revision: Revision?
    /// Its instances, by number, as the stable side of the next release: not yet confirmed.
    package var instances: [Instance]
    /// Its workers, by number, likewise.
    package var workers: [Instance]
    /// The number the next new instance or worker gets; no number is used twice within a service.
    package var nextInstanceNumber: Int
    /// The newest rehearsal of the revision that serves; nil when it was never rehearsed.
    package var receipt: RehearsalReceipt?

    /// What serves, and where numbering goes on; nothing by default.
    package init(
        revision: Revision? = nil,
        instances: [Instance] = [],
        workers: [Instance] = [],
        nextInstanceNumber: Int = 1,
        receipt: RehearsalReceipt? = nil
    ) {
        self.revision = revision
        self.instances = instances
        self.workers = workers
        self.nextInstanceNumber = nextInstanceNumber
        self.receipt = receipt
    }

    /// What a release leaves behind when it ends like that.
    ///
    /// Unless it succeeded, stable serves on. Instances that may run are kept, crashed ones too:
    /// the next release finds out.
    package init(after rollout: Rollout, outcome: Outcome) {
        if rollout.start.purpose == .adoption, outcome != .adopted {
            // What was not taken over is nobody's here.
            revision = nil
            instances = []
            workers = []
            nextInstanceNumber = rollout.start.firstInstanceNumber
            return
        }
        let arm: Arm = outcome == .succeeded ? .canary : .stable
        revision = rollout.plan.revision(of: arm)
        // A receipt of the revision that left says nothing of the one that serves now.
        receipt = arm == .stable ? rollout.receipt ?? rollout.start.receipt : nil
        instances = rollout.instances(of: arm).filter(\.mayRun).map(Self.asStable)
        workers = rollout.workforce.members(of: arm).filter(\.mayRun).map(Self.asStable)
        let all = [rollout.instances.keys, rollout.workforce.members.keys]
        let used = all.joined().map(\.number).max() ?? 0
        nextInstanceNumber = max(rollout.start.firstInstanceNumber, used + 1)
    }

    private static func asStable(_ instance: Instance) -> Instance {
        var instance = instance
        instance.arm = .stable
        instance.crashes = 0
        instance.isConfirmed = false
        return instance
    }
}
