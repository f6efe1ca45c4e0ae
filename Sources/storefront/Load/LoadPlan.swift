/// What load to put on which shop.
struct LoadPlan: Sendable {
    /// An IPv4 address.
    var host: String
    var port: UInt16
    /// Where customers pay; nothing for payments that are made up and told to the shop directly.
    var gateway: WebAddress?
    /// Requests a second, evenly spaced.
    var rate: Double
    /// How long requests are sent; nothing for until told to stop.
    var length: Duration?
    /// Most connections open at the same time.
    var connections = 256
    /// How long after its intended time a request may take; streams may take longer.
    var timeout: Duration = .seconds(10)
    /// How long a long-lived stream lasts.
    var liveSeconds = 15
    /// How many of a hundred requests use a connection of their own.
    var freshPercent = 10
    var seed: UInt64
    var webhookSecret: String

    /// When the request of that number is due, counted from the start: fixed, whatever happens.
    func due(_ number: Int) -> Duration {
        .seconds(Double(number) / rate)
    }
}
