import ArgumentParser
import Foundation

/// Plays whoever wants to be told of releases.
struct ReceiverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receiver",
        abstract: "Take signed webhooks until TERM, and count them by their id.",
        discussion: """
            Anything posted is a webhook; its signature is that of the Standard Webhooks \
            specification. GET /received shows all that came. After /control?down=true every \
            webhook is refused with 503.
            """
    )

    @Option(help: "The port on the loopback interface.")
    var port: UInt16

    @Option(help: "The environment variable that holds the key, as whsec_BASE64 or as it is.")
    var keyVariable: String

    func run() async throws {
        let secret = ProcessInfo.processInfo.environment[keyVariable] ?? ""
        guard !secret.isEmpty, let webhook = StandardWebhook(secret: secret) else {
            throw ValidationError(
                "\(keyVariable) holds no key: webhooks cannot be checked. A key after whsec_ is "
                    + "in base64."
            )
        }
        let receiver = Receiver(webhook)
        try await HelperService.serve("receiver", port: port, answer: { receiver.answer($0) })
    }
}
