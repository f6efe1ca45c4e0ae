import Foundation
import Testing

@testable import storefront

/// A shop on a database of its own, to be asked without a network.
struct TestShop {
    static let secret = "gateway and shop"

    let base: TestDatabase
    let shop: Shop

    /// A shop of a revision with that defect; on a database without tables unless it is migrated.
    init(
        _ defect: Defect? = nil,
        on dialect: Dialect = .sqlite,
        isMigrated: Bool = true,
        limit: Int = 4,
        patience: Duration = .milliseconds(50)
    ) async throws {
        let database = try await TestDatabase.make(dialect)
        if isMigrated { try await Schema.prepare(database.address, for: .second) }
        self.init(defect, on: database, limit: limit, patience: patience)
    }

    /// Another shop on a database, of that version.
    init(
        _ defect: Defect? = nil,
        on database: TestDatabase,
        version: String = "test",
        limit: Int = 4,
        patience: Duration = .milliseconds(50),
        flags: FlagFile? = nil,
        gateway: String? = nil
    ) {
        base = database
        shop = Shop(
            build: BuildStamp(version: version, defect: defect),
            access: StoreAccess(
                database.address,
                checkouts: Checkouts(limit: limit, patience: patience),
                generation: Generation(version: version)
            ),
            faults: Faults(defect: defect, seed: 7),
            webhookSecret: Self.secret,
            flags: flags,
            gateway: gateway
        )
    }

    /// The database as a command takes it.
    var database: String { base.argument }

    func get(_ path: String, cookie: String? = nil) async -> Response {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        var request = Request(method: "GET", path: parts[0])
        if parts.count == 2 { request.query = parts[1] }
        if let cookie { request.headers["cookie"] = cookie }
        return await shop.answer(request)
    }

    func post(_ path: String, _ body: String, headers: [String: String] = [:]) async -> Response {
        var request = Request(method: "POST", path: path)
        request.headers = headers
        request.body = Array(body.utf8)
        return await shop.answer(request)
    }

    /// Signs the first student in and answers the cookie to send from then on.
    func signIn(password: String = "open+sesame") async -> String? {
        let email = OpeningStock.email(ofStudent: 1)
        let answer = await post("/sign-in", "email=\(email)&password=\(password)")
        return answer.header("Set-Cookie").map { String($0.prefix { $0 != ";" }) }
    }

    /// Delivers a payment, signed as the gateway would unless another signature is given.
    func deliver(_ event: String, signature: String? = nil) async -> Response {
        let body = "{\"id\":\"\(event)\",\"reference\":\"A-1005\"}"
        let genuine = WebhookSignature(secret: Self.secret).sign(Array(body.utf8))
        return await post(
            "/webhooks/payment",
            body,
            headers: ["x-signature": signature ?? genuine]
        )
    }

    /// Signs in and enrols; answers the page of the order.
    func enrol(course: Int = 3) async throws -> String {
        let cookie = try #require(await signIn())
        let answer = await post("/enrolments", "course=\(course)", headers: ["cookie": cookie])
        return try #require(answer.header("Location"))
    }

    /// How many rows a condition finds.
    func count(_ table: String, where condition: String = "1 = 1") async throws -> Int {
        try await base.count(table, where: condition)
    }
}

extension Response {
    /// The body as text; empty for a stream.
    var text: String {
        guard case .whole(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}

/// Asks every 10 ms until the answer is yes; false when the time is over first.
func eventually(
    within limit: Duration = .seconds(30),
    _ condition: () async throws -> Bool
) async rethrows -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return false
}
