package import RolloutCore
package import TerminalUI

/// A whole screen as a value: what the loop between it and a terminal needs of it.
///
/// Pure, all of them: ``update(_:)`` takes what happened and answers with what is to be done
/// outside, ``canvas`` draws.
package protocol ScreenModel: Sendable {
    /// What happened, told to it.
    associatedtype Message: ScreenMessage
    /// What it wants done outside of itself.
    associatedtype Request

    /// The frame of this moment, of exactly the terminal's size.
    var canvas: Canvas { get }
    /// The place in the themes' names of the theme to present frames with.
    var theme: Int { get }
    /// Takes in what happened; answers with what is to be done outside, in order.
    mutating func update(_ message: Message) -> [Request]
}

/// What every screen hears of its terminal; the cases of a message do for it.
package protocol ScreenMessage: Sendable {
    /// A person pressed a key at that moment.
    static func keyPressed(_ press: KeyPress, at moment: Timestamp) -> Self
    /// Time passed.
    static func clockTicked(_ moment: Timestamp) -> Self
    /// The terminal has another size.
    static func resized(_ size: Size) -> Self
    /// A frame reached the terminal; what people answer, they have seen.
    static func framePresented(at moment: Timestamp) -> Self
    /// The theme of that place among the names suits the terminal better.
    static func themeSuited(_ place: Int) -> Self
    /// Something is to be told that happened beside what the screen shows.
    static func told(_ words: String, _ role: Role) -> Self
    /// The screen is back after a suspension of that length.
    static func suspensionEnded(after time: Duration) -> Self
}

extension DashboardModel: ScreenModel {}
extension Message: ScreenMessage {}
extension GroupModel: ScreenModel {}
extension GroupMessage: ScreenMessage {}
extension HistoryModel: ScreenModel {}
extension HistoryMessage: ScreenMessage {}
extension ReplayModel: ScreenModel {}
extension ReplayMessage: ScreenMessage {}
