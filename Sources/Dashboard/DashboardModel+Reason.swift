import RolloutCore
import TerminalUI

extension DashboardModel {
    /// Longest reason kept, in characters; the journal keeps it for ever.
    private static let reasonLimit = 200

    mutating func type(_ press: KeyPress, into text: String) -> [Request] {
        switch press.key {
        case .character(let character): overlay = .reason(limited(text + String(character)))
        case .backspace: overlay = .reason(String(text.dropLast()))
        case .control("u"): overlay = .reason("")
        case .enter: confirmOverride(reason: text)
        case .escape:
            overlay = nil
            say("nothing was sent; the release goes on as it was")
        case .control("l"), .control("z"), .control("c"): return act(on: press)
        default: break
        }
        return []
    }

    private mutating func confirmOverride(reason text: String) {
        guard let rollout else { return }
        guard text.contains(where: { !$0.isWhitespace }) else {
            say("an override goes into the record with its reason: type one, or Esc", .watch)
            return
        }
        overlay = .confirmation(
            Confirmation(
                verb: .advance(full: false, override: true),
                reason: text,
                seen: rollout.revision
            )
        )
    }

    /// Pasted text is text, never keys: into a reason it goes, elsewhere nothing happens.
    mutating func takePasted(_ text: String) -> [Request] {
        if case .prompt(let prompt) = overlay {
            paste(text, into: prompt)
            return []
        }
        guard case .reason(let before) = overlay else {
            say("pasted text was ignored; keys must be typed", .watch)
            return []
        }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        overlay = .reason(limited(before + line))
        return []
    }

    private func limited(_ text: String) -> String { String(text.prefix(Self.reasonLimit)) }
}
