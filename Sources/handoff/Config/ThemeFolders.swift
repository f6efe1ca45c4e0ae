import Foundation
import TerminalUI

/// Where theme files are looked for: the person's own folder, then those that came with handoff.
struct ThemeFolders {
    /// How many folders up from the program the themes of a build are looked for.
    private static let levels = 5

    private let folders: [URL]

    init(folders: Folders = Folders(), program: String = StewardProcess.ownExecutable) {
        var above = URL(fileURLWithPath: program).deletingLastPathComponent()
        var places = [folders.config.appending(path: "themes")]
        for _ in 0..<Self.levels {
            places.append(above.appending(path: "themes"))
            places.append(above.appending(path: "share/handoff/themes"))
            above.deleteLastPathComponent()
        }
        self.folders = places
    }

    /// All themes by name, the built-in ones first; a file that cannot be read is left out, because
    /// a broken theme is no reason to show nothing.
    ///
    /// `--theme FILE` says what is wrong with one.
    var themes: [Theme] {
        var known = [Theme.standard, Theme.mono]
        for folder in folders {
            let files = try? FileManager.default.contentsOfDirectory(
                at: folder,
                includingPropertiesForKeys: nil
            )
            for file in (files ?? []).sorted(by: { $0.path < $1.path })
            where file.pathExtension == "yaml" {
                guard let theme = try? ThemeFile.theme(path: file.path(percentEncoded: false)),
                    !known.contains(where: { $0.name == theme.name })
                else { continue }
                known.append(theme)
            }
        }
        return known
    }
}
