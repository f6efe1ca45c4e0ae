extension Shop {
    static let sessionCookie = "session"

    func signIn(_ request: Request) async throws -> Response {
        guard request.method == "POST" else { return signInForm(status: 200) }
        let form = request.form
        guard let email = form["email"], let password = form["password"] else {
            return .plain("Email and password are needed.", status: 400)
        }
        let token = try await access.store().signIn(email: email, password: password)
        guard let token else { return signInForm(status: 401) }
        var response = Response.seeOther("/account")
        let seconds = Int(Store.sessionSeconds)
        let cookie =
            "\(Self.sessionCookie)=\(token); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
        response.headers.append(("Set-Cookie", cookie))
        return response
    }

    func signOut(_ request: Request) async throws -> Response {
        if let token = request.cookie(Self.sessionCookie) {
            try await access.store().signOut(session: token)
        }
        var response = Response.seeOther("/")
        response.headers.append(("Set-Cookie", "\(Self.sessionCookie)=; Path=/; Max-Age=0"))
        return response
    }

    func account(_ request: Request) async throws -> Response {
        guard let student = try await student(of: request) else { return signInForm(status: 401) }
        let orders = try await access.store().orders(ofStudent: student.id)
        let list = orders.map(description(of:)).joined(separator: "\n")
        return Page.html("Your courses", "<p>\(Page.escaped(student.email))</p>\n\(list)")
    }

    func enrol(_ request: Request) async throws -> Response {
        guard let student = try await student(of: request) else { return signInForm(status: 401) }
        guard let course = request.form["course"].flatMap({ Int64($0) }) else {
            return .plain("Which course is missing.", status: 400)
        }
        let reference = try await access.store().enrol(
            student: student.id,
            course: course,
            jobs: faults.jobsPerEnrolment
        )
        guard let reference else { return .plain("There is no such course.", status: 422) }
        return .seeOther("/orders/\(reference)")
    }

    private func student(of request: Request) async throws -> SignedInStudent? {
        guard let token = request.cookie(Self.sessionCookie) else { return nil }
        return try await access.store().student(session: token)
    }

    private func signInForm(status: Int) -> Response {
        Page.html(
            "Sign in",
            """
            <form method="post" action="/sign-in">
            <input name="email" type="email" autocomplete="username">
            <input name="password" type="password" autocomplete="current-password">
            <button>Sign in</button>
            </form>
            """,
            status: status
        )
    }
}
