import Foundation

/// The frame around the shop's pages.
enum Page {
    static func html(_ title: String, _ body: String, status: Int = 200) -> Response {
        .html(
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>\(escaped(title)) – Evening School</title></head>
            <body>
            <h1>\(escaped(title))</h1>
            \(body)
            <p><a href="/">Courses</a> · <a href="/account">Your courses</a></p>
            </body>
            </html>

            """,
            status: status
        )
    }

    /// Text made safe between tags and in attributes.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
        return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
            .replacing("'", with: "&#39;")
    }

    /// A price such as "€ 49.00".
    static func price(_ cents: Int) -> String {
        let rest = cents % 100
        return "€ \(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
