/// One thing looked at before anything is changed, and what was found.
package struct Check: Sendable, Hashable, Codable {
    /// What was looked at, in a few words: `artifact digest`, `ports`.
    package var name: String
    /// Whether the release may go on as far as this check knows.
    package var passed: Bool
    /// What was found; when failed also what to do about it.
    ///
    /// One or two sentences, no secrets.
    package var finding: String
    /// How long it took.
    @InMicroseconds package var took: Duration
    /// Whether a person may pass it with a reason, such as a freeze window; never what would make
    /// the release or its way back not work.
    package var mayBeOverridden = false

    /// A check with its finding.
    package init(name: String, passed: Bool, finding: String, took: Duration) {
        self.name = name
        self.passed = passed
        self.finding = finding
        self.took = took
    }
}
