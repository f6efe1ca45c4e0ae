/// How to steer a HAProxy that handoff does not own.
package struct HAProxySocket: Sendable, Hashable, Codable {
    /// Path of the runtime socket; needs `level admin`.
    package var socket: String
    /// The two backends that take turns at being stable; revisions alternate between them.
    package var backends: [String]
    /// The map file as the configuration names it; its key `share` holds the share of the
    /// second backend in hundredths of a percent.
    package var map: String
    /// UDP port on loopback where its request records arrive.
    package var recordsPort: Int

    /// The pieces an operator names in the plan.
    package init(socket: String, backends: [String], map: String, recordsPort: Int) {
        self.socket = socket
        self.backends = backends
        self.map = map
        self.recordsPort = recordsPort
    }
}
