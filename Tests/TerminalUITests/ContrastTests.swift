import Testing

@testable import TerminalUI

/// Every theme file can be read, by everybody.
@Suite struct ContrastTests {
    @Test func `every role has a contrast of at least 4.5 on every background`() throws {
        for name in try ThemeFile.names() {
            let theme = try ThemeFile.read(name)
            for role in Role.allCases {
                for attributes in [Style.Attributes(), .selected] {
                    let pair = colours(theme.appearance(of: Style(role, attributes)), in: theme)
                    let contrast = Sight.contrast(pair.front, pair.back)
                    #expect(contrast >= 4.5, "\(name): \(role) \(attributes) \(contrast)")
                }
            }
        }
    }

    @Test(arguments: Sight.Kind.allCases)
    func `ok, watch and fail stay apart for every kind of sight`(kind: Sight.Kind) throws {
        for name in try ThemeFile.names() {
            let theme = try ThemeFile.read(name)
            let roles: [(Role, Role)] = [(.ok, .watch), (.ok, .fail), (.watch, .fail)]
            for (first, second) in roles where theme[first].foreground != nil {
                let distance = Sight.distance(
                    colours(theme[first], in: theme).front,
                    colours(theme[second], in: theme).front,
                    seenBy: kind
                )
                #expect(distance >= 15, "\(name): \(first) and \(second) \(distance)")
            }
        }
    }

    @Test func `without colour, ok, watch and fail differ by attributes`() {
        let attributes = [Role.ok, .watch, .fail].map { Theme.mono[$0].attributes.rawValue }
        #expect(Set(attributes).count == 3)
    }

    @Test func `black on white has the greatest contrast there is`() {
        let black = RGB(red: 0, green: 0, blue: 0)
        let white = RGB(red: 255, green: 255, blue: 255)
        #expect(abs(Sight.contrast(black, white) - 21) < 0.001)
        #expect(Sight.contrast(white, white) == 1)
    }

    /// What is seen, with the terminal's own colours taken from the kind of background.
    private func colours(_ appearance: Appearance, in theme: Theme) -> (front: RGB, back: RGB) {
        let black = RGB(red: 0, green: 0, blue: 0)
        let white = RGB(red: 255, green: 255, blue: 255)
        let own = theme.ground == .dark ? (front: white, back: black) : (front: black, back: white)
        return (
            appearance.foreground?.rgb ?? own.front, appearance.background?.rgb ?? own.back
        )
    }
}
