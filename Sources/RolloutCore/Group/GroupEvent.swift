/// A fact decided about a group, past tense; journaled, never edited.
package enum GroupEvent: Sendable, Hashable, Codable {
    /// A group began under a plan that does not change any more.
    case groupStarted(GroupStarted)
    /// A steward took up the group; `resumed` when another had it before.
    case stewardStarted(Steward, resumed: Bool)
    /// All checks of one component were made; the digest is that of its artifact.
    case componentChecked(ComponentName, [Check], Digest?)
    /// No check of any component failed; components start from here.
    case releaseBegan
    /// The release of a component is to be started.
    case startBegan(ComponentName)
    /// The component's release is that one.
    case componentStarted(ComponentName, ReleaseID)
    /// The component has no release and gets none, in words.
    case componentNotStarted(ComponentName, String)
    /// A component's release shows something else of itself.
    case componentChanged(ComponentName, ComponentReport)
    /// A component's steward refused what the group asked for, in its words.
    case componentRefused(ComponentName, Command.Verb, String)
    /// All components arrived and their warm times are over.
    case warmEnded
    /// A way back was decided.
    case rollbackStarted(GroupCause)
    /// Nothing starts from here, on a person's word; releases under way are paused.
    case paused(by: Operator, reason: String?)
    /// The group goes on, on a person's word.
    case resumed(by: Operator)
    /// A person's note.
    case annotated(String, by: Operator)
    /// A command was refused.
    case rejected(Command, Rejection)
    /// The group is over.
    case ended(GroupOutcome)
}

/// Everything a group starts with; enough to fold all that follows.
package struct GroupStarted: Sendable, Hashable, Codable {
    /// Its number within the journal of the group, from 1.
    package var number: Int
    /// The plan, fixed from here.
    package var plan: GroupPlan
    /// Who started it.
    package var by: Operator
    /// The version of handoff that decided.
    package var version: String
    /// Why checks that may be overridden are passed; nil when they are not.
    package var override: String?

    /// What a group starts with.
    package init(number: Int, plan: GroupPlan, by: Operator, version: String) {
        self.number = number
        self.plan = plan
        self.by = by
        self.version = version
    }
}

/// An event of a group with its place and time in the journal.
package struct GroupEntry: Sendable, Hashable {
    /// 1 for the group's first entry, rising by one without gaps.
    package var sequence: Int
    /// When it was decided, by the steward's clock.
    package var at: Timestamp
    /// What happened.
    package var event: GroupEvent

    /// An entry as the journal keeps it.
    package init(sequence: Int, at: Timestamp, event: GroupEvent) {
        self.sequence = sequence
        self.at = at
        self.event = event
    }
}
