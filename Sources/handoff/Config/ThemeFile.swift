import Foundation
import TerminalUI

/// A theme file: how every role of the screen looks.
///
/// The reader checks its shape; which roles and colours there are is the theme's own business.
struct ThemeFile {
    private var name = ""
    private var ground = Theme.Ground.dark
    private var palette: [String: Located<String>] = [:]
    private var roles: [String: Located<String>] = [:]

    /// The theme that a text describes; `file` is its name for messages.
    ///
    /// - Throws: everything that is wrong with it, at once.
    static func theme(text: String, file: String) throws(ConfigProblems) -> Theme {
        let yaml = YAMLText(text)
        var reading = Reading(known: section.paths)
        var draft = ThemeFile()
        if let root = yaml.root {
            section.read(root, into: &draft, &reading)
        } else if yaml.problems.isEmpty {
            let sentence = "the file is empty. Copy a theme that handoff comes with."
            throw ConfigProblems(file: file, [ConfigProblem(position: .start, sentence: sentence)])
        }
        let problems = yaml.problems + reading.problems
        guard problems.isEmpty else { throw ConfigProblems(file: file, problems) }
        do {
            return try Theme(
                name: draft.name,
                ground: draft.ground,
                palette: draft.palette.mapValues(\.value),
                entries: draft.roles.mapValues(\.value)
            )
        } catch {
            throw ConfigProblems(file: file, error.all.map(draft.located))
        }
    }

    /// The theme that the file at `path` describes.
    ///
    /// - Throws: everything that is wrong with it, at once, or why it cannot be read.
    static func theme(path: String) throws(ConfigProblems) -> Theme {
        try theme(text: try ConfigText.read(path), file: path)
    }

    private func located(_ problem: Theme.Problem) -> ConfigProblem {
        let place = roles[problem.entry] ?? palette[problem.entry]
        let name = problem.entry.isEmpty ? "" : problem.entry.quotedForSentence + ": "
        return ConfigProblem(
            position: place?.position ?? .start,
            sentence: name + problem.message + "."
        )
    }

    private static var section: Section<ThemeFile> {
        let look = "a look such as sky bold"
        return Section(keys: [
            Key("name", \.name, .name("night"), isRequired: true, "What the theme is called."),
            Key(
                "ground",
                \.ground,
                .word(.dark, .light),
                isRequired: true,
                "The background of the terminal it is made for."
            ),
            Key("palette", \.palette, .texts("a colour"), "Names for colours."),
            Key("roles", \.roles, .texts(look), isRequired: true, "How each role looks."),
        ])
    }
}
