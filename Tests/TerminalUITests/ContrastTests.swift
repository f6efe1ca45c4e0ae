import Testing

@testable import TerminalUI

/// Every theme can be read, by everybody.
@Suite struct ContrastTests {
    /// What can stand in front of a role's own background, and of the selection's.
    private static let styles = Role.allCases.flatMap { [Style($0), Style($0, .selected)] }

    @Test(arguments: Theme.builtIn)
    func `every role has a contrast of at least 4.5 on every usual background`(theme: Theme) {
        for background in theme.ground.backgrounds {
            for style in Self.styles {
                let (front, back) = theme.colours(of: style, on: background)
                let contrast = Sight.contrast(front, back)
                #expect(contrast >= 4.5, "\(style) on \(background.hex): \(contrast)")
            }
        }
    }

    @Test func `high contrast is at least 7 on whatever background the terminal has`() {
        for background in ["#000000", "#ffffff", "#808080"].compactMap(RGB.init(hex:)) {
            for style in Self.styles {
                let (front, back) = Theme.highContrast.colours(of: style, on: background)
                let contrast = Sight.contrast(front, back)
                #expect(contrast >= 7, "\(style): \(contrast)")
            }
        }
    }

    /// The palette of the Linux console, as in `drivers/tty/vt/vt.c` of the kernel.
    private static let console = [
        "#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
        "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
    ]

    @Test func `the theme of 16 colours can be read on the Linux console, too`() throws {
        for style in Self.styles {
            let look = Theme.sixteen.appearance(of: style)
            let front = try #require(look.foreground).index
            let back = try #require(look.background).index
            let contrast = Sight.contrast(
                try #require(RGB(hex: Self.console[Int(front)])),
                try #require(RGB(hex: Self.console[Int(back)]))
            )
            #expect(contrast >= 4.5, "\(style): \(contrast)")
        }
    }

    @Test func `only the theme of 16 colours names colours that people change`() {
        for theme in Theme.builtIn where theme != .sixteen {
            let looks = Self.styles.map(theme.appearance)
            let indexes = looks.flatMap { [$0.foreground?.index, $0.background?.index] }
            #expect(indexes.compactMap(\.self).allSatisfy { $0 >= 16 }, "\(theme.name)")
        }
    }

    /// The least distance in CIE 1976 that two colours must have; 2.3 is just to be seen.
    private func least(_ theme: Theme, _ kind: Sight.Kind) -> Double {
        theme.name == "\(kind)" ? 55 : 15
    }

    @Test(arguments: Theme.builtIn, Sight.Kind.allCases)
    func `ok, watch and fail stay apart for every kind of sight`(theme: Theme, kind: Sight.Kind) {
        let roles: [(Role, Role)] = [(.ok, .watch), (.ok, .fail), (.watch, .fail)]
        for (first, second) in roles where theme[first].foreground != nil {
            let distance = distance(first, second, in: theme, seenBy: kind)
            #expect(distance >= least(theme, kind), "\(first) and \(second): \(distance)")
        }
    }

    @Test(arguments: [Theme.deutan, .protan, .tritan])
    func `canary differs from all others for the eyes a theme is made for`(theme: Theme) throws {
        let kind = try #require(Sight.Kind.allCases.first { "\($0)" == theme.name })
        for role in [Role.ok, .watch, .fail, .stable] {
            let distance = distance(.canary, role, in: theme, seenBy: kind)
            #expect(distance >= 25, "\(role): \(distance)")
        }
    }

    @Test func `without colour, ok, watch and fail differ by attributes`() {
        let attributes = [Role.ok, .watch, .fail].map { Theme.mono[$0].attributes.rawValue }
        #expect(Set(attributes).count == 3)
    }

    @Test func `black on white has the greatest contrast there is`() {
        let black = RGB(red: 0, green: 0, blue: 0)
        let white = RGB(red: 255, green: 255, blue: 255)
        #expect(abs(black.contrast(with: white) - 21) < 0.001)
        #expect(white.contrast(with: white) == 1)
    }

    @Test func `the contrast in the program is the one of a mathematics library`() {
        for index in 0...255 {
            guard let colour = Colour(index: index)?.rgb,
                let other = Colour(index: 255 - index)?.rgb
            else { continue }
            #expect(abs(colour.contrast(with: other) - Sight.contrast(colour, other)) < 1e-9)
        }
    }

    @Test(arguments: Theme.builtIn)
    func `the least contrast of a role is the least of its pairs`(theme: Theme) {
        for role in Role.allCases {
            let pairs = theme.ground.backgrounds.flatMap { background in
                [Style(role), Style(role, .selected)].map { style in
                    let (front, back) = theme.colours(of: style, on: background)
                    return Sight.contrast(front, back)
                }
            }
            #expect(abs(theme.leastContrast(of: role) - (pairs.min() ?? 0)) < 1e-9)
        }
    }

    private func distance(
        _ first: Role,
        _ second: Role,
        in theme: Theme,
        seenBy kind: Sight.Kind
    ) -> Double {
        let colours = [first, second].map {
            theme.colours(of: Style($0), on: theme.ground.backgrounds[0]).front
        }
        return Sight.distance(colours[0], colours[1], seenBy: kind)
    }
}
