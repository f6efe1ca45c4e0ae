import Foundation
import TerminalUI
import Testing

@testable import handoff

@Suite struct ThemeShelfTests {
    /// A person's configuration in a folder of its own, which the test takes away.
    private struct Home {
        let url = FileManager.default.temporaryDirectory.appending(path: "themes-\(UUID())")

        var folders: Folders {
            Folders(environment: ["XDG_CONFIG_HOME": url.path(percentEncoded: false)], home: url)
        }

        func path(_ name: String) -> String {
            url.appending(path: "handoff/themes/\(name)").path(percentEncoded: false)
        }

        func write(_ text: String, _ name: String) throws {
            try FileManager.default.createDirectory(
                at: url.appending(path: "handoff/themes"),
                withIntermediateDirectories: true
            )
            try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        }

        func remove() { try? FileManager.default.removeItem(at: url) }
    }

    private func text(_ name: String, ok: String = "75", ground: String = "dark") -> String {
        let roles = Role.allCases.map { "  \($0.rawValue): \($0 == .ok ? ok : "default")" }
        return (["name: \(name)", "ground: \(ground)", "roles:"] + roles).joined(separator: "\n")
    }

    @Test func `without any file all themes of the program are there`() throws {
        let home = Home()
        #expect(try ThemeShelf(folders: home.folders).themes == Theme.builtIn)
    }

    @Test func `the chosen theme comes first and is there once`() throws {
        let themes = try ThemeShelf(choice: "tritan", folders: Home().folders).themes
        #expect(themes.first == .tritan && themes.count == 8)
    }

    @Test func `a person's file adds a theme, or takes the place of the one of its name`() throws {
        let home = Home()
        defer { home.remove() }
        try home.write(text("night"), "night.yaml")
        try home.write(text("mono"), "own-mono.yaml")
        let shelf = try ThemeShelf(folders: home.folders)
        #expect(shelf.themes.count == 9)
        #expect(shelf.themes.first { $0.name == "mono" }?[.ok].foreground == Colour(index: 75))
    }

    @Test func `a file that cannot be used leaves the others`() throws {
        let home = Home()
        defer { home.remove() }
        try home.write(text("night", ok: "blurple"), "night.yaml")
        let shelf = try ThemeShelf(folders: home.folders)
        #expect(shelf.themes == Theme.builtIn)
        #expect(shelf.unusable.flatMap(\.lines).first?.contains("night.yaml:7:7: `ok`") == true)
    }

    @Test func `a name that is none is refused with those there are`() {
        #expect {
            try ThemeShelf(choice: "solarised", folders: Home().folders)
        } throws: { error in
            (error as? NotDone)?.sentence.contains("high-contrast, deutan") == true
        }
    }

    @Test func `a changed file is read again, once`() throws {
        let home = Home()
        defer { home.remove() }
        try home.write(text("night"), "night.yaml")
        var shelf = try ThemeShelf(choice: home.path("night.yaml"), folders: home.folders)
        #expect(shelf.look() == [])
        try home.write(text("night", ok: "202"), "night.yaml")
        #expect(shelf.look() == ["theme night was read again"])
        #expect(shelf.themes[0][.ok].foreground == Colour(index: 202))
        #expect(shelf.look() == [])
    }

    @Test func `a mistake is told with its place, and the theme stays`() throws {
        let home = Home()
        defer { home.remove() }
        try home.write(text("night"), "night.yaml")
        var shelf = try ThemeShelf(choice: home.path("night.yaml"), folders: home.folders)
        try home.write(text("night", ok: "skye"), "night.yaml")
        let words = shelf.look()
        #expect(words.count == 1)
        #expect(words.first?.hasPrefix("theme night stays as it was: ") == true)
        #expect(words.first?.contains("night.yaml:7:7: `ok`: `skye` is no colour") == true)
        #expect(shelf.themes[0][.ok].foreground == Colour(index: 75))
    }

    @Test func `a file that is away for a moment changes nothing`() throws {
        let home = Home()
        defer { home.remove() }
        try home.write(text("night"), "night.yaml")
        var shelf = try ThemeShelf(choice: home.path("night.yaml"), folders: home.folders)
        try FileManager.default.removeItem(atPath: home.path("night.yaml"))
        #expect(shelf.look() == [])
        try home.write(text("night", ok: "202"), "night.yaml")
        #expect(shelf.look().count == 1)
    }

    @Test func `a light terminal gets the light theme, once, unless one was chosen`() throws {
        let folders = Home().folders
        var shelf = try ThemeShelf(folders: folders)
        #expect(shelf.suited(to: nil, shown: 0) == nil)
        let suited = shelf.suited(to: .light, shown: 0)
        let place = try #require(suited)
        #expect(shelf.themes[place] == .light)
        #expect(shelf.suited(to: .light, shown: 0) == nil)
        var chosen = try ThemeShelf(choice: "default", folders: folders)
        #expect(chosen.suited(to: .light, shown: 0) == nil)
        var dark = try ThemeShelf(folders: folders)
        #expect(dark.suited(to: .dark, shown: 0) == nil)
        var changed = try ThemeShelf(folders: folders)
        #expect(changed.suited(to: .light, shown: 3) == nil)
    }

    @Test func `the overview names the least contrast, and plain lines hold no colour`() {
        let listings = Theme.builtIn.map { ThemeListing(ThemeShelf.Entry(theme: $0)) }
        let plain = ThemeListing.overview(listings, isDrawn: false)
        #expect(plain.count == 8 && plain.allSatisfy { !$0.contains("\u{1B}") })
        #expect(plain[0].hasPrefix("default        for dark  backgrounds, least contrast 4.5"))
        let drawn = ThemeListing.overview(listings, isDrawn: true)
        #expect(drawn.count == 16 && drawn[1].contains("38;5;75"))
        #expect(drawn.allSatisfy { !$0.contains("\u{1B}[2J") })
    }

    @Test func `every role of a theme is told with its contrast`() {
        let listing = ThemeListing(ThemeShelf.Entry(theme: .deutan))
        let lines = listing.details(isDrawn: false)
        #expect(lines.count == 1 + Role.allCases.count)
        #expect(lines.contains("  watch    contrast 13.0  226 #ffff00"))
    }
}
