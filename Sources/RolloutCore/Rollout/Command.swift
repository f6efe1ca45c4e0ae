/// A wish from a person, with who, when by its entry, and why.
package struct Command: Sendable, Hashable, Codable {
    /// One verb, one meaning; the same words on keys, in the command line and in the journal.
    package enum Verb: Sendable, Hashable, Codable {
        /// Stop advancing; judging goes on; rollback stays possible.
        case pause
        /// Take back a pause.
        case resume
        /// Open the current gate or skip what is left of a wait. `full` opens all that remain;
        /// `override` passes a criterion that is worse or unmeasured and needs a reason.
        case advance(full: Bool, override: Bool)
        /// One weight down; the release goes on from there.
        case stepBack
        /// Traffic back to stable first, then the rest.
        case rollback
        /// Keep the previous revision warm until told otherwise.
        case holdWarm
        /// End the warm time.
        case releaseWarm
        /// Let the removal from the schema begin, or leave it for `later`.
        case contract(later: Bool)
        /// A note in the record.
        case annotate
    }

    /// What is wished.
    package var verb: Verb
    /// Who wishes it.
    package var by: Operator
    /// Why, in the person's words; nil when none was given.
    package var reason: String?
    /// The rollout's ``Rollout/revision`` the person saw when deciding; refused when it moved on,
    /// except for a rollback.
    package var seen: Int?

    /// A command as a key or the command line makes it.
    package init(_ verb: Verb, by: Operator, reason: String? = nil, seen: Int? = nil) {
        self.verb = verb
        self.by = by
        self.reason = reason
        self.seen = seen
    }
}

extension Command.Verb {
    /// The verb as typed on the command line.
    package var words: String {
        switch self {
        case .pause: "pause"
        case .resume: "resume"
        case .advance(let full, let override):
            "advance" + (full ? " --full" : "") + (override ? " --override" : "")
        case .stepBack: "step-back"
        case .rollback: "rollback"
        case .holdWarm: "hold-warm"
        case .releaseWarm: "release-warm"
        case .contract(let later): "contract" + (later ? " --later" : "")
        case .annotate: "annotate"
        }
    }
}

/// A command refused, in words an operator can act on.
package struct Rejection: Sendable, Hashable, Codable, Error {
    /// Another command that leads on from here; each place that shows it words it in its own
    /// way, because a terminal has verbs to type and a dashboard has keys.
    package enum Remedy: String, Sendable, Hashable, Codable {
        /// Take back the pause.
        case resume
        /// Advance past what is worse or unmeasured, with a reason.
        case override
        /// Return all traffic to stable.
        case rollback
        /// Confirm the removal from the schema.
        case contract
    }

    /// What was not done, the fact seen, and what can be done where that is no other command; one
    /// or two sentences.
    package var sentence: String
    /// The command that leads on; nil when there is none.
    package var remedy: Remedy?

    /// A refusal in words.
    package init(_ sentence: String, remedy: Remedy? = nil) {
        self.sentence = sentence
        self.remedy = remedy
    }

    /// The refusal with its remedy as it is typed on the command line.
    package var typed: String {
        switch remedy {
        case .resume: sentence + " `resume` goes on."
        case .override: sentence + " `advance --override --reason` passes it, on the record."
        case .rollback: sentence + " `rollback` returns all traffic to stable."
        case .contract:
            sentence + " `contract` lets the removal begin, `contract --later` leaves it."
        case nil: sentence
        }
    }
}
