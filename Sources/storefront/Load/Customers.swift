/// Everybody who sends requests to the shop, with what they remember: sessions and orders.
struct Customers {
    private static let remembered = 64

    private let plan: LoadPlan
    private let signature: WebhookSignature
    private var generator: SeededGenerator
    private var cookies: [String] = []
    private var references: [String] = []
    private var lastEvent = 0

    init(plan: LoadPlan) {
        self.plan = plan
        signature = WebhookSignature(secret: plan.webhookSecret)
        generator = SeededGenerator(seed: plan.seed)
    }

    /// Composes the next request.
    mutating func next(due: ContinuousClock.Instant) -> LoadRequest {
        var kind = RequestKind.random(using: &generator)
        // Nobody has an account page before somebody has signed in.
        if kind == .account || kind == .enrolment, cookies.isEmpty { kind = .signIn }
        if kind == .webhook, plan.gateway != nil { kind = .payment }
        let isFresh = Int.random(in: 0..<100, using: &generator) < plan.freshPercent
        let isAlone = isFresh || kind == .live || kind == .payment
        let limit = kind == .live ? plan.timeout + .seconds(plan.liveSeconds) : plan.timeout
        return LoadRequest(
            kind: kind,
            due: due,
            deadline: due + limit,
            wantsOwnConnection: isAlone,
            bytes: compose(kind, closes: isAlone)
        )
    }

    /// Remembers what an answer brought.
    mutating func learn(from answer: ResponseReader, to kind: RequestKind) {
        switch kind {
        case .signIn:
            guard let cookie = answer.setCookie else { return }
            Self.remember(cookie, in: &cookies)
        case .enrolment:
            guard let place = answer.location, let reference = place.split(separator: "/").last
            else { return }
            Self.remember(String(reference), in: &references)
        default:
            break
        }
    }

    private mutating func compose(_ kind: RequestKind, closes: Bool) -> [UInt8] {
        switch kind {
        case .home: return get("/", closes)
        case .course: return get("/courses/\(pick(OpeningStock.courses.count))", closes)
        case .order: return get("/orders/\(pickReference())", closes)
        case .account: return get("/account", closes, cookie: pickCookie())
        case .report: return get("/report", closes)
        case .live: return get("/live?seconds=\(plan.liveSeconds)", closes)
        case .signIn:
            let email = OpeningStock.email(ofStudent: pick(OpeningStock.students))
            let password = OpeningStock.password.replacing(" ", with: "+")
            return post("/sign-in", closes, "email=\(email)&password=\(password)")
        case .enrolment:
            let course = pick(OpeningStock.courses.count)
            return post("/enrolments", closes, "course=\(course)", cookie: pickCookie())
        case .webhook:
            return webhook(closes)
        case .payment:
            return post("/payments", closes, "reference=\(pickReference())")
        }
    }

    /// A delivery of the gateway; one in twenty repeats the one before, as gateways do.
    private mutating func webhook(_ closes: Bool) -> [UInt8] {
        if lastEvent == 0 || pick(20) > 1 { lastEvent += 1 }
        let body =
            "{\"id\":\"event-\(plan.seed)-\(lastEvent)\",\"reference\":\"\(pickReference())\"}"
        let signed = "X-Signature: \(signature.sign(Array(body.utf8)))\r\n"
        return post("/webhooks/payment", closes, body, type: "application/json", extra: signed)
    }

    private func get(_ target: String, _ closes: Bool, cookie: String? = nil) -> [UInt8] {
        Array("GET \(target) HTTP/1.1\r\n\(common(closes, cookie))\r\n".utf8)
    }

    private func post(
        _ target: String,
        _ closes: Bool,
        _ body: String,
        type: String = "application/x-www-form-urlencoded",
        extra: String = "",
        cookie: String? = nil
    ) -> [UInt8] {
        let fields =
            "Content-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n" + extra
        return Array(
            "POST \(target) HTTP/1.1\r\n\(common(closes, cookie))\(fields)\r\n\(body)".utf8
        )
    }

    private func common(_ closes: Bool, _ cookie: String?) -> String {
        var fields = "Host: \(plan.host):\(plan.port)\r\nUser-Agent: storefront-shop\r\n"
        if closes { fields += "Connection: close\r\n" }
        if let cookie { fields += "Cookie: \(cookie)\r\n" }
        return fields
    }

    private mutating func pickReference() -> String {
        references.randomElement(using: &generator)
            ?? OpeningStock.reference(ofOrder: pick(OpeningStock.orders))
    }

    private mutating func pickCookie() -> String? { cookies.randomElement(using: &generator) }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 1...count, using: &generator) }

    private static func remember(_ item: String, in items: inout [String]) {
        if items.count == remembered { items.removeFirst() }
        items.append(item)
    }
}
