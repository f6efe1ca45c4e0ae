import ArgumentParser

/// Plays the payment gateway.
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Take payments until TERM, and tell the shop of each by a signed webhook.",
        discussion: """
            POST /payments takes reference=ORDER; GET /payments counts. GET /health fails, and \
            no payment is taken, after /control?down=true.
            """
    )

    @Option(help: "The port on the loopback interface.")
    var port: UInt16

    @Option(help: "Where the shop is, by IPv4 address or localhost.")
    var shop = "http://127.0.0.1:8080"

    @Option(help: "How often a webhook is sent until the shop has accepted it.")
    var tries = 12

    func validate() throws {
        guard tries > 0 else { throw ValidationError("A webhook is sent at least once.") }
    }

    func run() async throws {
        let address = try WebAddress(shop)
        let gateway = Gateway(
            shop: WebClient(host: address.host, port: address.port),
            secret: try PaymentWebhookSecret.value,
            persistence: Gateway.Persistence(tries: tries)
        )
        try await HelperService.serve(
            "gateway",
            port: port,
            answer: { gateway.answer($0) },
            beside: { await gateway.run() }
        )
    }
}
