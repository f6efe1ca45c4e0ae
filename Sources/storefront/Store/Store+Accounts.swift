import Crypto
import Foundation

/// A student who is signed in.
struct SignedInStudent: Sendable {
    var id: Int64
    var email: String
}

extension Store {
    /// How long a session lasts from sign-in on, in seconds.
    static let sessionSeconds = 3_600.0

    /// Opens a session and answers its token, or nothing if email or password are wrong.
    ///
    /// The database keeps a hash of the token, so that reading it signs nobody in.
    func signIn(email: String, password: String) async throws -> String? {
        let known = try await read { session in
            try session.rows("SELECT id, salt, passwordHash FROM student WHERE email = ?", [email])
                .first.map { row in
                    let hash: Data = try row["passwordHash"]
                    return (id: try row["id"] as Int64, salt: try row["salt"] as Data, hash: hash)
                }
        }
        guard let known, Password.isEqual(Password.hash(password, salt: known.salt), known.hash)
        else { return nil }
        let token = Self.randomText(bytes: 24)
        let hash = Self.hash(ofToken: token)
        let expires = Date.now.timeIntervalSince1970 + Self.sessionSeconds
        try await write {
            try $0.execute(
                "INSERT INTO session (tokenHash, studentID, expires) VALUES (?, ?, ?)",
                [hash, known.id, expires]
            )
        }
        return token
    }

    /// Whose session a token belongs to, on whichever instance it was opened.
    func student(session token: String) async throws -> SignedInStudent? {
        let hash = Self.hash(ofToken: token)
        let now = Date.now.timeIntervalSince1970
        return try await read { session in
            try session.rows(
                """
                SELECT student.id, email FROM session
                JOIN student ON student.id = studentID
                WHERE tokenHash = ? AND expires > ?
                """,
                [hash, now]
            ).first.map { SignedInStudent(id: try $0["id"], email: try $0["email"]) }
        }
    }

    func signOut(session token: String) async throws {
        let hash = Self.hash(ofToken: token)
        try await write {
            try $0.execute("DELETE FROM session WHERE tokenHash = ?", [hash])
        }
    }

    /// Forgets sessions that are over.
    func removeExpiredSessions() async throws {
        let now = Date.now.timeIntervalSince1970
        try await write {
            try $0.execute("DELETE FROM session WHERE expires <= ?", [now])
        }
    }

    /// Text from the system's random source, fit for addresses and cookies.
    static func randomText(bytes: Int) -> String {
        let digits = SymmetricKey(size: SymmetricKeySize(bitCount: bytes * 8))
        return digits.withUnsafeBytes { hexadecimal($0) }
    }

    private static func hash(ofToken token: String) -> Data {
        Data(SHA256.hash(data: Data(token.utf8)))
    }
}
