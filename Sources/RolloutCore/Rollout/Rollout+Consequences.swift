/// One step of what a command would do, as shown before it is confirmed.
package struct Consequence: Sendable, Hashable {
    /// What would happen, such as `25% → 0% on canary`.
    package var what: String
    /// How long it takes or may take, such as `about 40 ms` or `at most 30 s`; empty when unknown.
    package var time: String

    /// One step.
    package init(_ what: String, time: String = "") {
        self.what = what
        self.time = time
    }
}
