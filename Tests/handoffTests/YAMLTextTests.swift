import Testing

@testable import handoff

@Suite struct YAMLTextTests {
    private func problems(_ text: String) -> [String] {
        ConfigProblems(file: "a", YAMLText(text).problems).lines
    }

    @Test(arguments: [
        ("a: 1\n\tb: 2\n", "a:2:1: this is not YAML", "Indent with spaces."),
        ("a: 1\n b: 2\n", "a:2:3: this is not YAML", "Look at the indentation"),
        (
            "a: [1, 2\nb: 3\n", "a:2:2: this is not YAML",
            "A list that begins with `[` ends with `]`."
        ),
        (
            "a: \"x\n", "a:2:1: this is not YAML",
            "A quote or bracket that was opened is not closed."
        ),
        ("a: 1\n---\nb: 2\n", "a:2:1: this is not YAML", "remove what follows `---`."),
        ("a: \u{1}\n", "a:1:4: this is not YAML", "Remove what cannot be seen at this place."),
        ("a: *b\n", "a:1:4: this is not YAML", "write the value out."),
    ])
    func `text that is no YAML is refused at its place`(text: String, start: String, end: String) {
        let found = problems(text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(start) == true, "\(found)")
        #expect(found.first?.contains(end) == true, "\(found)")
    }

    @Test func `a key given twice stays in the tree both times`() {
        let root = YAMLText("a: 1\nb: {c: 1, \"c\": 2, c: 3}\na: 2\n").root
        guard case .map(let entries) = root?.content else {
            Issue.record("no section")
            return
        }
        #expect(entries.map(\.key) == ["a", "b", "a"])
        #expect(entries.map(\.keyPosition.line) == [1, 2, 3])
        guard case .map(let inner) = entries[1].value.content else {
            Issue.record("no inner section")
            return
        }
        #expect(inner.map(\.key) == ["c", "c", "c"])
        #expect(inner.map(\.keyPosition.column) == [5, 11, 19])
    }

    @Test func `an anchor is refused and its alias not followed`() {
        let text = YAMLText("a: &secret [1]\nb: *secret\n")
        #expect(
            ConfigProblems(file: "a", text.problems).lines == [
                "a:1:4: `&secret` is an anchor, and anchors and aliases are not read. "
                    + "Write the value out where it is used."
            ]
        )
        guard case .map(let entries) = text.root?.content else {
            Issue.record("no section")
            return
        }
        #expect(entries.last?.value.content == .alias)
    }

    @Test func `aliases that would multiply cost nothing`() {
        var text = "a0: &a0 [x]\n"
        for level in 1...40 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(YAMLText(text).problems.count == 41)
    }

    @Test(arguments: ["a: !!binary x", "a: !custom {b: c}", "a: !!set [b]"])
    func `tags are refused`(text: String) {
        #expect(problems(text).first?.contains("tags are not read") == true)
    }

    @Test func `a key that is a list is refused`() {
        #expect(problems("? [a]\n: b\n").first?.contains("a key is a list or a section") == true)
    }

    @Test func `endless nesting is refused`() {
        #expect(problems(String(repeating: "[", count: 100_000)).count == 1)
    }

    @Test func `a file beyond the limit is not read`() {
        let text = "a: " + String(repeating: "x", count: YAMLText.sizeLimit)
        #expect(
            problems(text) == [
                "a:1:1: the file is larger than 1 MiB, so it was not read. Is it the right file?"
            ]
        )
    }

    @Test func `columns count letters of any script as one`() {
        #expect(YAMLText("{ä€漢: b}").root.map(\.position.column) == 1)
        guard case .map(let entries) = YAMLText("{ä€漢: b}").root?.content else {
            Issue.record("no section")
            return
        }
        #expect(entries.first?.value.position == Position(line: 1, column: 7))
    }
}
