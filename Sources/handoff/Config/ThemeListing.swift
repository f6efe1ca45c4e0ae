import TerminalUI

/// A theme as `handoff themes` tells it.
struct ThemeListing: Encodable {
    /// One role of it.
    struct Look: Encodable {
        let role: String
        /// A number of the 256 colours, or nothing for the terminal's own.
        let foreground: Int?
        let background: Int?
        let attributes: [String]
        /// The least on every usual background, two digits after the point.
        let contrast: Double
    }

    let name: String
    let ground: String
    /// The file's path; nothing for those in the program.
    let file: String?
    let leastContrast: Double
    let roles: [Look]

    private let theme: Theme

    private enum CodingKeys: String, CodingKey {
        case name, ground, file, leastContrast, roles
    }

    init(_ entry: ThemeShelf.Entry) {
        theme = entry.theme
        name = theme.name
        ground = theme.ground.rawValue
        file = entry.file?.path
        roles = Role.allCases.map { [theme] role in
            let look = theme[role]
            return Look(
                role: role.rawValue,
                foreground: look.foreground.map { Int($0.index) },
                background: look.background.map { Int($0.index) },
                attributes: Self.words(look.attributes),
                contrast: (theme.leastContrast(of: role) * 100).rounded(.down) / 100
            )
        }
        leastContrast = roles.map(\.contrast).min() ?? 0
    }

    /// One line a theme, in colours a second one that shows every role.
    static func overview(_ listings: [ThemeListing], isDrawn: Bool) -> [String] {
        let width = listings.map { $0.name.count }.max() ?? 0
        return listings.flatMap { listing -> [String] in
            let name = listing.name.padding(to: width)
            let least = listing.roles.min { $0.contrast < $1.contrast }
            let words =
                "\(name)  for \(listing.ground.padding(to: 5)) backgrounds, least contrast "
                + "\(listing.leastContrast.short) (\(least?.role ?? ""))"
            let place = listing.file.map { ", from \($0)" } ?? ""
            let sample = isDrawn ? ["  " + listing.sample + "\u{1B}[0m"] : []
            return [words + place] + sample
        }
    }

    /// One line a role.
    func details(isDrawn: Bool) -> [String] {
        let width = roles.map(\.role.count).max() ?? 0
        let head = "\(name), for \(ground) backgrounds" + (file.map { ", from \($0)" } ?? "")
        return [head]
            + zip(Role.allCases, roles).map { role, look in
                let name = look.role.padding(to: width)
                let drawn = isDrawn ? self.drawn(role, name) + "\u{1B}[0m" : name
                let words = ([Self.colours(look)] + look.attributes).joined(separator: " ")
                return "  \(drawn)  contrast \(look.contrast.short)  \(words)"
            }
    }

    /// Every role's name in its look, on a background of the theme's ground.
    private var sample: String {
        let blank = drawn(.text, " ")
        return blank + Role.allCases.map { drawn($0, $0.rawValue) }.joined(separator: blank) + blank
    }

    private func drawn(_ role: Role, _ text: String) -> String {
        var look = theme[role]
        // On the ground the theme is made for, not on that of the terminal at hand.
        let (front, back) = theme.ground == .dark ? (231, 16) : (16, 231)
        look.foreground = look.foreground ?? Colour(index: front)
        look.background = look.background ?? Colour(index: back)
        return look.sequence + text
    }

    private static func colours(_ look: Look) -> String {
        let name = { (index: Int?) in
            index.flatMap(Colour.init(index:)).map { "\($0.index) \($0.rgb.hex)" }
        }
        let front = name(look.foreground) ?? "the terminal's own"
        return front + (name(look.background).map { " on \($0)" } ?? "")
    }

    private static func words(_ attributes: Style.Attributes) -> [String] {
        let all: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.reverse, "reverse"), (.underline, "underline"),
        ]
        return all.filter { attributes.contains($0.0) }.map(\.1)
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension Double {
    /// With one digit after the point, rounded down: 4.49 is not enough where 4.5 is asked for.
    fileprivate var short: String { "\((self * 10).rounded(.down) / 10)" }
}
