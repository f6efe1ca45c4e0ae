import Dashboard
import RolloutCore
import TerminalUI
import Testing

@Suite("Lines typed on a group's screen")
struct GroupLineTests {
    private let script = GroupMoment.groupReleasing.script
    private var model: GroupModel { script.model(size: Size(width: 120, height: 36)) }
    private var now: Timestamp { script.now }

    @Test func `a word sends what its key sends, with the reason`() {
        var model = model
        let sent = model.type(":pause --reason \"lunch rush\"", at: now)
        #expect(sent == [.send(.pause, reason: "lunch rush")])
    }

    @Test func `a typed rollback asks as R does, and keeps its reason`() {
        var model = model
        #expect(model.type(":rollback orders look wrong", at: now + .seconds(1)).isEmpty)
        let sent = model.press(.character("y"), at: now + .seconds(2))
        #expect(sent == [.send(.rollback, reason: "orders look wrong")])
    }

    @Test func `Tab completes words and components`() {
        var model = model
        for key in ":op" { model.press(.character(key), at: now) }
        model.press(.tab, at: now)
        model.press(.character("a"), at: now)
        model.press(.tab, at: now)
        #expect(model.press(.enter, at: now) == [.open(GroupScript.api)])
    }

    @Test func `a word there is not sends nothing and says what is near`() {
        var model = model
        #expect(model.type(":rolback", at: now).isEmpty)
        #expect(model.canvas.text.contains("no command `rolback`; `rollback` is near"))
    }

    @Test func `a filter shows only the events with its words, and Esc shows all`() {
        var model = model
        let all = model.canvas.text
        model.type("/arrived", at: now)
        #expect(model.canvas.text.contains("/arrived"))
        #expect(!model.canvas.text.contains("alice started"))
        model.press(.escape, at: now)
        #expect(model.canvas.text == all)
    }

    @Test func `every key of the table does something and none is there twice`() {
        let keys = GroupKeymap.rows.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        #expect(Set(GroupKeymap.rows.map(\.action)) == Set(GroupAction.allCases))
    }
}
