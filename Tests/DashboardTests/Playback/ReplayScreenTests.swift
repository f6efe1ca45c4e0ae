import Dashboard
import TerminalUI
import Testing

/// A moment of a replay that has golden screens.
enum ReplayMoment: String, CaseIterable {
    case replayBeginning
    case replayMiddle
    case replayRollingBack
    case replayLater
    case replayHelp
    case replayDifference
    case replayNote

    /// A reader who pressed what leads there.
    func reader(size: Size) -> Reader {
        var reader = Reader(size: size)
        switch self {
        case .replayBeginning: break
        case .replayMiddle: reader.press(.character("6"), .character(">"), .character("i"), .escape)
        case .replayRollingBack:
            reader.type("/rolling back")
            reader.press(.enter, .right)
        case .replayLater:
            reader.press(.character("6"), .tab, .tab)
            for _ in 0..<3 { reader.press(.character("k")) }
        case .replayHelp: reader.press(.character("?"))
        case .replayDifference:
            reader.press(.character("4"), .character("m"))
            reader.type("before")
            reader.press(.enter, .character("8"), .character("m"))
            reader.type("p99 is up")
            reader.press(.enter, .character("d"))
        case .replayNote:
            reader.press(.character("7"), .character("m"))
            reader.type("the first slow second")
        }
        return reader
    }
}

@Suite("Replay screens")
struct ReplayScreenTests {
    private static let sizes = [
        Size(width: 200, height: 50), Size(width: 120, height: 36), Size(width: 80, height: 24),
        Size(width: 60, height: 10),
    ]

    @Test(arguments: ReplayMoment.allCases, sizes)
    func `the replay's screen is the kept one`(moment: ReplayMoment, size: Size) throws {
        try KeptScreen.compare(moment.rawValue, moment.reader(size: size).model.canvas)
    }

    @Test func `a replay fits every size`() {
        for width in stride(from: 1, through: 210, by: 19) {
            for height in stride(from: 1, through: 55, by: 3) {
                var reader = Reader(size: Size(width: width, height: height))
                reader.press(.character("6"))
                let canvas = reader.model.canvas
                #expect(canvas.size == Size(width: width, height: height))
                #expect(canvas.text.contains("REPLAY") || width < 8, "\(width)x\(height)")
            }
        }
    }
}
