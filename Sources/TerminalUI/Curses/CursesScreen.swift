import CNCurses

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The terminal as a place to show canvases and to read keys from.
///
/// There is at most one in a process, and it belongs to the main thread because curses does.
/// From ``open(_:)`` on, the terminal is restored on every way out: ``close(lastFrame:)``,
/// `exit`, and a crash. TERM, HUP and the like arrive as ``TerminalEvents``.
@MainActor
package final class CursesScreen {
    /// How every role looks; another theme is seen with the next frame.
    package var theme: Theme { didSet { forgetStyles() } }
    /// The TERM that is not in the database, when the terminal is driven as xterm-256color.
    package let unknownTerminal: String?
    /// What the terminal can be trusted to draw, by its locale and name.
    package let glyphs: GlyphSet
    /// How many colours are in use; 0 without colour and with NO_COLOR.
    package let colours: Int

    private let output: Int32
    private var decoder = KeyDecoder()
    private var shown: Canvas?
    private var drawings: [Style: CellDrawing] = [:]
    private var scalars: [UInt32] = []
    private var isOpen = true

    /// Takes over the terminal.
    ///
    /// - Throws: why that cannot be; the terminal is then as it was, and plain lines are the
    ///   way to go on.
    package static func open(_ options: Options) throws(OpenFailure) -> CursesScreen {
        let terminal = environment("TERM")
        if let path = options.logPath {
            let reason = cnc_divert_errors(path)
            guard reason == 0 else { throw .log(path: path, reason: reason) }
        }
        let result = Int(cnc_open(options.input, options.output, options.usesColour))
        if result < CNC_OPENED { cnc_restore_errors() }
        switch result {
        case CNC_NOT_A_TERMINAL: throw .notATerminal
        case CNC_UNKNOWN_TERMINAL: throw .unknownTerminal(terminal)
        case CNC_NO_CURSOR_MOVEMENT: throw .noCursorMovement(terminal)
        case CNC_ALREADY_OPEN: throw .alreadyOpen
        default: break
        }
        cnc_set_crash_note(options.crashNote)
        return CursesScreen(
            options: options,
            terminal: terminal,
            isUnknown: result == CNC_OPENED_AS_XTERM
        )
    }

    private init(options: Options, terminal: String, isUnknown: Bool) {
        theme = options.theme
        output = options.output
        unknownTerminal = isUnknown ? terminal : nil
        colours = Int(cnc_colours())
        let isConsole = terminal == "linux" || terminal.hasPrefix("vt")
        glyphs = cnc_is_utf8() ? (isConsole ? .block : .braille) : .ascii
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
        let runs = canvas.changes(since: shown)
        guard !runs.isEmpty else { return }
        let visible = Rect(size)
        var count = 0
        for run in runs {
            for column in run.columns where visible.contains(column: column, row: run.row) {
                put(canvas[column, run.row], column: column, row: run.row)
                count += 1
            }
        }
        // A small frame cannot tear; the brackets would only make it longer.
        cnc_flush(count > 40)
        shown = canvas
    }

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

    /// Makes the next frame be sent as a whole, for Ctrl-L and after others wrote to the screen.
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
        cnc_restore_errors()
        guard let lastFrame, wasHidden else { return }
        write(lastFrame.text + "\n")
    }

    private func put(_ cell: Cell, column: Int, row: Int) {
        guard cell.width > 0 else { return }
        let drawing = drawing(for: cell.style)
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

    private func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Self.writeBytes(output, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    private static func writeBytes(_ output: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.write(output, start, count)
        #else
        Darwin.write(output, start, count)
        #endif
    }
}
