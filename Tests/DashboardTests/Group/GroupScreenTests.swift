import Dashboard
import Foundation
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
        let canvas = moment.model(size: size).canvas
        let name = "\(moment.rawValue)-\(size.width)x\(size.height).screen"
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Screens")
        let file = folder.appending(path: name)
        let drawn = canvas.text + "\n--- roles\n" + canvas.roles + "\n"
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_SCREENS"] == "1" {
            try #require(environment["CI"] != "true", "CI compares screens, it never rewrites them")
            try drawn.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == drawn, "\(name) differs")
    }

    @Test func `a component that waits says for whom, and what that one is at`() {
        let text = GroupMoment.groupReleasing.model(size: Size(width: 120, height: 36)).canvas.text
        #expect(text.contains("waits for api, which is baking at 25%, gate in 0"), "\(text)")
    }

    @Test func `R asks first, and y sends a rollback of all`() {
        let script = GroupMoment.groupReleasing.script
        var model = script.model(size: Size(width: 120, height: 36))
        #expect(model.press(.character("R"), at: script.now + .seconds(1)).isEmpty)
        #expect(model.press(.character("y"), at: script.now + .seconds(2)) == [.send(.rollback)])
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
        #expect(model.press(.character("P"), at: script.now) == [.send(.pause)])
        script.give(.command(Command(.pause, by: Shop.alice)))
        model = script.model(size: Size(width: 120, height: 36))
        #expect(model.press(.character("P"), at: script.now) == [.send(.resume)])
    }
}
