@testable import TerminalUI

/// Colours and attributes of one cell of a terminal.
struct Look: Hashable {
    var foreground: Int?
    var background: Int?
    var attributes: Style.Attributes = []

    init() {}

    /// What the driver should make of an appearance.
    init(_ appearance: Appearance) {
        foreground = appearance.foreground.map { Int($0.index) }
        background = appearance.background.map { Int($0.index) }
        attributes = appearance.attributes
    }

    /// What is seen of it under a blank: reversed, the foreground is what fills the cell.
    var ofBlank: Look {
        var look = Look()
        look.background = background
        look.attributes = attributes.intersection([.reverse, .underline])
        if !look.attributes.isEmpty { look.foreground = foreground }
        return look
    }

    /// What an erased cell gets: only the background.
    var ofErased: Look {
        var look = Look()
        look.background = background
        return look
    }

    /// Takes the numbers of one SGR sequence.
    mutating func change(_ numbers: [Int]) {
        var rest = numbers[...]
        while let number = rest.popFirst() {
            switch number {
            case 0: self = Look()
            case 1: attributes.insert(.bold)
            case 2: attributes.insert(.dim)
            case 4: attributes.insert(.underline)
            case 7: attributes.insert(.reverse)
            case 22: attributes.subtract([.bold, .dim])
            case 24: attributes.remove(.underline)
            case 27: attributes.remove(.reverse)
            case 38: foreground = rest.dropFirst().first
            case 48: background = rest.dropFirst().first
            case 39: foreground = nil
            case 49: background = nil
            default: break
            }
            if number == 38 || number == 48 { rest = rest.dropFirst(2) }
        }
    }
}
