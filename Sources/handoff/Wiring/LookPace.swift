/// How long to wait before the next look at a journal.
///
/// Its files are written a moment before what they hold can be read: after the disk has it. So the
/// first look comes at once, those after it at twice the distance each, until all is calm again.
struct LookPace: Hashable, Sendable {
    /// Before the second look after something was written.
    static let shortest = Duration.milliseconds(4)
    /// While all is calm and the system tells what is written: for file systems that tell nothing.
    static let calm = Duration.milliseconds(250)
    /// While all is calm and nobody tells: a key is answered within 50 ms all the same.
    static let blind = Duration.milliseconds(10)

    /// The wait before the next look.
    private(set) var wait: Duration
    private let longest: Duration

    /// The pace of somebody who is told when the journal is written, or who is not.
    init(isTold: Bool) {
        longest = isTold ? Self.calm : Self.blind
        wait = longest
    }

    /// Something was written.
    mutating func wake() { wait = min(Self.shortest, longest) }

    /// There was a look since the last wait.
    mutating func slowDown() { wait = min(wait * 2, longest) }
}
