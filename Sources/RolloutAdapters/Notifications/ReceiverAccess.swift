import RolloutCore

/// What the plan of a receiver comes to: where to post, and how to sign.
struct ReceiverAccess: Sendable {
    /// Why a receiver cannot be posted to, in words to follow its name and without any secret.
    struct Trouble: Error {
        let words: String
        /// Whether it may be gone later without anybody correcting the plan.
        let isPassing: Bool
    }

    let address: WebAddress
    let signature: WebhookSignature?

    /// Finds the URL and the key; asks files and commands anew when told to.
    init(
        _ receiver: NotificationPlan,
        secrets: SecretStore,
        isAnew: Bool = false
    ) async throws(Trouble) {
        let sources = [receiver.secretURL, receiver.key].compactMap(\.self)
        let values = await onOwnThread {
            isAnew
                ? secrets.refresh(sources)
                : Dictionary(sources.map { ($0, secrets.value(of: $0)) }) { first, _ in first }
        }
        func value(_ source: SecretSource) throws(Trouble) -> String {
            switch values[source] {
            case .success(let value): return value
            case .failure(let trouble):
                throw Trouble(
                    words: "was not asked: secret \(source.name) \(trouble.fact)",
                    isPassing: !trouble.isOfEnvironment
                )
            case nil: throw Trouble(words: "was not asked: no \(source.name)", isPassing: true)
            }
        }
        guard let text = try receiver.secretURL.map(value) ?? receiver.url else {
            throw Trouble(words: "was not asked: it has no `url`", isPassing: false)
        }
        do {
            address = try WebAddress(text)
        } catch {
            throw Trouble(words: "was not asked: its URL \(error.words)", isPassing: false)
        }
        signature = try receiver.key.map { source throws(Trouble) in
            let key = try value(source)
            do throws(WebhookSignature.Malformed) {
                return try WebhookSignature(key: key)
            } catch {
                let words = "was not asked: secret \(source.name) \(error.words)"
                throw Trouble(words: words, isPassing: false)
            }
        }
    }
}

extension NotificationPlan {
    /// What it is called in sentences: never more of a URL than scheme, host and port, since a path
    /// may be a secret, and nothing of one that is kept as a secret.
    var title: String {
        if let secretURL { return "the receiver in secret \(secretURL.name)" }
        guard let url, let address = try? WebAddress(url) else { return "the receiver" }
        return "the receiver at \(address.place)"
    }
}
