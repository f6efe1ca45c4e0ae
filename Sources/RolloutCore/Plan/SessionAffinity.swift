/// Keeps a user on one revision while the share rises.
///
/// The first answer to a user during a split brings a cookie with a number, 0 through 9,999, drawn
/// once; the canary has the users whose number its share covers. So a user met on the canary stays
/// there while the share rises; one met on stable stays there for ``within``, and afterwards until
/// the share covers the number: nobody changes more than once on the way to 100%.
///
/// The share, as set, as the router reports it and as dashboards show it, is that of new decisions:
/// of users met for the first time, and of those met longer than ``within`` ago. Users met on
/// stable since then still weigh on its side, so the canary's part of all *requests* is at most the
/// share and reaches it after ``within``; with `within` zero it is the share of users at once.
/// Clients that keep no cookies are decided about request by request.
///
/// At a share of 0 or 100% no cookie counts and none is given: a rollback takes everybody back at
/// once, and makes worthless what was given before, as does the end of a release.
package struct SessionAffinity: Sendable, Hashable, Codable {
    /// The cookie's name: letters, digits, `-` and `_`.
    package var cookie: String
    /// How long a user met on stable stays there whatever the share; 0 or more, counted from the
    /// first answer.
    @InMicroseconds package var within: Duration

    /// Affinity by a cookie of that name; for an hour unless said otherwise.
    package init(cookie: String = "handoff", within: Duration = .seconds(3_600)) {
        self.cookie = cookie
        self.within = within
    }
}
