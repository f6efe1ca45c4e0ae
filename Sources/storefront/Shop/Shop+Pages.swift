import Foundation

extension Shop {
    /// The longest report a customer may ask for, in seconds.
    static let longestReport = 10.0
    static let usualReport = 1.5

    func home() async throws -> Response {
        let items = try await access.store().courses().map { course in
            """
            <li><a href="/courses/\(course.id)">\(Page.escaped(course.title))</a> \
            \(Page.price(course.priceCents))</li>
            """
        }
        return Page.html("Courses", "<ul>\n\(items.joined(separator: "\n"))\n</ul>")
    }

    func course(_ id: Int64) async throws -> Response {
        guard let course = try await access.store().course(id) else {
            return .plain("There is no such course.", status: 404)
        }
        return Page.html(
            course.title,
            """
            <p>\(Page.price(course.priceCents))</p>
            <form method="post" action="/enrolments">
            <input type="hidden" name="course" value="\(course.id)">
            <button>Enrol</button>
            </form>
            """
        )
    }

    func order(_ reference: String) async throws -> Response {
        guard let order = try await access.store().order(reference) else {
            return .plain("There is no such order.", status: 404)
        }
        let checkout = checkout
        metrics.recordCheckout(checkout)
        var page = Page.html(
            "Order \(order.reference)",
            description(of: order) + checkout.invitation(to: order, gateway: gateway)
        )
        page.headers.append(("X-Checkout", checkout.rawValue))
        return page
    }

    func description(of order: Order) -> String {
        """
        <p>\(Page.escaped(order.title)), \(Page.price(order.priceCents)), \
        \(order.paid == nil ? "not paid yet" : "paid"), \
        \(order.isConfirmed ? "confirmation sent" : "confirmation on its way")</p>
        """
    }

    /// A page that takes its time, as reports do; it holds no connection and no thread meanwhile.
    func report(_ request: Request) async throws -> Response {
        let asked = request.queryItem("seconds").flatMap(Double.init) ?? Self.usualReport
        guard asked >= 0, asked <= Self.longestReport else {
            return .plain("A report takes between 0 and 10 seconds.", status: 422)
        }
        let sales = try await access.store().salesReport()
        try await Task.sleep(for: .seconds(asked))
        return Page.html(
            "Sales",
            """
            <p>\(sales?.orders ?? 0) orders, \(sales?.paidOrders ?? 0) of them paid, \
            \(Page.price(sales?.paidCents ?? 0)) in all</p>
            """
        )
    }
}
