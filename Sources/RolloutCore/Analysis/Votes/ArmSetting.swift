/// What the instances of one revision add to its counts of one second.
package struct ArmSetting: Sendable, Hashable {
    /// Requests open at the end of the second; nil when that was not measured.
    package var open: Int?
    /// Requests that instances served which joined a moment ago.
    package var newcomerRequests: Int
    /// Those of them that failed.
    package var newcomerErrors: Int

    /// Nothing known, and nobody new; unless said otherwise.
    package init(open: Int? = nil, newcomerRequests: Int = 0, newcomerErrors: Int = 0) {
        self.open = open
        self.newcomerRequests = newcomerRequests
        self.newcomerErrors = newcomerErrors
    }
}
