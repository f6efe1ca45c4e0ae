import ReleaseReports
import RolloutCore
import TestSupport
import Testing

/// What people and programs may put into labels, reasons and findings.
private let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
    "</style><script>1</script>", "&lt;b&gt;", "a | b | c", "`rm -rf`", "[x](javascript:1)",
    "line\nbreak\r\nand\ttab", "\u{1B}[31mred", "\u{202E}gnp.exe", "שלום עולם", "🚀👩‍🚀 ship",
    "\u{2066}isolated", "*bold* _it_ # head", "null\u{0}byte",
]

@Suite("Hostile text in reports")
struct HostileTextTests {
    private static func report(_ text: String) throws -> ReleaseReport {
        var told = Told(
            plan: plan {
                $0.canary.label = text
                $0.environment = text
                $0.criteria[0].metric = MetricName(rawValue: text)
            },
            by: Operator(name: text, uid: 1, via: text),
            override: text
        )
        told.reachFirstWeight()
        told.wait(5)
        told.command(.pause, by: Operator(name: text, uid: 1, via: text), text)
        told.record([.annotated(text, by: Told.alice)])
        told.command(.rollback, text)
        told.finishRollback()
        var report = try #require(ReleaseReport(told.entries))
        report.lines = [ReportLine(at: Told.opening, glyph: "<", kind: text, sentence: text)]
        return report
    }

    @Test(arguments: hostile)
    func `the page has the same elements whatever the text says`(_ text: String) throws {
        let harmless = try Self.report("plain").page
        let page = try Self.report(text).page
        #expect(Self.elements(of: page) == Self.elements(of: harmless))
    }

    @Test(arguments: hostile)
    func `no attribute of the page ends early`(_ text: String) throws {
        let page = try Self.report(text).page
        #expect(!page.contains("onerror=alert(1)>"))
        #expect(!page.contains("onmouseover='"))
        #expect(!page.contains("<script"))
    }

    @Test(arguments: hostile)
    func `no control or direction character reaches page or text`(_ text: String) throws {
        let report = try Self.report(text)
        for form in [report.page, report.markdown] {
            let bad = form.unicodeScalars.filter { scalar in
                (scalar.value < 0x20 && scalar != "\n") || scalar.value == 0x7F
                    || (0x202A...0x202E).contains(scalar.value)
                    || (0x2066...0x2069).contains(scalar.value)
            }
            #expect(bad.isEmpty)
        }
    }

    @Test(arguments: hostile)
    func `every row of a table in the text has as many cells as its head`(_ text: String) throws {
        let markdown = try Self.report(text).markdown
        var cells: Int?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                cells = nil
                continue
            }
            let count = Self.bars(in: line)
            #expect(count == cells ?? count, "\(line)")
            cells = count
        }
    }

    @Test func `emoji and letters of any script stay as they are`() throws {
        let page = try Self.report("🚀 שלום").page
        #expect(page.contains("<bdi>🚀 שלום</bdi>"))
        #expect(try Self.report("🚀 שלום").markdown.contains("🚀 שלום"))
    }

    /// Bars that are not escaped.
    private static func bars(in line: Substring) -> Int {
        var isEscaped = false
        return line.count { character in
            defer { isEscaped = character == "\\" && !isEscaped }
            return character == "|" && !isEscaped
        }
    }

    /// The names of all elements, in their order.
    private static func elements(of page: String) -> [Substring] {
        page.split(separator: "<").dropFirst().map { part in
            part.prefix { $0.isLetter || $0 == "/" || $0 == "!" || $0.isNumber }
        }
    }
}
