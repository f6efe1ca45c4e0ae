/// What a piece of the screen means; a theme decides how that looks.
///
/// Colour is the third channel on this screen: a glyph and a word always say the same, so
/// every role may look like every other one without loss of meaning.
package enum Role: String, CaseIterable, Hashable, Sendable {
    /// Ordinary text.
    case text
    /// Borders, labels, greyed keys: less important than text.
    case muted
    /// Panel titles and the keys in the key bar.
    case title
    /// Healthy, passed, within its limit.
    case ok
    /// Near a limit, or not decided yet.
    case watch
    /// Over a limit, failed, rolling back.
    case fail
    /// Whatever belongs to the canary revision.
    case canary
    /// Whatever belongs to the stable revision.
    case stable
    /// The selected row; its background lies under every selected cell.
    case select
    /// Limit lines and limits in tables.
    case limit
    /// The band in row 0 when it shows no health: replay, stale data.
    case band
    /// A row that changed within the last 2 s.
    case changed

    /// The letter that stands for the role in the second plane of a golden file.
    package var letter: Character {
        switch self {
        case .text: "t"
        case .muted: "m"
        case .title: "h"
        case .ok: "o"
        case .watch: "w"
        case .fail: "f"
        case .canary: "c"
        case .stable: "s"
        case .select: "x"
        case .limit: "l"
        case .band: "b"
        case .changed: "n"
        }
    }
}
