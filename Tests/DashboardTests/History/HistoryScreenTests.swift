import Dashboard
import TerminalUI
import Testing

/// A moment of the history screen that has a golden screen.
enum HistoryMoment: String, CaseIterable, Sendable {
    case historyList
    case historyMarked
    case historyFilter
    case historyComparison
    case historyHelp
    case historyEmpty

    func model(size: Size) -> HistoryModel {
        var model = HistoryShelf.model(size)
        switch self {
        case .historyList: break
        case .historyMarked:
            model.press(.character("j"), .character(" "), .character("j"), .character(" "))
        case .historyFilter:
            model.press(.character("/"))
            model.type("2.2 bob")
        case .historyComparison: _ = model.update(.compared(HistoryShelf.comparison))
        case .historyHelp: model.press(.character("?"))
        case .historyEmpty:
            model = HistoryModel(size: size, now: HistoryShelf.now)
            _ = model.update(.rowsArrived([]))
        }
        return model
    }
}

@Suite("Screens of the history")
struct HistoryScreenTests {
    private static let sizes = [
        Size(width: 200, height: 50), Size(width: 120, height: 36), Size(width: 80, height: 24),
        Size(width: 60, height: 10),
    ]

    @Test(arguments: HistoryMoment.allCases, sizes)
    func `the screen of the history is the kept one`(moment: HistoryMoment, size: Size) throws {
        try KeptScreen.compare(moment.rawValue, moment.model(size: size).canvas)
    }

    @Test func `without braille and boxes only ASCII is drawn`() throws {
        let size = Size(width: 120, height: 36)
        var model = HistoryMoment.historyList.model(size: size)
        model.press(.character("u"), .character("u"))
        let isPlain = model.canvas.text.allSatisfy(\.isASCII)
        #expect(isPlain)
        try KeptScreen.compare("historyList", model.canvas, suffix: "-ascii")
    }

    @Test(arguments: HistoryMoment.allCases)
    func `at no size anything is drawn outside or goes wrong`(moment: HistoryMoment) {
        for width in [1, 2, 9, 29, 30, 59, 71, 72, 109, 110, 250] {
            for height in [1, 2, 3, 4, 5, 9, 19, 20, 31, 32, 80] {
                let canvas = moment.model(size: Size(width: width, height: height)).canvas
                #expect(canvas.text.split(separator: "\n").count <= height)
            }
        }
    }
}
