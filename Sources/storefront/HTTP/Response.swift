import Foundation

/// An answer, either whole or as a stream of pieces.
struct Response: Sendable {
    /// Sends one piece; answers whether anybody is still listening.
    typealias Send = @Sendable (String) -> Bool

    enum Body: Sendable {
        case whole([UInt8])
        /// Sent piece by piece; the response is over when the function returns.
        case stream(@Sendable (_ send: Send) async -> Void)
    }

    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: Body

    static func html(_ text: String, status: Int = 200) -> Response {
        Response(status, type: "text/html; charset=utf-8", text)
    }

    static func plain(_ text: String, status: Int = 200) -> Response {
        Response(status, type: "text/plain; charset=utf-8", text + "\n")
    }

    /// A value as JSON; its type has nothing that JSON cannot hold.
    static func json(_ value: some Encodable) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let json = try? encoder.encode(value) else {
            return .plain("The answer cannot be written as JSON.", status: 500)
        }
        return Response(200, type: "application/json", String(decoding: json, as: UTF8.self))
    }

    /// Sends a browser on after a form, so that reloading does not send the form again.
    static func seeOther(_ location: String) -> Response {
        var response = Response(303, type: "text/plain; charset=utf-8", "")
        response.headers.append(("Location", location))
        return response
    }

    init(_ status: Int, type: String, _ text: String) {
        self.status = status
        headers = [("Content-Type", type)]
        body = .whole(Array(text.utf8))
    }

    init(streaming type: String, _ pieces: @escaping @Sendable (_ send: Send) async -> Void) {
        status = 200
        headers = [("Content-Type", type), ("Cache-Control", "no-store")]
        body = .stream(pieces)
    }
}
