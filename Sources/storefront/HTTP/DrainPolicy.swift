/// How a server stops without losing a request.
struct DrainPolicy: Sendable {
    /// How long connections are still accepted, and idle ones kept, after the order to stop.
    ///
    /// Requests sent before their sender could know are answered, with `Connection: close`.
    var notice: Duration = .milliseconds(250)
    /// How long after that a new connection may take to send its first request.
    var firstRequest: Duration = .seconds(1)
    /// After this long from the order, whatever is still open is cut.
    var limit: Duration = .seconds(25)
}
