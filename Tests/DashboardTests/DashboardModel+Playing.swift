import Dashboard
import RolloutCore
import TerminalUI

extension DashboardModel {
    /// Reads all of a script's entries, 0.4 s after the last one.
    mutating func play(_ script: ReleaseScript) {
        _ = update(.clockTicked(script.now))
        _ = update(.entriesArrived(script.entries))
        _ = update(.stewardSeen(.alive(heardAt: script.now)))
        _ = update(.clockTicked(script.now + .milliseconds(400)))
    }

    /// A character of a text, a twentieth of a second after the one before.
    mutating func type(_ character: Character) {
        _ = update(.keyPressed(KeyPress(.character(character)), at: now + .milliseconds(50)))
    }

    /// A key by itself, half a second after the frame before it was drawn.
    @discardableResult
    mutating func press(_ key: Key) -> [Request] {
        _ = update(.framePresented(at: now))
        return update(.keyPressed(KeyPress(key), at: now + .milliseconds(500)))
    }
}
