import Testing

@testable import handoff

@Suite struct ThemeFileTests {
    private static let sound = """
        name: night
        ground: dark
        palette: { sky: 75 }
        roles:
          text: sky bold
          muted: sky bold
          title: sky bold
          ok: sky bold
          watch: sky bold
          fail: sky bold
          canary: sky bold
          stable: sky bold
          select: sky bold
          limit: sky bold
          band: sky bold
          changed: sky bold
        """

    private func problems(_ text: String) -> [String] {
        do throws(ConfigProblems) {
            _ = try ThemeFile.theme(text: text, file: "night.yaml")
            return []
        } catch {
            return error.lines
        }
    }

    @Test func `a theme with every role becomes a theme`() {
        #expect(problems(Self.sound) == [])
    }

    @Test func `a colour that is none is named at its place`() {
        let text = Self.sound.replacing("  ok: sky bold", with: "  ok: skye")
        let found = problems(text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("night.yaml:8:7: `ok`: `skye` is no colour") == true)
    }

    @Test func `keys, grounds and duplicates are checked as in a plan`() {
        let text = Self.sound.replacing("ground: dark", with: "ground: grey\nnmae: x")
            .replacing("  ok: sky bold", with: "  ok: sky\n  ok: sky")
        #expect(
            problems(text) == [
                "night.yaml:2:9: `ground` is `grey`. Write dark or light.",
                "night.yaml:3:1: unknown key `nmae` in the file. Write `name`.",
                "night.yaml:10:3: `ok` is given twice. Keep one.",
            ]
        )
    }

    @Test func `a role that is missing is named`() {
        let text = Self.sound.replacing("  limit: sky bold\n", with: "")
        #expect(problems(text).first?.contains("`limit`: the role is missing") == true)
    }
}
