/// The pages of the shop, and what it tells those that run it.
enum Route: Equatable {
    case home
    case course(Int64)
    case order(String)
    case signIn
    case signOut
    case account
    case enrolments
    case paymentWebhook
    case report
    case live
    case startup
    case readiness
    case liveness
    case metrics
    case unknown

    init(_ request: Request) {
        let parts = request.path.split(separator: "/")
        switch (parts.first, parts.count) {
        case (nil, _): self = .home
        case ("courses", 2): self = Int64(parts[1]).map(Route.course) ?? .unknown
        case ("orders", 2): self = .order(String(parts[1]))
        case ("webhooks", 2) where parts[1] == "payment": self = .paymentWebhook
        case ("sign-in", 1): self = .signIn
        case ("sign-out", 1): self = .signOut
        case ("account", 1): self = .account
        case ("enrolments", 1): self = .enrolments
        case ("report", 1): self = .report
        case ("live", 1): self = .live
        case ("startupz", 1): self = .startup
        case ("readyz", 1): self = .readiness
        case ("livez", 1): self = .liveness
        case ("metrics", 1): self = .metrics
        default: self = .unknown
        }
    }

    /// The path with its variable parts named, as metrics count it.
    var pattern: String {
        switch self {
        case .home: "/"
        case .course: "/courses/{id}"
        case .order: "/orders/{reference}"
        case .signIn: "/sign-in"
        case .signOut: "/sign-out"
        case .account: "/account"
        case .enrolments: "/enrolments"
        case .paymentWebhook: "/webhooks/payment"
        case .report: "/report"
        case .live: "/live"
        case .startup: "/startupz"
        case .readiness: "/readyz"
        case .liveness: "/livez"
        case .metrics: "/metrics"
        case .unknown: "other"
        }
    }

    /// Whether customers see it; defects of pages apply to these.
    var isPage: Bool {
        switch self {
        case .startup, .readiness, .liveness, .metrics, .paymentWebhook, .live, .unknown: false
        default: true
        }
    }

    /// Whether the method makes sense here.
    func allows(_ method: String) -> Bool {
        switch self {
        case .signOut, .enrolments, .paymentWebhook: method == "POST"
        case .signIn: method == "POST" || method == "GET" || method == "HEAD"
        case .live: method == "GET"
        default: method == "GET" || method == "HEAD"
        }
    }
}
