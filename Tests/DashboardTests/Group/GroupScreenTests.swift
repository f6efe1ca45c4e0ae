import Dashboard
import RolloutCore
import TerminalUI
import Testing

@Suite("Screens of groups")
struct GroupScreenTests {
    private static let sizes = [
        Size(width: 200, height: 50), Size(width: 120, height: 36), Size(width: 80, height: 24),
    ]

    @Test(arguments: GroupMoment.allCases, sizes)
    func `the screen of a group is the kept one`(moment: GroupMoment, size: Size) throws {
        try KeptScreen.compare(moment.rawValue, moment.model(size: size).canvas)
    }

    @Test func `a component that waits says for whom, and what that one is at`() {
        let text = GroupMoment.groupReleasing.model(size: Size(width: 120, height: 36)).canvas.text
        #expect(text.contains("waits for api, which is baking at 25%, gate in 0"), "\(text)")
    }

    @Test func `R asks first, and y sends a rollback of all`() {
        let script = GroupMoment.groupReleasing.script
        var model = script.model(size: Size(width: 120, height: 36))
        #expect(model.press(.character("R"), at: script.now + .seconds(1)).isEmpty)
        #expect(
            model.press(.character("y"), at: script.now + .seconds(2)) == [
                .send(.rollback, reason: nil)
            ]
        )
    }

    @Test func `Enter opens the dashboard of the chosen component`() {
        let script = GroupMoment.groupReleasing.script
        var model = script.model(size: Size(width: 120, height: 36))
        #expect(model.press(.enter, at: script.now) == [.open(GroupScript.api)])
        model.press(.character("j"), at: script.now)
        #expect(model.press(.enter, at: script.now).isEmpty, "web has no release yet")
    }

    @Test func `P pauses all, and resumes all after a pause`() {
        var script = GroupMoment.groupReleasing.script
        var model = script.model(size: Size(width: 120, height: 36))
        #expect(model.press(.character("P"), at: script.now) == [.send(.pause, reason: nil)])
        script.give(.command(Command(.pause, by: Shop.alice)))
        model = script.model(size: Size(width: 120, height: 36))
        #expect(model.press(.character("P"), at: script.now) == [.send(.resume, reason: nil)])
    }
}
