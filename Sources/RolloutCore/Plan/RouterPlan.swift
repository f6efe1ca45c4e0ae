/// The router in front of the service.
package enum RouterPlan: Sendable, Hashable, Codable {
    /// HAProxy started and kept by handoff, listening there, such as `127.0.0.1:8080`.
    ///
    /// `affinity` nil decides about each request by itself; `canaryWhen` nil knows no requests but
    /// those the share decides about. Both are absent from journals of the time before them.
    case haproxy(
        listen: String,
        affinity: SessionAffinity? = nil,
        canaryWhen: CanarySign? = nil
    )
    /// The user's own HAProxy, steered through its runtime socket. `stable` and `canary` name the
    /// two backends, `map` the file whose key `canary` holds the share in hundredths of a percent.
    case haproxySocket(HAProxySocket)
}
