extension Response {
    /// The bytes to send: everything for a whole body, the header for a stream.
    ///
    /// `common` are the encoded header fields that every response of this server carries. An
    /// answer to HEAD comes without its body, but with the length of it.
    func encoded(common: String, closes: Bool, withoutBody: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.phrase(status))\r\n"
        for (name, value) in headers {
            head += "\(name): \(value)\r\n"
        }
        head += common
        if closes { head += "Connection: close\r\n" }
        switch body {
        case .whole(let bytes):
            head += "Content-Length: \(bytes.count)\r\n\r\n"
            return Array(head.utf8) + (withoutBody ? [] : bytes)
        case .stream:
            head += "Transfer-Encoding: chunked\r\n\r\n"
            return Array(head.utf8)
        }
    }

    /// One piece of a stream in its chunk.
    static func chunk(_ text: String) -> [UInt8] {
        Array("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n".utf8)
    }

    /// What ends a stream, and tells it from a broken connection.
    static let lastChunk = Array("0\r\n\r\n".utf8)

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 202: "Accepted"
        case 204: "No Content"
        case 303: "See Other"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 422: "Unprocessable Content"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        default: "Other"
        }
    }
}

extension RequestParser.Refusal {
    /// The answer that says what was wrong; the connection ends with it.
    var response: Response {
        switch self {
        case .malformed: .plain("This is not a request.", status: 400)
        case .bodyTooLong: .plain("The body is longer than 64 KiB.", status: 413)
        case .headerTooLong: .plain("The header is longer than 16 KiB.", status: 431)
        case .lengthRequired: .plain("A body needs a Content-Length.", status: 411)
        }
    }
}
