/// How a screen can be taken away as a file.
package enum PictureFormat: String, CaseIterable, Hashable, Sendable {
    /// Characters without colours.
    case text = "txt"
    /// A drawing with colours that any browser shows.
    case svg
    /// An asciicast v2 of one frame.
    case asciicast = "cast"

    /// The format a file's name asks for by its ending; nil for other endings.
    package init?(path: String) {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        self.init(rawValue: path[path.index(after: dot)...].lowercased())
    }
}

extension Canvas {
    /// The whole file that holds this canvas in a format, its last line end included.
    ///
    /// The title is shown by players and browsers, never drawn.
    package func file(_ format: PictureFormat, theme: Theme, title: String) -> String {
        switch format {
        case .text: return text + "\n"
        case .svg: return SVGPicture(self, theme: theme, title: title).text
        case .asciicast:
            var cast = Asciicast(.init(size: size, title: title), theme: theme)
            return ([cast.header] + cast.lines(for: self, at: .zero)).joined(separator: "\n") + "\n"
        }
    }
}
