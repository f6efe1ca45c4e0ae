import Dashboard
import RolloutCore
import TerminalUI
import Testing

@Suite("Keys of the history")
struct HistoryKeyTests {
    @Test func `Enter replays the chosen release`() {
        var model = HistoryShelf.model()
        #expect(model.press(.enter) == [.replay(HistoryShelf.id(9))])
        #expect(model.press(.character("j"), .down, .enter) == [.replay(HistoryShelf.id(7))])
        #expect(model.press(.character("G"), .enter) == [.replay(HistoryShelf.id(1))])
        #expect(model.press(.character("g"), .enter) == [.replay(HistoryShelf.id(9))])
    }

    @Test func `c compares two marked releases, the earlier first`() {
        var model = HistoryShelf.model()
        model.press(.character("j"), .character(" "))
        model.press(.character("j"), .character(" "))
        let request = HistoryRequest.compare(HistoryShelf.id(7), HistoryShelf.id(8))
        #expect(model.press(.character("c")) == [request])
    }

    @Test func `with one marked, c compares it with the chosen one`() {
        var model = HistoryShelf.model()
        model.press(.character(" "), .character("j"))
        let request = HistoryRequest.compare(HistoryShelf.id(8), HistoryShelf.id(9))
        #expect(model.press(.character("c")) == [request])
    }

    @Test func `c without a mark says what is missing`() {
        var model = HistoryShelf.model()
        #expect(model.press(.character("c")).isEmpty)
        #expect(model.canvas.text.contains("mark a release with Space first"))
    }

    @Test func `a second Space on a release takes its mark away`() {
        var model = HistoryShelf.model()
        model.press(.character(" "), .character(" "), .character("j"))
        #expect(model.press(.character("c")).isEmpty)
    }

    @Test func `a filter shows what has all of its words, letter by letter`() {
        var model = HistoryShelf.model()
        model.press(.character("/"))
        model.type("ROLLED")
        #expect(model.canvas.text.contains("1 of 9"))
        model.press(.enter)
        #expect(model.press(.enter) == [.replay(HistoryShelf.id(7))])
        model.press(.escape)
        #expect(model.canvas.text.contains("9 releases"))
    }

    @Test func `letters of a filter are no commands`() {
        var model = HistoryShelf.model()
        model.press(.character("/"))
        #expect(model.press(.character("q"), .character("c"), .character(" ")).isEmpty)
    }

    @Test func `o goes through the endings and comes back to all`() {
        var model = HistoryShelf.model()
        let counts = (0..<5).map { _ in
            model.press(.character("o"))
            return model.canvas.text.split(separator: "\n").first.map(String.init) ?? ""
        }
        #expect(counts[0].contains("4 of 9") && counts[0].contains("only succeeded"))
        #expect(counts[1].contains("3 of 9"))
        #expect(counts[2].contains("1 of 9") && counts[3].contains("1 of 9"))
        #expect(counts[4].contains("9 releases"))
    }

    @Test func `the chosen release stays chosen when a newer one comes`() {
        var model = HistoryShelf.model()
        model.press(.character("j"))
        var rows = HistoryShelf.rows
        var newer = rows[0]
        newer.id = HistoryShelf.id(10)
        rows.insert(newer, at: 0)
        _ = model.update(.rowsArrived(rows))
        #expect(model.press(.enter) == [.replay(HistoryShelf.id(8))])
    }

    @Test func `a comparison takes the moving keys, and q only closes it`() {
        var model = HistoryShelf.model(Size(width: 60, height: 10))
        _ = model.update(.compared(HistoryShelf.comparison))
        let before = model.canvas
        model.press(.character("j"))
        #expect(model.canvas != before)
        #expect(model.press(.character("q")).isEmpty)
        #expect(model.canvas.text.hasPrefix(" HISTORY"))
        #expect(model.press(.character("q")) == [.leave])
    }

    @Test func `releases of two services are not compared`() {
        var rows = HistoryShelf.rows
        rows[1].id = HistoryShelf.id(8, "api")
        var model = HistoryShelf.model()
        _ = model.update(.rowsArrived(rows))
        model.press(.character(" "), .character("j"), .character(" "))
        #expect(model.press(.character("c")).isEmpty)
        #expect(model.canvas.text.contains("two services"))
    }

    @Test func `every key of the table does something and none is there twice`() {
        let keys = HistoryKeymap.rows.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        #expect(Set(HistoryKeymap.rows.map(\.action)) == Set(HistoryAction.allCases))
    }
}
