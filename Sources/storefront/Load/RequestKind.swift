/// What a customer, the payment gateway or the office may ask of the shop.
enum RequestKind: String, CaseIterable, Sendable {
    case home = "GET /"
    case course = "GET /courses/{id}"
    case order = "GET /orders/{reference}"
    case account = "GET /account"
    case signIn = "POST /sign-in"
    case enrolment = "POST /enrolments"
    case webhook = "POST /webhooks/payment"
    case payment = "POST /payments"
    case report = "GET /report"
    case live = "GET /live"

    /// How many of a thousand requests are of this kind.
    var share: Int {
        switch self {
        case .home: 150
        case .course: 200
        case .order: 392
        case .account: 100
        case .signIn: 35
        case .enrolment: 60
        case .webhook: 60
        // Takes the place of a webhook where there is a gateway to pay at.
        case .payment: 0
        case .report: 2
        case .live: 1
        }
    }

    /// The status of the answer when all is well.
    var expectedStatus: Int {
        switch self {
        case .signIn, .enrolment: 303
        case .payment: 202
        default: 200
        }
    }

    /// Whether sending it twice does what sending it once does, so that a client may.
    var isIdempotent: Bool { rawValue.hasPrefix("GET ") }

    /// Draws a kind by its share.
    static func random(using generator: inout some RandomNumberGenerator) -> RequestKind {
        var left = Int.random(in: 0..<1_000, using: &generator)
        for kind in allCases {
            if left < kind.share { return kind }
            left -= kind.share
        }
        return .order
    }
}
