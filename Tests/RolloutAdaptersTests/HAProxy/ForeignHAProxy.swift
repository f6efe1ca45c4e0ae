import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

/// A HAProxy as an operator runs one: other names than ours, several threads, a small
/// configuration with what handoff needs.
final class ForeignHAProxy: Sendable {
    let folder: String
    let port: Int
    /// Where it sends its records to.
    let logPort: Int
    /// What the plan says of it.
    let plan: HAProxySocket
    private let process: ProcessIdentity

    /// Starts it.
    ///
    /// `recordsPort` is where the plan says records arrive, if not where they are sent.
    init(recordsPort: Int? = nil, share: Int = 0) throws {
        folder = NSTemporaryDirectory() + "handoff-" + UUID().uuidString.prefix(8)
        port = TestSocket.freePort()
        logPort = TestSocket.freePort()
        plan = HAProxySocket(
            socket: folder + "/operator.sock",
            backends: ["left", "right"],
            map: "split.map",
            recordsPort: recordsPort ?? logPort
        )
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "share \(share)\n".write(
            toFile: folder + "/split.map",
            atomically: true,
            encoding: .utf8
        )
        let text = Self.configuration(port: port, logPort: logPort)
        try text.write(toFile: folder + "/operator.cfg", atomically: true, encoding: .utf8)
        let binary = try #require(HAProxyBinary.find(nil))
        let words = ["-D", "-C", folder, "-f", "operator.cfg", "-p", "operator.pid"]
        let outcome = try binary.run(words, log: folder + "/operator.log")
        try #require(outcome.status == 0, "\(outcome.output)")
        let pid = try String(contentsOfFile: folder + "/operator.pid", encoding: .utf8)
        process = try #require(ProcessIdentity(runningAs: Int32(pid.filter(\.isNumber)) ?? 0))
    }

    /// Kills it, and removes its folder.
    func stop() {
        process.signal(SIGKILL)
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func configuration(port: Int, logPort: Int) -> String {
        """
        global
            stats socket unix@operator.sock mode 600 level admin
        defaults
            mode http
            timeout connect 1s
            timeout client 1m
            timeout server 1m
            retries 3
            option redispatch 1
            option http-server-close
        frontend shop
            bind 127.0.0.1:\(port)
            log 127.0.0.1:\(logPort) len 512 format raw local0 info
            log-format \(HAProxyConfiguration.recordFormat(token: "-"))
            http-request set-var(txn.begin) date(0,us)
            http-request set-var(txn.share) str(share),map_str_int(split.map,0)
            http-request set-var(txn.dice) rand(10000)
            use_backend right if { var(txn.dice),sub(txn.share) -m int lt 0 }
            default_backend left
        backend left
            balance roundrobin
            option httpchk GET /readyz
        backend right
            balance roundrobin
            option httpchk GET /readyz

        """
    }
}
