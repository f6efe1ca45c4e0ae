import Foundation

/// Reads files that people write.
enum ConfigText {
    /// The text of a file, without a byte order mark.
    ///
    /// - Throws: why it cannot be read, as the one problem of the file.
    static func read(_ path: String) throws(ConfigProblems) -> String {
        let url = URL(fileURLWithPath: path)
        let data: Data
        do {
            data = try Data(contentsOf: url)
        } catch {
            let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory
            let fact = isFolder == true ? "this is a folder. Name a file in it." : reason(error)
            throw ConfigProblems(file: path, [ConfigProblem(position: nil, sentence: fact)])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            let sentence = "the file is not UTF-8 text. Save it as UTF-8."
            throw ConfigProblems(file: path, [ConfigProblem(position: .start, sentence: sentence)])
        }
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile: "there is no such file."
        case .fileReadNoPermission: "you may not read this file."
        default: "the file cannot be read (\(error.localizedDescription))."
        }
    }
}
