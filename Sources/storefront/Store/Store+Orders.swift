import Foundation
import GRDB

/// A payment the gateway tells the shop about.
struct PaymentEvent: Sendable, Equatable, Codable {
    /// The gateway's own number; a repeated delivery carries the same one.
    var id: String
    /// The order that was paid.
    var reference: String
}

extension Store {
    /// Places an order and enqueues its confirmation, both or neither; answers its reference.
    ///
    /// Nothing is done, and nothing answered, if there is no such course. More than one job is
    /// what something is wrong with.
    func enrol(student: Int64, course: Int64, jobs: Int = 1) async throws -> String? {
        let reference = "B-" + Self.randomText(bytes: 8)
        let now = Date.now.timeIntervalSince1970
        return try await write { database in
            let isKnown = try Bool.fetchOne(
                database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM course WHERE id = ?)"),
                arguments: [course]
            )
            guard isKnown == true else { return nil }
            try database.executeCached(
                sql: """
                    INSERT INTO purchase (reference, studentID, courseID, placed)
                    VALUES (?, ?, ?, ?)
                    """,
                arguments: [reference, student, course, now]
            )
            for _ in 0..<jobs {
                try JobQueue.enqueue(reference: reference, at: now, in: database)
            }
            return reference
        }
    }

    /// Takes a payment in; a delivery seen before changes nothing and is as welcome.
    func accept(_ event: PaymentEvent) async throws {
        let now = Date.now.timeIntervalSince1970
        try await write { database in
            try database.executeCached(
                sql:
                    "INSERT OR IGNORE INTO paymentEvent (id, reference, received) VALUES (?, ?, ?)",
                arguments: [event.id, event.reference, now]
            )
            guard database.changesCount == 1 else { return }
            try database.executeCached(
                sql: "UPDATE purchase SET paid = ? WHERE reference = ? AND paid IS NULL",
                arguments: [now, event.reference]
            )
        }
    }
}
