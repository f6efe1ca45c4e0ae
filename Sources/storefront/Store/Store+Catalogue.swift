/// A course as the shop window shows it.
struct Course: Sendable {
    var id: Int64
    var title: String
    var priceCents: Int

    fileprivate init(_ row: SQLRow) throws {
        id = try row["id"]
        title = try row["title"]
        priceCents = try row["priceCents"]
    }
}

/// An order with what its page needs.
struct Order: Sendable {
    var reference: String
    var title: String
    var priceCents: Int
    var placed: Double
    var paid: Double?
    var isConfirmed: Bool

    fileprivate init(_ row: SQLRow) throws {
        reference = try row["reference"]
        title = try row["title"]
        priceCents = try row["priceCents"]
        placed = try row["placed"]
        paid = try row["paid"]
        isConfirmed = try row["isConfirmed"]
    }
}

/// What the report page adds up.
struct SalesReport: Sendable {
    var orders: Int
    var paidOrders: Int
    var paidCents: Int
}

extension Store {
    func courses() async throws -> [Course] {
        try await read {
            try $0.rows("SELECT id, title, priceCents FROM course ORDER BY title").map(Course.init)
        }
    }

    func course(_ id: Int64) async throws -> Course? {
        try await read {
            try $0.rows("SELECT id, title, priceCents FROM course WHERE id = ?", [id]).first
                .map(Course.init)
        }
    }

    func order(_ reference: String) async throws -> Order? {
        let query = orderQuery + " WHERE purchase.reference = ?"
        return try await read { try $0.rows(query, [reference]).first.map(Order.init) }
    }

    /// The latest orders of one student, newest first.
    func orders(ofStudent student: Int64) async throws -> [Order] {
        let query = orderQuery + " WHERE studentID = ? ORDER BY purchase.id DESC LIMIT 10"
        return try await read { try $0.rows(query, [student]).map(Order.init) }
    }

    func salesReport() async throws -> SalesReport? {
        let query = """
            SELECT COUNT(*) AS orders, COUNT(paid) AS paidOrders,
                CAST(COALESCE(
                    SUM(CASE WHEN paid IS NOT NULL THEN \(generation.priceInCents) END), 0
                ) AS BIGINT) AS paidCents
            FROM (SELECT * FROM purchase ORDER BY id DESC LIMIT 5000) AS purchase
            """
        return try await read {
            try $0.rows(query).first.map { row in
                SalesReport(
                    orders: try row["orders"],
                    paidOrders: try row["paidOrders"],
                    paidCents: try row["paidCents"]
                )
            }
        }
    }

    private var orderQuery: String {
        """
        SELECT purchase.reference, title, \(generation.priceInCents) AS priceCents, placed, paid,
            EXISTS (SELECT 1 FROM confirmation
                WHERE confirmation.reference = purchase.reference) AS isConfirmed
        FROM purchase JOIN course ON course.id = courseID
        """
    }
}
