import RolloutCore
package import TerminalUI

extension DashboardModel {
    /// The frame of this moment, of exactly the terminal's size.
    package var canvas: Canvas {
        var canvas = Canvas(size: size, glyphs: view.glyphs)
        guard let scene else {
            drawWaiting(into: &canvas)
            return canvas
        }
        switch Layout(size) {
        case .full: canvas.draw(FullScreen(scene), in: canvas.bounds)
        case .medium: canvas.draw(MediumScreen(scene), in: canvas.bounds)
        case .small: canvas.draw(SmallScreen(scene), in: canvas.bounds)
        case .compact: canvas.draw(CompactScreen(scene), in: canvas.bounds)
        case .line: canvas.draw(LineScreen(scene), in: canvas.bounds)
        }
        drawOverlay(into: &canvas)
        return canvas
    }

    /// The frame without the answer to the last key, as it is written to files.
    var bareCanvas: Canvas {
        var bare = self
        bare.flash = nil
        return bare.canvas
    }

    private func drawOverlay(into canvas: inout Canvas) {
        let last = canvas.bounds.row(size.height - 1)
        switch overlay {
        case nil: break
        case .prompt(let prompt):
            canvas.draw(PromptLine(prompt, self), in: last)
        case .instance(let id):
            guard let scene else { break }
            canvas.draw(InstanceBox(scene, id), in: canvas.bounds)
        case .event(let sequence):
            guard let scene else { break }
            canvas.draw(EventBox(scene, sequence), in: canvas.bounds)
        case .help: canvas.draw(HelpBox(self), in: canvas.bounds)
        // A box is about what is true now, also over a frozen screen.
        case .confirmation(let box):
            guard let live else { break }
            canvas.draw(ConfirmationBox(live, box), in: canvas.bounds)
        case .reason(let text):
            guard let live else { break }
            canvas.draw(ReasonBox(live, text), in: canvas.bounds)
        }
        guard overlay != nil, let flash else { return }
        canvas.fill(last)
        canvas.write(StyledLine(flash.text, Style(flash.role)), in: last.inset(left: 1, right: 1))
    }

    private var live: Scene? {
        var now = self
        now.frozen = nil
        return now.scene
    }

    private func drawWaiting(into canvas: inout Canvas) {
        let area = canvas.bounds
        let band = FittedLine(
            left: [.init(["WAITING FOR A RELEASE", "WAITING"], rank: 0)],
            right: [.init(["\(now.clock)Z", ""], rank: 1)],
            background: Style(.band, [.reverse, .bold])
        )
        canvas.draw(band, in: area)
        let text = "No entry was read yet. The screen fills as soon as a release begins."
        canvas.draw(
            LineList(text.wrapped(to: max(1, area.width - 2)).map { StyledLine($0) }),
            in: area.inset(top: 2, bottom: 1)
        )
        guard area.height > 2 else { return }
        canvas.draw(KeyBarLine(self, hasFlash: true), in: area.cutBottom(1).bottom)
        switch overlay {
        case .help: canvas.draw(HelpBox(self), in: area)
        case .prompt(let prompt):
            canvas.draw(PromptLine(prompt, self), in: area.row(area.height - 1))
        default: break
        }
    }
}
