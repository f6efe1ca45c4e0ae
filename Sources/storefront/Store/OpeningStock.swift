import Foundation

/// What the shop has on its first day: courses, students who can sign in, and past orders.
enum OpeningStock {
    static let courses = [
        ("Bookbinding for Beginners", 4_900), ("Reading the Night Sky", 3_500),
        ("Bread from Wild Yeast", 5_900), ("Repairing Bicycles", 6_900),
        ("Water Colours Outdoors", 4_500), ("Keeping Bees", 8_900),
        ("Italian in Twelve Weeks", 12_900), ("Statistics without Tears", 9_900),
        ("Sewing a Coat", 7_900), ("Small Boats", 14_900),
        ("The Darkroom", 6_500), ("Chess Endings", 2_900),
    ]
    static let students = 40
    static let orders = 200
    /// Every student of the opening stock has it: the shop sells nothing that is worth stealing.
    static let password = "open sesame"

    /// Hashed once for all databases of a process: hashes are made to be slow.
    private static let accounts = (1...students).map { number in
        let email = email(ofStudent: number)
        let salt = Data(email.utf8)
        return (email: email, salt: salt, hash: Password.hash(password, salt: salt))
    }

    static func email(ofStudent number: Int) -> String { "student-\(number)@shop.example" }

    static func reference(ofOrder number: Int) -> String { "A-\(1_000 + number)" }

    @Sendable static func insert(into session: any DatabaseSession) throws {
        for (title, price) in courses {
            try session.execute(
                "INSERT INTO course (title, priceCents) VALUES (?, ?)",
                [title, price]
            )
        }
        for account in accounts {
            try session.execute(
                "INSERT INTO student (email, salt, passwordHash) VALUES (?, ?, ?)",
                [account.email, account.salt, account.hash]
            )
        }
        let now = Date.now.timeIntervalSince1970
        for number in 1...orders {
            let course = number % courses.count
            try session.execute(
                """
                INSERT INTO purchase (reference, studentID, courseID, price, placed, paid)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    reference(ofOrder: number), number % students + 1, course + 1,
                    Double(courses[course].1) / 100, now - Double(number) * 3_600,
                    number.isMultiple(of: 5) ? nil : now,
                ]
            )
            // Confirmed long ago: numbers below zero are no job's.
            try session.execute(
                "INSERT INTO confirmation (jobID, reference, sent) VALUES (?, ?, ?)",
                [-number, reference(ofOrder: number), now]
            )
        }
    }
}
