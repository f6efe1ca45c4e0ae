/// One request of the load, from the moment it was due.
struct LoadRequest {
    let kind: RequestKind
    /// When it should have been sent; latency counts from here, however late it was sent.
    let due: ContinuousClock.Instant
    let deadline: ContinuousClock.Instant
    let wantsOwnConnection: Bool
    let bytes: [UInt8]
    /// Whether it was sent before, on a connection that turned out to be closed.
    var isSecondAttempt = false
}
