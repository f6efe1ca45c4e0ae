import RolloutCore

/// The configuration handoff runs its own HAProxy with.
///
/// Tried on HAProxy 2.6.12. Why it is as it is:
/// - One thread: a number read from the statistics is then consistent with the records sent, and
///   it was faster than two on a machine of two cores.
/// - `http-server-close`: a request never meets a server connection that is just being closed, so
///   the only connection failures are those before anything was sent, which may be tried again
///   whatever the method. It leaves no idle connections that hold up removal.
/// - Requests without effect are also tried again when a server died without a byte of answer.
/// - `observe layer4`: the first refused connection takes a server out, at once, until its next
///   check passes.
/// - `expose-fd listeners`: a steward takes a copy of the listening socket, so that connections
///   wait while a killed HAProxy is started again.
/// - A slot without servers falls back to the stable one; to the canary only while its share is
///   more than 0, because 0% means none.
struct HAProxyConfiguration {
    /// What the servers are, and the ports.
    var state: HAProxyState
    /// Where requests come in.
    var bind: String
    /// What a server answers 2xx to when it can serve.
    var readinessPath: String

    /// The map file's name, as the configuration and the runtime commands spell it.
    static let map = "share.map"
    /// The runtime socket's name in the folder.
    static let socket = "admin.sock"

    /// How every server is checked: out after two failed checks or one refused connection, in
    /// again after one passed check.
    static let serverOptions =
        "check inter 250ms fastinter 100ms downinter 250ms fall 2 rise 1"
        + " observe layer4 error-limit 1 on-error mark-down"

    /// What a record consists of; see ``RequestRecord``.
    static func recordFormat(token: String, hasSign: Bool = false) -> String {
        let words = "%b %s %ST %ts %[var(txn.begin)] %[date(0,us)]"
        let sign = hasSign ? " %[var(txn.smoke)]" : ""
        return "\"\(RequestRecord.mark) \(token) \(words)\(sign)\""
    }

    /// The map file's text.
    var mapText: String {
        """
        share \(state.share)
        stable \(state.stableSlot == .green ? 1 : 0)
        epoch \(state.epoch ?? 0)
        smoke \(state.isCanaryClosed == true ? 0 : 1)

        """
    }

    /// The configuration file's text.
    var text: String {
        Self.fixedHead + entry + backend(.blue) + backend(.green)
    }

    private static let fixedHead = """
        # Written by handoff, and written again whenever HAProxy is started.
        global
            nbthread 1
            noreuseport
            fd-hard-limit 20000
            stats socket unix@\(socket) mode 600 level admin expose-fd listeners
            stats timeout 60s
        defaults
            mode http
            timeout connect 1s
            timeout client 10m
            timeout server 60s
            timeout tunnel 1h
            timeout queue 5s
            timeout check 2s
            timeout http-request 10s
            timeout http-keep-alive 60s
            retries 3
            option redispatch 1
            retry-on conn-failure empty-response
            option http-server-close
            option idle-close-on-response
            option dontlognull

        """

    private var entry: String {
        """
        frontend entry
            bind \(bind)
            log 127.0.0.1:\(state.recordsPort) len 512 format raw local0 info
            log-format \(Self.recordFormat(token: state.token, hasSign: state.canaryWhen != nil))
            http-request set-var(txn.begin) date(0,us)
            http-request disable-l7-retry unless { method GET HEAD OPTIONS }
            http-request set-var(txn.share) str(share),map_str_int(\(Self.map),0)
            http-request set-var(txn.stable) str(stable),map_str_int(\(Self.map),0)
            http-request set-var(txn.dice) rand(10000)
            acl green_drawn var(txn.dice),sub(txn.share) -m int lt 0
            acl green_has_share var(txn.share) -m int gt 0
            acl blue_has_share var(txn.share) -m int lt 10000
            acl green_is_stable var(txn.stable) -m int 1
            acl green_serves nbsrv(green) gt 0
            acl blue_serves nbsrv(blue) gt 0
        \(signRules + affinityRules + signRoutes)
            use_backend blue if green_drawn !green_serves blue_serves !green_is_stable
            use_backend blue if green_drawn !green_serves blue_serves blue_has_share
            use_backend green if !green_drawn !blue_serves green_serves green_is_stable
            use_backend green if !green_drawn !blue_serves green_serves green_has_share
            use_backend green if green_drawn
            default_backend blue

        """
    }

    private func backend(_ slot: Slot) -> String {
        let servers = state.servers.sorted { $0.key < $1.key }.filter { $0.value.slot == slot }
        let lines = servers.map { id, server in
            let weight = server.place == .admitted ? 100 : 0
            return "    server \(id) \(server.endpoint) \(Self.serverOptions) weight \(weight)\n"
        }
        return """
            backend \(slot.rawValue)
                balance roundrobin
                http-request set-timeout server 10m if { req.hdr(accept) -m sub event-stream }
                option httpchk GET \(readinessPath)
                http-check expect status 200-299

            """ + lines.joined()
    }
}
