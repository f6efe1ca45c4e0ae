import Dashboard
import Foundation
import TerminalUI
import Testing

@Suite("Replay screens")
struct ReplayScreenTests {
    /// A moment of a replay that has golden screens.
    enum Scene: String, CaseIterable {
        case beginning
        case middle
        case rollingBack
        case help
        case difference
        case note
    }

    private static let sizes = [
        Size(width: 200, height: 50), Size(width: 120, height: 36), Size(width: 80, height: 24),
        Size(width: 60, height: 10),
    ]

    private func reader(_ scene: Scene, _ size: Size) -> Reader {
        var reader = Reader(size: size)
        switch scene {
        case .beginning: break
        case .middle: reader.press(.character("6"), .character(">"), .character("i"), .escape)
        case .rollingBack:
            reader.type("/rolling back")
            reader.press(.enter, .right)
        case .help: reader.press(.character("?"))
        case .difference:
            reader.press(.character("4"), .character("m"))
            reader.type("before")
            reader.press(.enter, .character("8"), .character("m"))
            reader.type("p99 is up")
            reader.press(.enter, .character("d"))
        case .note:
            reader.press(.character("7"), .character("m"))
            reader.type("the first slow second")
        }
        return reader
    }

    @Test(arguments: Scene.allCases, sizes)
    func `the replay's screen is the kept one`(scene: Scene, size: Size) throws {
        let canvas = reader(scene, size).model.canvas
        let name = "replay-\(scene.rawValue)-\(size.width)x\(size.height).screen"
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Screens/\(name)")
        let drawn = canvas.text + "\n--- roles\n" + canvas.roles + "\n"
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_SCREENS"] == "1" {
            try #require(environment["CI"] != "true", "CI compares screens, it never rewrites them")
            try drawn.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == drawn, "UPDATE_SCREENS=1 rewrites")
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
