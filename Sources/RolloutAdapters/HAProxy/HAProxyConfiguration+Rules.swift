import RolloutCore

// Rules beside the share, all decided in the frontend, so that a change of the share and of them is
// one line to the runtime socket.
extension HAProxyConfiguration {
    /// How long a browser keeps the cookie, in seconds: a week, longer than a split lasts.
    ///
    /// One that came from an earlier split bears another epoch and is worth nothing.
    private static let cookieAge = 604_800

    /// Marks requests that bear the canary's sign, while it is open and has a server.
    ///
    /// In a variable that the record repeats, so that what is not judged is exactly what was sent
    /// there because of the sign.
    var signRules: String {
        guard let sign = state.canaryWhen else { return "" }
        let sample =
            switch sign {
            case .header(let name, let value): "req.hdr(\(name)) -m str \(value)"
            case .cookie(let name, let value): "req.cook(\(name)) -m str \(value)"
            }
        let mark = "http-request set-var(txn.smoke) int(1) if asks_canary canary_is_open"
        return """
                acl asks_canary \(sample)
                acl canary_is_open str(smoke),map_str_int(\(Self.map),0) -m int 1
                acl is_smoke var(txn.smoke) -m int 1
                \(mark) !green_is_stable green_serves
                \(mark) green_is_stable blue_serves

            """
    }

    /// Where marked requests go.
    var signRoutes: String {
        guard state.canaryWhen != nil else { return "" }
        return """
                use_backend green if is_smoke !green_is_stable
                use_backend blue if is_smoke green_is_stable

            """
    }

    /// Replaces the number that is drawn by the one in the user's cookie, and gives out cookies.
    ///
    /// A cookie is `epoch-number-until`: it counts when its epoch is the present one; until that
    /// second of 1970 its bearer stays on stable, as one whose number no share below 100% covers.
    /// `private` keeps shared caches from giving one user's cookie to another.
    var affinityRules: String {
        guard let affinity = state.affinity else { return "" }
        let cookie = affinity.cookie
        let form = "^[0-9]{1,10}-[0-9]{1,4}-[0-9]{1,10}$"
        let fresh = "if is_split !has_card" + (state.canaryWhen == nil ? "" : " !is_smoke")
        let content = "%[var(txn.epoch)]-%[var(txn.dice)]-%[var(txn.until)]"
        let seconds = affinity.within.components.seconds
        return """
                http-request set-var(txn.epoch) str(epoch),map_str_int(\(Self.map),0)
                http-request set-var(txn.now) date()
                acl is_split var(txn.share) -m int 1:9999
                acl is_card req.cook(\(cookie)) -m reg \(form)
                acl has_card var(txn.card),field(1,-),sub(txn.epoch) -m int eq 0
                acl stays var(txn.until),sub(txn.now) -m int gt 0
                acl is_new var(txn.new) -m bool
                http-request set-var(txn.card) req.cook(\(cookie)) if is_split is_card
                http-request set-var(txn.dice) var(txn.card),field(2,-) if has_card
                http-request set-var(txn.until) var(txn.card),field(3,-) if has_card
                http-request set-var(txn.dice) int(9999) if has_card stays !green_is_stable
                http-request set-var(txn.dice) int(0) if has_card stays green_is_stable
                http-request set-var(txn.new) bool(true) \(fresh)
                http-request set-var(txn.until) int(0) if is_new
                http-request set-var(txn.until) var(txn.now),add(\(seconds)) if is_new \
            green_is_stable green_drawn
                http-request set-var(txn.until) var(txn.now),add(\(seconds)) if is_new \
            !green_is_stable !green_drawn
                http-response add-header Set-Cookie "\(cookie)=\(content); Path=/; \
            Max-Age=\(Self.cookieAge); HttpOnly; SameSite=Lax" if is_new
                http-response add-header Cache-Control private if is_new

            """
    }
}
