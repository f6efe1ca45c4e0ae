/// A request on its way from the event loop to whoever answers it.
struct Exchange: Sendable {
    let connection: Mailbox.ConnectionID
    let request: Request
    let listener: Listener
}
