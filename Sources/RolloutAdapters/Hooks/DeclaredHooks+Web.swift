import RolloutCore

extension DeclaredHooks {
    /// Posts the release's state, and returns the last line of an answer of 200 through 299.
    func ask(
        _ url: String,
        of hook: HookPlan,
        within limit: Duration,
        telling context: HookContext
    ) async throws -> String {
        let address: WebAddress
        do {
            address = try WebAddress(url)
        } catch {
            throw hook.failure(
                .conflict,
                "was not asked: its URL \(error.words)",
                isRetryable: false
            )
        }
        var request = WebRequest("POST", address, timeout: limit)
        request.body = try HookMessage(context).json
        request.headers = [
            "Content-Type": "application/json",
            "Idempotency-Key": context.idempotencyKey.headerValue(),
        ]
        let outcome = try await WebExchange.outcome(of: request)
        let mask = SecretMask(secrets.knownValues + address.secrets)
        guard case .answered(let answer) = outcome else {
            throw hook.failure(outcome.kind, "has no answer: \(address.place) \(outcome.words)")
        }
        let lines = PrintedText.lines(
            of: mask.masked(String(decoding: answer.body, as: UTF8.self)).utf8
        )
        guard answer.isSuccess else {
            throw hook.failure(.refused, "\(outcome.words) at \(address.place)", lines: lines)
        }
        return lines.last ?? ""
    }
}

extension WebOutcome {
    /// What sort of failure it is, when it is one.
    var kind: Failure.Kind {
        switch self {
        case .answered: .refused
        case .timedOut: .timedOut
        case .unreachable, .broken: .unreachable
        }
    }
}
