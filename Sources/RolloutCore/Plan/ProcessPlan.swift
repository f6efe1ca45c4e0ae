/// An HTTP check of one instance.
package struct Probe: Sendable, Hashable, Codable {
    /// The path asked for, such as `/readyz`; an answer of 200 through 299 passes.
    package var path: String
    /// Time between two checks.
    @InMicroseconds package var every: Duration
    /// How long one answer may take.
    @InMicroseconds package var timeout: Duration
    /// Passes in a row that count as passed.
    package var successes: Int
    /// Failures in a row that count as failed.
    package var failures: Int

    /// A check with the periods the release model gives as defaults: every 1 s, 5 s for an answer.
    package init(
        path: String,
        every: Duration = .seconds(1),
        timeout: Duration = .seconds(5),
        successes: Int = 1,
        failures: Int = 3
    ) {
        self.path = path
        self.every = every
        self.timeout = timeout
        self.successes = successes
        self.failures = failures
    }
}

/// How one instance of a revision is started, checked, drained and stopped.
package struct ProcessPlan: Sendable, Hashable, Codable {
    /// The argument vector; `{artifact}` and `{port}` are replaced.
    ///
    /// Never given to a shell.
    package var command: [String]
    /// Names of the environment variables an instance gets; nothing else is passed on.
    package var environment: [String]
    /// Names among them whose values are secret: checked to be there, never shown or journaled.
    package var secrets: [String]
    /// Where secrets come from that are not simply variables of the steward's environment.
    ///
    /// Nil in plans of the time when all were.
    package var secretSources: [SecretSource]?
    /// The loopback ports instances may take; nil for a worker, which takes no requests, has no
    /// checks to answer, and is ready once it ran through its soak.
    package var ports: ClosedRange<Int>?
    /// Passes once when the process has started up; readiness counts only afterwards.
    package var startup: Probe
    /// How long start-up may take before the instance counts as failed to start.
    @InMicroseconds package var startupWithin: Duration
    /// Passes while it can serve real traffic.
    package var readiness: Probe
    /// How long it must stay ready before it counts.
    @InMicroseconds package var soak: Duration
    /// Passes while the process is not stuck.
    package var liveness: Probe
    /// Where it offers its metrics, such as `/metrics`; nil when it offers none.
    package var metricsPath: String?
    /// How long open requests are waited for after the last new one.
    @InMicroseconds package var drainWithin: Duration
    /// How long connections that outlive `drainWithin` are waited for; at least `drainWithin`.
    @InMicroseconds package var drainLongLived: Duration
    /// Time between TERM and KILL.
    @InMicroseconds package var grace: Duration

    /// A process with the release model's defaults for everything but its command and ports.
    package init(
        command: [String],
        ports: ClosedRange<Int>?,
        environment: [String] = [],
        secrets: [String] = []
    ) {
        self.command = command
        self.ports = ports
        self.environment = environment
        self.secrets = secrets
        startup = Probe(path: "/startupz", every: .milliseconds(250))
        startupWithin = .seconds(60)
        readiness = Probe(path: "/readyz", successes: 2)
        soak = .seconds(10)
        liveness = Probe(path: "/livez", every: .seconds(5))
        metricsPath = "/metrics"
        drainWithin = .seconds(30)
        drainLongLived = .seconds(300)
        grace = .seconds(10)
    }

    /// Where the value of a secret comes from; the environment when nothing else is said.
    package func source(of secret: String) -> SecretSource {
        secretSources?.first { $0.name == secret }
            ?? SecretSource(name: secret, origin: .environment)
    }
}
