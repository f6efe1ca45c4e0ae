import Testing

@testable import storefront

@Suite struct RequestParserTests {
    @Test func `a request is whole however its bytes are cut`() throws {
        let text = "POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
        for cut in 1..<text.utf8.count {
            var parser = RequestParser()
            parser.append(text.utf8.prefix(cut))
            #expect(try parser.next() == nil)
            parser.append(text.utf8.dropFirst(cut))
            let request = try #require(try parser.next())
            #expect(request.path == "/a")
            #expect(request.queryItem("b") == "c")
            #expect(request.body == Array("abc".utf8))
        }
    }

    @Test func `two requests sent together are two`() throws {
        var parser = RequestParser()
        parser.append("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nConnection: close\r\n\r\n".utf8)
        let (first, second) = (try parser.next(), try parser.next())
        #expect(first?.path == "/1")
        #expect(first?.keepsAlive == true)
        #expect(second?.path == "/2")
        #expect(second?.keepsAlive == false)
        #expect(try parser.next() == nil)
    }

    @Test(arguments: [
        "GET / HTTP/2.0\r\n\r\n", "GET /\r\n\r\n", "get\r\n\r\n", "GET x HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nNo colon\r\n\r\n", "GET / HTTP/1.1\r\nA : b\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc",
        "GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    ])
    func `what is not a request is refused`(text: String) {
        var parser = RequestParser()
        parser.append(text.utf8)
        #expect(throws: RequestParser.Refusal.malformed) { try parser.next() }
    }

    @Test func `what is too long is refused before it is read`() {
        var header = RequestParser()
        header.append([UInt8](repeating: 97, count: RequestParser.longestHeader + 1))
        #expect(throws: RequestParser.Refusal.headerTooLong) { try header.next() }
        var body = RequestParser()
        body.append("POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n".utf8)
        #expect(throws: RequestParser.Refusal.bodyTooLong) { try body.next() }
        var chunked = RequestParser()
        chunked.append("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        #expect(throws: RequestParser.Refusal.lengthRequired) { try chunked.next() }
    }

    @Test func `form fields are decoded`() {
        let form = FormFields("email=a%40b.example&password=open+sesame&empty=&c=%E2%82%AC")
        #expect(form["email"] == "a@b.example")
        #expect(form["password"] == "open sesame")
        #expect(form["empty"] == "")
        #expect(form["c"] == "€")
        #expect(form["missing"] == nil)
    }
}
