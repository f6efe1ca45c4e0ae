import Foundation
import GRDB

@testable import storefront

/// A shop on a database of its own, to be asked without a network.
struct TestShop {
    static let secret = "gateway and shop"

    let folder: URL
    let shop: Shop

    /// A shop of a revision with that defect; without a database file unless it is migrated.
    init(_ defect: Defect? = nil, isMigrated: Bool = true, limit: Int = 4) throws {
        folder = try TestFolders.make()
        let path = folder.appending(path: "shop.db").path
        if isMigrated { try Schema.migrate(database: path) }
        shop = Shop(
            build: BuildStamp(version: "test", defect: defect),
            access: StoreAccess(
                path: path,
                checkouts: Checkouts(limit: limit, patience: .milliseconds(50))
            ),
            faults: Faults(defect: defect, seed: 7),
            webhookSecret: Self.secret
        )
    }

    var database: String { shop.access.path }

    func get(_ path: String, cookie: String? = nil) async -> Response {
        var request = Request(method: "GET", path: path)
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

    /// How many rows a condition finds.
    func count(_ table: String, where condition: String = "1") throws -> Int {
        try DatabaseQueue(path: database).read {
            try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table) WHERE \(condition)") ?? 0
        }
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
