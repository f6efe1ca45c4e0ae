/// How a process ended, as far as anyone saw.
package enum Exit: Sendable, Hashable, Codable {
    /// It returned this status.
    case status(Int)
    /// This signal ended it.
    case signal(Int)
    /// It was gone when the steward looked; nobody was its parent then.
    case unseen

    /// In words: `exit status 1`, `signal 9`, `exit not seen`.
    package var words: String {
        switch self {
        case .status(let code): "exit status \(code)"
        case .signal(let number): "signal \(number)"
        case .unseen: "exit not seen"
        }
    }
}

/// Where one instance stands in its life.
///
/// starting → ready ⇄ notReady → stopped; crashed from any of them while it should run, and
/// starting again from crashed. Draining is not a state of the process but of its place in the
/// router: see ``Admission``.
package enum InstanceState: String, Sendable, Hashable, Codable {
    /// In the plan; its process has not been started.
    case planned
    /// The process runs and has not yet been ready for its whole soak.
    case starting
    /// It says it can take traffic, and said so through the soak.
    case ready
    /// It was ready, and its readiness check or liveness check fails now.
    case notReady
    /// It ended because it was asked to.
    case stopped
    /// It ended although it should run.
    case crashed
}

/// Whether the router may send requests to an instance.
///
/// out → admitted → draining → drained → out.
package enum Admission: Sendable, Hashable, Codable {
    /// The router does not know it.
    case out
    /// The router knows it and its own check passed.
    case admitted
    /// No new requests; the open ones are being waited for since that moment.
    case draining(since: Timestamp, open: Int)
    /// The router reported this many requests still open when the wait was over; 0 unless the
    /// limit passed.
    case drained(leftOpen: Int)
}

/// What the fleet reports of one instance.
package struct InstanceReport: Sendable, Hashable, Codable {
    /// Where it stands.
    package var state: InstanceState
    /// Its process id, once it has one.
    package var pid: Int?
    /// Where it takes requests, `127.0.0.1:9104`, once that is known.
    package var endpoint: String?
    /// The check it is at or failed, or its last line of output when it crashed; one line.
    ///
    /// Every report that differs is journaled, so it says no progress that goes by the second.
    package var detail: String
    /// How it ended, for crashed and stopped.
    package var exit: Exit?

    /// A report as a fleet makes it.
    package init(
        state: InstanceState,
        pid: Int? = nil,
        endpoint: String? = nil,
        detail: String = "",
        exit: Exit? = nil
    ) {
        self.state = state
        self.pid = pid
        self.endpoint = endpoint
        self.detail = detail
        self.exit = exit
    }
}

/// One running copy of a revision, as the rollout knows it.
package struct Instance: Sendable, Hashable, Codable {
    /// Its name, never used twice.
    package var id: InstanceID
    /// Which side of the split it serves.
    package var arm: Arm
    /// What the fleet last reported.
    package var report: InstanceReport
    /// When that report came; since then it is at the check its detail names.
    package var reported: Timestamp
    /// When that state began.
    package var since: Timestamp
    /// Whether the router may send it requests.
    package var admission: Admission
    /// How often it crashed in this release.
    package var crashes: Int
    /// Whether the fleet has reported it since this steward started; false asks for adoption.
    package var isConfirmed: Bool

    /// An instance that is in the plan and nothing more.
    package init(id: InstanceID, arm: Arm, since: Timestamp) {
        self.id = id
        self.arm = arm
        report = InstanceReport(state: .planned)
        reported = since
        self.since = since
        admission = .out
        crashes = 0
        isConfirmed = false
    }

    /// Ready, soaked, seen so by this steward, and known to the router: it can take its share of
    /// requests.
    package var carriesTraffic: Bool {
        isConfirmed && report.state == .ready && admission == .admitted
    }

    /// Whether a process of it may exist outside; true from the moment it may have been asked for,
    /// because a start nobody heard the answer of may have worked.
    package var mayRun: Bool {
        report.state != .stopped
    }

    /// Whether a process of it is seen to run or was last seen so.
    package var isAlive: Bool {
        switch report.state {
        case .starting, .ready, .notReady: true
        case .planned, .stopped, .crashed: false
        }
    }

    /// The instance after a report of its fleet at that moment.
    func taking(_ report: InstanceReport, at now: Timestamp) -> Instance {
        var next = self
        next.reported = now
        if report.state != self.report.state { next.since = now }
        if report.state == .crashed, self.report.state != .crashed { next.crashes += 1 }
        // The router knows an instance by its address, so a new address needs a new admission.
        let moved = report.endpoint != nil && report.endpoint != self.report.endpoint
        // One that died is taken out before it is started again, because the router's own check
        // would let requests through to it before its soak is over.
        let isGone = report.state == .stopped || report.state == .crashed
        if moved || isGone { next.admission = .out }
        next.report = report
        next.report.endpoint = report.endpoint ?? self.report.endpoint
        next.report.pid = report.pid ?? (report.exit == nil ? self.report.pid : nil)
        next.isConfirmed = true
        return next
    }
}
