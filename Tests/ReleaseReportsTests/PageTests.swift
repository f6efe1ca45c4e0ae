import ReleaseReports
import RolloutCore
import Testing

@Suite("The page of a report")
struct PageTests {
    private let page: String

    init() throws {
        page = try #require(ReleaseReport(Told.rolledBack().entries)).page
    }

    @Test func `it needs nothing but itself`() {
        for word in ["<script", "<link", "@import", "url(", "http://", "https://", "src=", "<img"] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test func `it forbids itself to load anything`() {
        #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'"))
    }

    @Test func `every element is closed where it should be`() {
        let empty: Set<Substring> = ["meta", "path", "!DOCTYPE"]
        var open: [Substring] = []
        for part in page.split(separator: "<").dropFirst() {
            let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "!" }
            let tag = part.prefix { $0 != ">" }
            if name.hasPrefix("/") {
                #expect(open.popLast() == name.dropFirst(), "\(part.prefix(60))")
            } else if !tag.hasSuffix("/"), !empty.contains(name) || part.contains("<title") {
                open.append(name)
            } else if name == "path", !tag.hasSuffix("/") {
                open.append(name)
            }
        }
        #expect(open.isEmpty, "\(open)")
    }

    @Test func `the outcome comes first`() throws {
        let head = try #require(page.firstRange(of: "<h1>"))
        let section = try #require(page.firstRange(of: "<section"))
        #expect(head.lowerBound < section.lowerBound)
        #expect(page[head.upperBound...].hasPrefix("<bdi>shop 2.0 was rolled back from 50%"))
    }

    @Test func `it has both looks, and one for paper`() {
        #expect(page.contains("@media (prefers-color-scheme:dark)"))
        #expect(page.contains("@media print"))
        #expect(page.contains("content=\"width=device-width, initial-scale=1\""))
    }

    @Test func `each drawing says in words what it shows`() {
        let drawings = page.split(separator: "<svg").dropFirst()
        #expect(drawings.count > 4)
        for drawing in drawings {
            let tag = drawing.prefix { $0 != ">" }
            #expect(tag.contains("aria-label=\"") || tag.contains("aria-hidden"), "\(tag)")
        }
    }

    @Test func `canary, stable and limit have a line each where they were measured`() {
        for look in ["line stable", "line canary", "mark rollback", "fill canary"] {
            #expect(page.contains("class=\"\(look)\""), "\(look)")
        }
    }

    @Test func `no number of a drawing leaves it`() {
        for part in page.split(separator: " d=\"").dropFirst() {
            let path = part.prefix { $0 != "\"" }
            let numbers = path.split { !$0.isNumber && $0 != "." && $0 != "-" }
                .compactMap { Double($0) }
            #expect(numbers.allSatisfy { (-0.01...1_000.01).contains($0) }, "\(path)")
        }
    }
}
