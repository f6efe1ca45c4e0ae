import CNCurses

/// The terminal as a place to show canvases and to read keys from.
///
/// There is at most one in a process, and it belongs to the main thread because curses does.
/// From ``open(_:)`` on, the terminal is restored on every way out: ``close(lastFrame:)``,
/// `exit`, and a crash. TERM, HUP and the like arrive as ``TerminalEvents``.
@MainActor
package final class CursesScreen {
    /// How every role looks; another theme is seen with the next frame.
    package var theme: Theme {
        didSet {
            writer?.theme = colours > 0 ? theme : .mono
            forgetStyles()
        }
    }
    /// The TERM that is not in the database, when the terminal is driven as xterm-256color.
    package let unknownTerminal: String?
    /// What the terminal can be trusted to draw, by its locale and name.
    package let glyphs: GlyphSet
    /// How many colours are in use; 0 without colour and with NO_COLOR.
    package let colours: Int
    /// Whether the terminal was gone when the last frame was sent to it.
    package private(set) var isGone = false

    private let output: Int32
    private var decoder = KeyDecoder()
    /// Writes frames where that is shorter than what curses sends; nil on other terminals.
    private var writer: TerminalText?
    private var shown: Canvas?
    private var drawings: [Style: CellDrawing] = [:]
    private var scalars: [UInt32] = []
    private let logPath: String?
    private(set) var isOpen = true

    /// Takes over the terminal.
    ///
    /// - Throws: why that cannot be; the terminal is then as it was, and plain lines are the
    ///   way to go on.
    package static func open(_ options: Options) throws(OpenFailure) -> CursesScreen {
        let terminal = environment("TERM")
        let result = Int(cnc_open(options.input, options.output, options.usesColour))
        switch result {
        case CNC_NOT_A_TERMINAL: throw .notATerminal
        case CNC_UNKNOWN_TERMINAL: throw .unknownTerminal(terminal)
        case CNC_NO_CURSOR_MOVEMENT: throw .noCursorMovement(terminal)
        case CNC_ALREADY_OPEN: throw .alreadyOpen
        default: break
        }
        // After opening, because the log takes the place of standard output, too.
        if let path = options.logPath {
            let reason = cnc_divert_errors(path)
            guard reason == 0 else {
                cnc_close()
                throw .log(path: path, reason: reason)
            }
        }
        cnc_set_crash_note(options.crashNote)
        cnc_watch_mouse(options.usesMouse)
        return CursesScreen(
            options: options,
            terminal: terminal,
            isUnknown: result == CNC_OPENED_AS_XTERM
        )
    }

    private init(options: Options, terminal: String, isUnknown: Bool) {
        theme = options.theme
        output = options.output
        logPath = options.logPath
        unknownTerminal = isUnknown ? terminal : nil
        colours = Int(cnc_colours())
        let isConsole = terminal == "linux" || terminal.hasPrefix("vt")
        glyphs = cnc_is_utf8() ? (isConsole ? .block : .braille) : .ascii
        let source = colours > 0 ? theme : .mono
        writer = cnc_speaks_ecma48() ? TerminalText(theme: source) : nil
    }

    /// Columns and rows, at least 1x1.
    package var size: Size {
        var width: Int32 = 1
        var height: Int32 = 1
        cnc_size(&width, &height)
        return Size(width: Int(width), height: Int(height))
    }

    /// Shows a canvas: hands over the cells that changed since the last one, and sends once.
    ///
    /// An equal canvas costs no byte. A canvas of another size than the screen is cut, or
    /// leaves the rest blank.
    package func present(_ canvas: Canvas) {
        guard isOpen else { return }
        if writer != nil {
            write(canvas)
            return
        }
        let runs = canvas.changes(since: shown)
        guard !runs.isEmpty else { return }
        let visible = Rect(size)
        var count = 0
        for run in runs where run.row < visible.height {
            let columns = run.columns.clamped(to: 0..<visible.width)
            put(canvas, columns: columns, row: run.row)
            count += columns.count
        }
        // A small frame cannot tear; the brackets would only make it longer.
        isGone = !cnc_flush(count > 40)
        shown = canvas
    }

    private func write(_ canvas: Canvas) {
        guard canvas != shown || shown == nil else { return }
        if shown == nil { writer?.forget() }
        let visible = canvas.size == size ? canvas : canvas.resized(to: size)
        let text = writer?.update(to: visible) ?? ""
        shown = canvas
        guard !text.isEmpty else { return }
        // A small frame cannot tear; the brackets would only make it longer.
        isGone = !cnc_send_frame(text, text.utf8.count > 200)
    }

    /// What to tell a person whose TERM is not in the database; nil when it is.
    package var unknownTerminalNotice: String? {
        unknownTerminal.map {
            "`\($0)` is not in this machine's terminal database; drawn as for xterm-256color"
        }
    }

    /// Whether the terminal's background is dark or light; nil until the terminal has said it.
    ///
    /// Asked once when the screen was opened. Many terminals never answer; the answer of others is
    /// read with the keys, so look again after reading some.
    package var ground: Theme.Ground? { decoder.background.map(Theme.Ground.init(of:)) }

    /// All key presses that have arrived; never waits for one.
    package func readKeys() -> [KeyPress] {
        guard isOpen else { return [] }
        var batch: [RawKey] = []
        while let raw = RawKey.next() { batch.append(raw) }
        return decoder.decode(batch)
    }

    /// Takes over the size of the window and answers whether it changed.
    ///
    /// After a change the next frame is sent as a whole.
    package func resizeIfNeeded() -> Bool {
        guard isOpen, cnc_resize() else { return false }
        shown = nil
        return true
    }

    /// Sets the terminal's modes again and makes the next frame be sent as a whole.
    ///
    /// For Ctrl-L, and for ``TerminalSignal/resumed``: who stopped the process from outside may
    /// have written to the screen.
    package func repaint() {
        cnc_repaint()
        shown = nil
    }

    /// Rings the bell once.
    package func ringBell() { cnc_bell() }

    /// Leaves the screen and stops the process; returns when it is continued.
    ///
    /// The window may have another size by then; the next frame is sent as a whole.
    package func suspend() {
        guard isOpen else { return }
        cnc_suspend()
        _ = cnc_resize()
        shown = nil
    }

    /// Gives the terminal back, with a last frame as plain text under what was there before.
    ///
    /// Harmless when called twice. Without an alternate screen the frame is still in view and
    /// is not written again.
    package func close(lastFrame: Canvas? = nil) {
        guard isOpen else { return }
        isOpen = false
        let wasHidden = cnc_has_alternate_screen()
        cnc_close()
        defer { showLog() }
        guard wasHidden else {
            // The cursor stands on the last row of the frame.
            Descriptor.write("\n", to: output)
            return
        }
        guard let lastFrame else { return }
        let lines =
            colours < 256
            ? lastFrame.text.split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init
            )
            : TerminalText.lines(of: lastFrame, theme: theme)
        Descriptor.write(lines.joined(separator: "\n") + "\n", to: output)
    }

    /// Says what the process printed while the screen was open; nothing when that was nothing.
    private func showLog() {
        if let logPath, cnc_log_has_grown() {
            Descriptor.write("Printed meanwhile, all of it in \(logPath):\n", to: output)
            cnc_write_log_tail(output)
        }
        cnc_restore_errors()
    }

    /// Hands cells of one row to curses.
    ///
    /// A blank looks the same in every foreground, so it is drawn in that of the cell before
    /// it; changing colours costs 5 to 11 bytes each time, and a third of all cells is blank.
    private func put(_ canvas: Canvas, columns: Range<Int>, row: Int) {
        var first = columns.lowerBound
        while first > 0, canvas[first - 1, row].character == " " { first -= 1 }
        var last = first > 0 ? drawing(for: canvas[first - 1, row].style) : nil
        for column in columns {
            let cell = canvas[column, row]
            guard cell.width > 0 else { continue }
            var drawing = drawing(for: cell.style)
            if let last, cell.character == " ", drawing.blankLooksTheSame(in: last) {
                drawing = last
            }
            last = drawing
            put(cell, drawing, column: column, row: row)
        }
    }

    private func put(_ cell: Cell, _ drawing: CellDrawing, column: Int, row: Int) {
        scalars.removeAll(keepingCapacity: true)
        scalars.append(contentsOf: cell.character.unicodeScalars.lazy.map(\.value))
        cnc_put(
            Int32(row),
            Int32(column),
            scalars,
            Int32(scalars.count),
            Int32(cell.width),
            drawing.attributes,
            drawing.pair
        )
    }

    private func drawing(for style: Style) -> CellDrawing {
        if let known = drawings[style] { return known }
        let drawing = CellDrawing(style, in: theme, colours: colours)
        drawings[style] = drawing
        return drawing
    }

    private func forgetStyles() {
        drawings = [:]
        repaint()
    }
}
