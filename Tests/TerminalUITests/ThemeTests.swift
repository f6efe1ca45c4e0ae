import Testing

@testable import TerminalUI

@Suite struct ThemeTests {
    @Test(arguments: Theme.builtIn)
    func `a theme in the binary is the one in its file`(theme: Theme) throws {
        #expect(try ThemeFile.read(theme.name) == theme)
    }

    @Test func `every file is in the binary, so that themes need no folder`() throws {
        #expect(try ThemeFile.names() == Theme.builtIn.map(\.name).sorted())
        #expect(Theme.builtIn.count == 8)
    }

    @Test func `every file is named after its theme`() throws {
        for name in try ThemeFile.names() {
            #expect(try ThemeFile.read(name).name == name)
        }
    }

    @Test func `all problems of a theme are said at once`() throws {
        var entries = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, "default") }
        )
        entries["ok"] = "blurple bold"
        entries["watch"] = "256"
        entries["alarm"] = "default"
        entries["title"] = nil
        let problems = #expect(throws: Theme.Problems.self) {
            try Theme(name: "x", ground: .dark, palette: ["sky": "#12"], entries: entries)
        }
        #expect(
            try #require(problems).all.map(\.entry) == ["sky", "alarm", "ok", "watch", "title"]
        )
    }

    @Test func `an entry may use the palette, numbers, hexadecimal colours and attributes`() throws
    {
        var entries = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, "default") }
        )
        entries["ok"] = "sky on 235 bold underline"
        entries["fail"] = "#D55E00"
        let theme = try Theme(name: "x", ground: .dark, palette: ["sky": "75"], entries: entries)
        let expected = Appearance(
            Colour(index: 75),
            on: Colour(index: 235),
            attributes: [.bold, .underline]
        )
        #expect(theme[.ok] == expected)
        #expect(theme[.fail].foreground == Colour(index: 166))
    }

    @Test func `a selected cell keeps its foreground on the background of the selection`() {
        let appearance = Theme.standard.appearance(of: Style(.ok, .selected))
        #expect(appearance.foreground == Theme.standard[.ok].foreground)
        #expect(appearance.background == Theme.standard[.select].background)
    }

    @Test func `every role has a letter of its own`() {
        #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    }

    @Test(arguments: [(75, 6), (214, 3), (202, 1), (175, 5), (25, 6), (124, 1), (28, 2)])
    func `a colour keeps its hue on a terminal of 8 colours`(index: Int, basic: Int) {
        #expect(Colour(index: index)?.basicIndex == basic)
    }

    @Test(arguments: [(9, 256, 9), (9, 16, 9), (9, 8, 1), (7, 8, 7), (202, 16, 1), (202, 256, 202)])
    func `a colour is used where the terminal has it`(index: Int, colours: Int, number: Int) {
        #expect(Colour(index: index)?.number(ofColours: colours) == number)
    }

    @Test func `a grey has no colour on a terminal of 8 colours`() {
        #expect(Colour(index: 244)?.basicIndex == nil)
        #expect(Colour(index: 8)?.number(ofColours: 8) == nil)
    }
}
