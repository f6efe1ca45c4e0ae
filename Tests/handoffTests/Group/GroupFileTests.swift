import Foundation
import RolloutCore
import Testing

@testable import handoff

/// The plan file of a group.
@Suite("Group files")
struct GroupFileTests {
    private let head = "service: shop\nenvironment: production\ncomponents:\n"

    /// Reads a group whose components' files lie in a folder of their own.
    private func read(_ components: String, _ more: String = "") throws -> GroupFile {
        let folder = URL(filePath: NSTemporaryDirectory())
            .appending(
                path: "group-\(UInt32.random(in: 0...UInt32.max))",
                directoryHint: .isDirectory
            )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["api", "web", "mailer"] {
            let text = PlanText.sound.replacing("storefront\n", with: "shop-\(name)\n")
                .replacing("staging", with: "production")
            try Data(text.utf8).write(to: folder.appending(path: "\(name).yaml"))
        }
        return try GroupFile(
            text: head + components + more,
            file: "shop.yaml",
            folder: folder
        )
    }

    /// What is said of components that are wrong.
    private func problems(_ components: String, _ more: String = "") -> [String] {
        do {
            _ = try read(components, more)
            return []
        } catch let problems as ConfigProblems {
            return problems.lines
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `components are read with their edges and their services`() throws {
        let plan = try read(
            """
              api: { plan: api.yaml }
              web: { plan: web.yaml, after: [api] }

            """,
            "rollback: { together: false }\n"
        ).plan
        #expect(plan.components.map(\.service.rawValue) == ["shop-api", "shop-web"])
        #expect(plan.components.last?.after == [ComponentName(rawValue: "api")])
        #expect(!plan.returnsTogether)
    }

    @Test func `a cycle is a problem that names its way`() {
        let found = problems(
            """
              api: { plan: api.yaml, after: [mailer] }
              web: { plan: web.yaml, after: [api] }
              mailer: { plan: mailer.yaml, after: [web] }

            """
        )
        let way = "`api` after `mailer` after `web` after `api`: none of them could ever start."
        #expect(found.contains { $0.contains(way) }, "\(found)")
    }

    @Test func `an edge to a name that is no component is a problem with the nearest`() {
        let found = problems("  api: { plan: api.yaml }\n  web: { plan: web.yaml, after: [apu] }\n")
        #expect(
            found == ["shop.yaml:5:33: there is no component `apu`. Write `api`, or remove it."]
        )
    }

    @Test func `a component after itself is a problem`() {
        let found = problems("  api: { plan: api.yaml, after: [api] }\n")
        #expect(found.count == 1 && found[0].contains("`api` cannot come after itself"), "\(found)")
    }

    @Test func `a component named twice is a problem`() {
        let found = problems("  api: { plan: api.yaml }\n  api: { plan: web.yaml }\n")
        #expect(found.contains { $0.contains("`api` is given twice") }, "\(found)")
    }

    @Test func `two components of one service are a problem`() {
        let found = problems("  api: { plan: api.yaml }\n  web: { plan: api.yaml }\n")
        #expect(found.contains { $0.contains("and so does `api`. Keep one.") }, "\(found)")
    }

    @Test func `keys of a plan of one service are sent where they belong`() {
        let found = problems("  api: { plan: api.yaml }\n", "crashLimit: 3\n")
        #expect(found.contains { $0.contains("is for the plan of one component") }, "\(found)")
    }

    @Test func `what is wrong with the file of a component is said with its name`() {
        let found = problems("  api: { plan: none.yaml }\n")
        #expect(found.count == 1 && found[0].contains("none.yaml: there is no such file"))
    }
}
