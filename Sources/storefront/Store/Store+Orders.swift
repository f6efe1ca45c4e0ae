import Foundation

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
        let generation = generation
        return try await write { session in
            let known = try session.rows("SELECT priceCents FROM course WHERE id = ?", [course])
            guard let cents: Int = try known.first?["priceCents"] else { return nil }
            try session.execute(
                """
                INSERT INTO purchase
                    (reference, studentID, courseID, \(generation.priceColumn), placed)
                VALUES (?, ?, ?, ?, ?)
                """,
                [reference, student, course, generation.price(cents: cents), now]
            )
            for _ in 0..<jobs {
                try JobQueue.enqueue(reference: reference, at: now, in: session)
            }
            return reference
        }
    }

    /// Takes a payment in; a delivery seen before changes nothing and is as welcome.
    func accept(_ event: PaymentEvent) async throws {
        let now = Date.now.timeIntervalSince1970
        try await write { session in
            let new = try session.execute(
                """
                INSERT INTO paymentEvent (id, reference, received) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                [event.id, event.reference, now]
            )
            guard new == 1 else { return }
            try session.execute(
                "UPDATE purchase SET paid = ? WHERE reference = ? AND paid IS NULL",
                [now, event.reference]
            )
        }
    }
}
