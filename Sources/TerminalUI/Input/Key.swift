/// What a person did on the keyboard.
package enum Key: Hashable, Sendable {
    /// A printable character; capitals are capitals, not a shifted small letter.
    case character(Character)
    /// Control and a letter, written small: Ctrl-L is `control("l")`.
    case control(Character)
    /// F1 is `function(1)`.
    case function(Int)
    case up
    case down
    case left
    case right
    case shiftUp
    case shiftDown
    case shiftLeft
    case shiftRight
    case home
    case end
    case pageUp
    case pageDown
    case insert
    case delete
    case backspace
    case enter
    case tab
    case backTab
    case escape
    /// The wheel was turned away from the person.
    case wheelUp
    /// The wheel was turned towards the person.
    case wheelDown
    /// The left button was pressed on that cell, counted from 0 at the top left.
    case click(column: Int, row: Int)
    /// Text put in by bracketed paste: never a command, whatever it holds.
    ///
    /// At most ``KeyDecoder/pasteLimit`` characters; what is beyond is dropped.
    case paste(String)
}
