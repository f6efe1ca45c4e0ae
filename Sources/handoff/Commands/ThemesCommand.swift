import ArgumentParser
import Foundation
import TerminalUI

/// Shows how themes look and how well they can be read.
struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "Show the themes: their colours and how well they can be read.",
        discussion: """
            The contrast is the least of a role, selected or not, on every usual background of the \
            theme's ground, as WCAG 2.2 computes it: 4.5 is enough for text, 7 is better. A theme \
            of your own is a file in the folder `themes` of handoff's configuration; copy one of \
            those that handoff comes with.
            """
    )

    @Argument(help: "A theme or a theme file, told role by role.", completion: .file())
    var theme: String?

    @Flag(help: "Without colours, for screen readers.")
    var plain = false

    @OptionGroup var options: OutputOptions

    func run() throws {
        let shelf = try ThemeShelf(choice: theme)
        let shown = theme == nil ? shelf.entries : Array(shelf.entries.prefix(1))
        let listings = shown.map(ThemeListing.init)
        guard options.output == .text else {
            print(try listings.jsonText())
            return
        }
        let isDrawn =
            !plain && isatty(STDOUT_FILENO) == 1 && CursesScreen.environment("NO_COLOR").isEmpty
            && CursesScreen.environment("TERM") != "dumb"
        let lines =
            theme == nil
            ? ThemeListing.overview(listings, isDrawn: isDrawn)
            : listings.flatMap { $0.details(isDrawn: isDrawn) }
        for line in lines { print(line) }
        for line in shelf.unusable.flatMap(\.lines) { printError("not usable: \(line)") }
    }
}
