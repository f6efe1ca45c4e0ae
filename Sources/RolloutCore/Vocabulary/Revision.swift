/// One immutable build plus how it is run, identified by its digest and shown by its label.
package struct Revision: Sendable, Hashable, Codable {
    /// What people call it, such as `2.0`; need not be unique.
    package var label: String
    /// The hash of the artifact's bytes, which is what a revision *is*.
    package var digest: Digest
    /// Where the pinned copy of those bytes lies on this host.
    package var artifact: String
    /// How one instance of it is started, probed and stopped.
    package var process: ProcessPlan
    /// How one worker of it is started and stopped; nil when it has none.
    package var worker: ProcessPlan?

    /// A revision whose artifact was already pinned at `artifact`.
    package init(label: String, digest: Digest, artifact: String, process: ProcessPlan) {
        self.label = label
        self.digest = digest
        self.artifact = artifact
        self.process = process
    }
}

/// Which side of the split something belongs to.
package enum Arm: String, Sendable, Hashable, Codable, CaseIterable {
    /// The revision serving before this rollout; the place rollback returns to.
    case stable
    /// The new revision.
    case canary
}

/// The person, or the job acting for one, behind a command.
package struct Operator: Sendable, Hashable, Codable {
    /// The login name, `handoff` itself for what the engine decides alone.
    package var name: String
    /// The numeric user id the operating system vouched for; -1 for the engine.
    package var uid: Int
    /// Where it came from: a terminal's name, `ci`, or `engine`.
    package var via: String

    /// An operator as the command line found it.
    package init(name: String, uid: Int, via: String) {
        self.name = name
        self.uid = uid
        self.via = via
    }

    /// The engine acting by the plan, with nobody's key behind it.
    package static let engine = Operator(name: "handoff", uid: -1, via: "engine")
}

/// Why something outside did not work, in words that are journaled and read years later.
package struct Failure: Sendable, Hashable, Codable, Error {
    /// What sort of thing went wrong; the engine's policy depends on it, not on the words.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The other side could not be reached: no socket, connection refused.
        case unreachable
        /// The other side answered and said no.
        case refused
        /// No answer within the limit.
        case timedOut
        /// A process ended when it should have run.
        case crashed
        /// Ports, memory or another resource ran out.
        case noCapacity
        /// What was asked for contradicts what is there.
        case conflict
    }

    /// The sort of failure.
    package var kind: Kind
    /// What was not done and the fact seen, in one sentence.
    ///
    /// No secrets, no escape sequences.
    package var summary: String
    /// More for whoever digs.
    ///
    /// The other side's own words, bounded to 2,000 characters.
    package var detail: String
    /// Whether trying again unchanged can help.
    package var isRetryable: Bool

    /// The longest `detail` kept, in characters, so that a chatty peer cannot fill the journal.
    package static let detailLimit = 2_000

    /// A failure in words; `detail` is cut to ``detailLimit``.
    package init(_ kind: Kind, _ summary: String, detail: String = "", isRetryable: Bool = true) {
        self.kind = kind
        self.summary = summary
        self.detail = String(detail.prefix(Self.detailLimit))
        self.isRetryable = isRetryable
    }
}
