import Synchronization

/// Makes a service of this program fail and come back by a request: `/control?down=true`.
final class OutageSwitch: Sendable {
    private let down = Atomic(false)

    var isDown: Bool { down.load(ordering: .acquiring) }

    /// Answers what concerns the switch; nothing for any other request.
    ///
    /// `/health` says how it stands, and `/control` sets it, whichever way it stands.
    func answer(_ request: Request) -> Response? {
        switch request.path {
        case "/control":
            guard let isDown = Self.truth(request.queryItem("down")) else {
                return .plain("It is /control?down=true or /control?down=false.", status: 422)
            }
            down.store(isDown, ordering: .releasing)
            return .plain(isDown ? "down" : "up")
        case "/health":
            return isDown ? Self.refusal : .plain("healthy")
        default:
            return nil
        }
    }

    /// What every request is answered while the service is down.
    static var refusal: Response { .plain("This service is down.", status: 503) }

    private static func truth(_ text: String?) -> Bool? {
        switch text {
        case "true", "1", "yes": true
        case "false", "0", "no": false
        default: nil
        }
    }
}
