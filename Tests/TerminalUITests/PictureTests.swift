import Foundation
import Testing

@testable import TerminalUI

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct PictureTests {
    /// Collects what an XML parser finds; reading fails on anything that is not well formed.
    private final class Reader: NSObject, XMLParserDelegate {
        var texts: [String] = []
        var names: [String] = []
        var values: [String] = []

        func parser(_: XMLParser, foundCharacters text: String) {
            if names.last == "text" { texts[texts.count - 1] += text }
        }

        func parser(
            _: XMLParser,
            didStartElement name: String,
            namespaceURI _: String?,
            qualifiedName _: String?,
            attributes: [String: String]
        ) {
            names.append(name)
            values += attributes.values
            if name == "text" { texts.append("") }
        }

        func parser(
            _: XMLParser,
            didEndElement _: String,
            namespaceURI _: String?,
            qualifiedName _: String?
        ) {
            names.append("")
        }
    }

    private func read(_ svg: String) throws -> Reader {
        let reader = Reader()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = reader
        try #require(parser.parse(), "\(String(describing: parser.parserError))")
        return reader
    }

    @Test(arguments: 1...12) func `every canvas becomes XML that holds its words`(
        number: Int
    ) throws {
        let canvas = RandomCanvas.make(number)
        let found = try read(canvas.file(.svg, theme: .standard, title: "<a> & \"b\"")).texts
        let letters = Set(found.joined())
        let expected = canvas.text.filter { CellShape($0) == nil && !" \n".contains($0) }
        #expect(Set(expected) == letters)
    }

    @Test func `letters stand on the grid in the colour of their role`() {
        var canvas = Canvas(size: Size(width: 10, height: 3))
        canvas.write("ok<", x: 2, y: 1, style: Style(.ok, .bold))
        let svg = canvas.file(.svg, theme: .standard, title: "")
        #expect(svg.contains("<g fill=\"#5fafff\" font-weight=\"bold\">"))
        #expect(svg.contains("<text x=\"18\" y=\"32\" textLength=\"27\""))
        #expect(svg.contains(">ok&lt;</text>"))
    }

    @Test func `a selected cell has its background, a reversed one its colours exchanged`() {
        var canvas = Canvas(size: Size(width: 2, height: 1))
        canvas.write("a", x: 0, y: 0, style: Style(.ok, .selected))
        canvas.write("b", x: 1, y: 0, style: Style(.ok, .reverse))
        let svg = canvas.file(.svg, theme: .standard, title: "")
        #expect(svg.contains("fill=\"#262626\" shape-rendering=\"crispEdges\" d=\"M0 0h9v18h-9z\""))
        #expect(svg.contains("fill=\"#5fafff\" shape-rendering=\"crispEdges\" d=\"M9 0h9v18h-9z\""))
        #expect(svg.contains("<g fill=\"#121212\">"))
    }

    @Test func `what a panel and a chart are drawn with are shapes, so no font leaves gaps`() {
        for character in "─│┌┐└┘├┤┬┴┼━┃═║╔╗╚╝┄▁▂▃▄▅▆▇█░▒▓⠀⣿⡄" {
            let paths = CellShape(character)?.paths(x: 9, y: 18) ?? []
            #expect(!paths.isEmpty, "\(character)")
            #expect(paths.allSatisfy { $0.data.hasPrefix("M") || character == "⠀" })
        }
        #expect(CellShape("a") == nil && CellShape("●") == nil)
    }

    @Test func `a picture needs no other file`() throws {
        let svg = RandomCanvas.make(5).file(.svg, theme: .standard, title: "")
        let others = try read(svg).values.filter { $0.contains("//") || $0.contains("url(") }
        #expect(others == [] || others == ["http://www.w3.org/2000/svg"])
        #expect(!svg.contains("<image") && !svg.contains("<script"))
    }

    @Test func `text is the canvas without colours`() {
        let canvas = RandomCanvas.make(4)
        #expect(canvas.file(.text, theme: .standard, title: "") == canvas.text + "\n")
    }

    @Test func `a cast of one canvas has a header and a frame`() {
        let lines = RandomCanvas.make(4).file(.asciicast, theme: .standard, title: "x")
            .split(separator: "\n")
        #expect(lines.count == 2 && lines[1].hasPrefix("[0.000000, \"o\""))
    }

    @Test(arguments: [
        ("a.txt", PictureFormat.text), ("b/c.SVG", .svg), ("d.e.cast", .asciicast), ("svg", nil),
        ("f.png", nil),
    ])
    func `the end of a name says the format`(path: String, format: PictureFormat?) {
        #expect(PictureFormat(path: path) == format)
    }

    @Test func `bytes become the text that everybody else makes of them`() {
        for count in 0...70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 73) }
            #expect(Base64.text(bytes) == Data(bytes).base64EncodedString())
        }
    }
}
