import CNCurses

extension CursesScreen {
    /// What became of text that was meant for the clipboard.
    package enum CopyResult: Hashable, Sendable {
        /// The terminal got it.
        ///
        /// Whether it took it is not known: some ask, some are told to refuse, and tmux passes it
        /// on only with `set-clipboard on`.
        case sent
        /// Nothing was sent: so many bytes are more than ``CursesScreen/copyLimit``.
        case tooLong(bytes: Int)
        /// Nothing was sent: the Linux console and terminals after the VT100 have no clipboard.
        case noClipboard
    }

    /// Bytes of text that are sent at most.
    ///
    /// xterm and others drop a sequence of more than 100,000 bytes: 7 before the text, 1 after it,
    /// and four for every three bytes of it.
    package nonisolated static let copyLimit = 74_994

    /// Puts text into the clipboard of the terminal's person, on whatever machine that is (OSC 52).
    package func copy(_ text: String) -> CopyResult {
        let name = Self.environment("TERM")
        guard isOpen, name != "linux", !name.hasPrefix("vt") else { return .noClipboard }
        let bytes = text.utf8
        guard bytes.count <= Self.copyLimit else { return .tooLong(bytes: bytes.count) }
        cnc_send("\u{1B}]52;c;\(Base64.text(bytes))\u{07}")
        return .sent
    }
}
