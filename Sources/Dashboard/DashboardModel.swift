package import RolloutCore
package import TerminalUI

/// The whole state of one dashboard: what it knows of the release, and what a person did to it.
///
/// Pure: ``update(_:)`` takes what happened and answers with what is wanted from outside,
/// ``canvas`` draws. Nothing here reads a clock, a file or a terminal, so every screen can be
/// made in a test, and a replay shows what was shown.
package struct DashboardModel: Sendable {
    /// Age of the picture from which it is doubted.
    static let doubtfulAge: Duration = .seconds(3)
    /// Age of the picture from which no command but rollback may be based on it.
    static let staleAge: Duration = .seconds(10)

    /// Names of the themes `t` goes through.
    package let themeNames: [String]
    /// The moment shown, by this machine's clock.
    package internal(set) var now: Timestamp
    /// Columns and rows of the terminal.
    package internal(set) var size: Size

    /// What entries say.
    var picture = Picture()
    /// What the core says of it.
    var assessment = Assessment()
    /// Whether somebody steers.
    var stewardship = Stewardship.unknown
    /// What a person did to the screen.
    var view: ViewState
    /// What lies over it.
    var overlay: Overlay?
    /// The answer to the last key.
    var flash: Flash?
    /// The command without an answer yet.
    var asked: Asked?
    /// Where a replay stands; nil on a live screen.
    var playback: PlaybackView?
    /// The picture at the moment a person froze the screen.
    var frozen: Frozen?
    /// What nobody at this screen has acknowledged yet.
    var alert: Alert?
    /// Which rows the panels list.
    var listing = Listing()
    /// Why nothing is ever sent from this screen; nil for one that may steer.
    let readOnly: String?

    /// A dashboard that knows nothing yet.
    ///
    /// - Parameters:
    ///   - size: columns and rows of the terminal.
    ///   - now: the time by this machine's clock.
    ///   - glyphs: the characters the terminal can be trusted with.
    ///   - themeNames: the themes there are, the one in use first.
    ///   - readOnly: why this screen steers nothing, such as `opened with --read-only`; nil for one
    ///     that may.
    package init(
        size: Size,
        now: Timestamp,
        glyphs: GlyphSet = .braille,
        themeNames: [String] = ["default"],
        readOnly: String? = nil
    ) {
        self.size = size
        self.now = now
        self.themeNames = themeNames
        self.readOnly = readOnly
        view = ViewState(glyphs: glyphs)
    }

    /// The release as folded so far; nil until its first entry came.
    package var rollout: Rollout? { picture.rollout }

    /// The place in ``themeNames`` of the theme to present frames with.
    package var theme: Int { view.theme }

    /// The sequence of the last entry folded; 0 before the first.
    package var sequence: Int { picture.rollout?.sequence ?? 0 }
}

/// A screen held still.
struct Frozen: Sendable, Hashable {
    /// What entries said then.
    var picture: Picture
    /// What the core said of it then.
    var assessment: Assessment
    /// When that was.
    var at: Timestamp
}
