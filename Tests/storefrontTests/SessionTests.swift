import Testing

@testable import storefront

@Suite struct SessionTests {
    @Test func `a student who signs in sees the account page`() async throws {
        let test = try await TestShop()
        let cookie = try #require(await test.signIn())
        let account = await test.get("/account", cookie: cookie)
        #expect(account.status == 200)
        #expect(account.text.contains(OpeningStock.email(ofStudent: 1)))
    }

    @Test func `a session opened on one instance holds on another`() async throws {
        let test = try await TestShop()
        let cookie = try #require(await test.signIn())
        let other = Shop(
            build: .unstamped,
            access: StoreAccess(.file(test.database), checkouts: Checkouts(limit: 2)),
            faults: Faults(defect: nil, seed: 1),
            webhookSecret: TestShop.secret
        )
        var request = Request(method: "GET", path: "/account")
        request.headers["cookie"] = cookie
        #expect(await other.answer(request).status == 200)
    }

    @Test func `a wrong password opens no session`() async throws {
        let test = try await TestShop()
        #expect(await test.signIn(password: "guess") == nil)
        #expect(try await test.count("session") == 0)
    }

    @Test(arguments: [nil, "session=", "session=feed", "other=1; session=feed"])
    func `without a session there is no account page`(cookie: String?) async throws {
        let test = try await TestShop()
        #expect(await test.get("/account", cookie: cookie).status == 401)
    }

    @Test func `signing out ends the session`() async throws {
        let test = try await TestShop()
        let cookie = try #require(await test.signIn())
        #expect(await test.post("/sign-out", "", headers: ["cookie": cookie]).status == 303)
        #expect(await test.get("/account", cookie: cookie).status == 401)
    }

    @Test func `the database does not hold what would sign somebody in`() async throws {
        let test = try await TestShop()
        let token = try #require(await test.signIn()).dropFirst("session=".count)
        #expect(try await test.count("session", where: "hex(tokenHash) LIKE '%\(token)%'") == 0)
        #expect(try await test.count("session") == 1)
    }

    @Test func `an enrolment places an order and enqueues one confirmation`() async throws {
        let test = try await TestShop()
        let cookie = try #require(await test.signIn())
        let answer = await test.post("/enrolments", "course=3", headers: ["cookie": cookie])
        #expect(answer.status == 303)
        let page = try #require(answer.header("Location"))
        #expect(await test.get(page).text.contains("Bread from Wild Yeast"))
        #expect(try await test.count("job") == 1)
    }

    @Test func `an enrolment in a course there is not changes nothing`() async throws {
        let test = try await TestShop()
        let cookie = try #require(await test.signIn())
        let answer = await test.post("/enrolments", "course=99", headers: ["cookie": cookie])
        #expect(answer.status == 422)
        #expect(try await test.count("job") == 0)
        #expect(try await test.count("purchase") == OpeningStock.orders)
    }

    @Test func `an enrolment without a session is refused`() async throws {
        let test = try await TestShop()
        #expect(await test.post("/enrolments", "course=3").status == 401)
        #expect(try await test.count("job") == 0)
    }
}
