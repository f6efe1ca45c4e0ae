import Foundation

@testable import handoff

/// A plan file that is right, for tests to make wrong in one place.
enum PlanText {
    /// The smallest plan, one key a line as far as tests change it.
    static let sound = """
        service: storefront
        environment: staging
        artifact: { path: build/storefront }
        instances:
          process: { command: ["{artifact}", serve, --port, "{port}"], ports: 9100-9107 }
          count: 4
        router: { haproxy: { listen: 127.0.0.1:8080 } }
        strategy:
          steps: [ { setWeight: 5 }, { pause: 2m }, { setWeight: 100 } ]
        """

    /// The sound plan with one piece of its text replaced.
    static func sound(replacing piece: String, with other: String) -> String {
        sound.replacing(piece, with: other)
    }

    /// The sound plan with lines added at its end.
    static func sound(adding lines: String) -> String { sound + "\n" + lines }

    /// The plan file of a text that lies in `/plans`.
    static func read(_ text: String) throws -> PlanFile {
        try PlanFile(text: text, file: "shop.yaml", folder: URL(fileURLWithPath: "/plans/"))
    }

    /// What is wrong with a text, a line each; empty when nothing is.
    static func problems(_ text: String) -> [String] {
        do throws(ConfigProblems) {
            let folder = URL(fileURLWithPath: "/plans/")
            _ = try PlanFile(text: text, file: "shop.yaml", folder: folder)
            return []
        } catch {
            return error.lines
        }
    }
}

/// A folder that is gone after the test.
struct TemporaryFolder: ~Copyable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in it.
    func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }
}
