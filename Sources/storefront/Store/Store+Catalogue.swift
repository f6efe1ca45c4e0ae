import Foundation
import GRDB

/// A course as the shop window shows it.
struct Course: Sendable, Decodable, FetchableRecord {
    var id: Int64
    var title: String
    var priceCents: Int
}

/// An order with what its page needs.
struct Order: Sendable, Decodable, FetchableRecord {
    var reference: String
    var title: String
    var priceCents: Int
    var placed: Double
    var paid: Double?
    var isConfirmed: Bool
}

/// What the report page adds up.
struct SalesReport: Sendable, Decodable, FetchableRecord {
    var orders: Int
    var paidOrders: Int
    var paidCents: Int
}

extension Store {
    func courses() async throws -> [Course] {
        try await read {
            try Course.fetchAll($0.cachedStatement(sql: "SELECT * FROM course ORDER BY title"))
        }
    }

    func course(_ id: Int64) async throws -> Course? {
        try await read {
            try Course.fetchOne(
                $0.cachedStatement(sql: "SELECT * FROM course WHERE id = ?"),
                arguments: [id]
            )
        }
    }

    func order(_ reference: String) async throws -> Order? {
        try await read {
            try Order.fetchOne(
                $0.cachedStatement(sql: Self.orderQuery + " WHERE purchase.reference = ?"),
                arguments: [reference]
            )
        }
    }

    /// The latest orders of one student, newest first.
    func orders(ofStudent student: Int64) async throws -> [Order] {
        try await read {
            try Order.fetchAll(
                $0.cachedStatement(
                    sql: Self.orderQuery + " WHERE studentID = ? ORDER BY purchase.id DESC LIMIT 10"
                ),
                arguments: [student]
            )
        }
    }

    func salesReport() async throws -> SalesReport? {
        try await read {
            try SalesReport.fetchOne(
                $0.cachedStatement(
                    sql: """
                        SELECT COUNT(*) AS orders, COUNT(paid) AS paidOrders,
                            COALESCE(SUM(CASE WHEN paid IS NOT NULL THEN priceCents END), 0)
                                AS paidCents
                        FROM (SELECT * FROM purchase ORDER BY id DESC LIMIT 5000)
                        JOIN course ON course.id = courseID
                        """
                )
            )
        }
    }

    private static let orderQuery = """
        SELECT purchase.reference, title, priceCents, placed, paid,
            EXISTS (SELECT 1 FROM confirmation
                WHERE confirmation.reference = purchase.reference) AS isConfirmed
        FROM purchase JOIN course ON course.id = courseID
        """
}
