/// Where text stands in an area wider than itself.
package enum Alignment: Hashable, Sendable {
    case left
    case right
    case centre

    /// Cells before the text when so many are free.
    func offset(free: Int) -> Int {
        switch self {
        case .left: 0
        case .right: max(0, free)
        case .centre: max(0, free / 2)
        }
    }
}
