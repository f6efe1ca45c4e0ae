import Foundation
import Testing

@testable import handoff

/// The schema's text, the table and what the reader does with a file must agree.
@Suite struct PlanSchemaTests {
    /// Every key that the printed schema allows or refuses by name, as a path.
    private static let schemaPaths: Set<String> = {
        let data = Data(PlanSchema.document.rendered().utf8)
        let document = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        return Set(paths(in: document ?? [:], at: ""))
    }()

    private static func paths(in schema: [String: Any], at path: String) -> [String] {
        var found: [String] = []
        for (name, value) in schema["properties"] as? [String: [String: Any]] ?? [:] {
            let below = path.isEmpty ? name : "\(path).\(name)"
            found += [below] + paths(in: value, at: below)
        }
        if let items = schema["items"] as? [String: Any] {
            found += paths(in: items, at: path + "[]")
        }
        for choice in schema["anyOf"] as? [[String: Any]] ?? [] {
            found += paths(in: choice, at: path)
        }
        return found
    }

    /// A file with nothing but one key, `a.b[].c` as `{a: {b: [{c: 1}]}}`.
    private static func file(with path: String) -> String {
        path.split(separator: ".").reversed().reduce("1") { inner, part in
            part.hasSuffix("[]") ? "{\(part.dropLast(2)): [\(inner)]}" : "{\(part): \(inner)}"
        }
    }

    private func unknownKeys(_ text: String) -> [String] {
        PlanText.problems(text).filter { $0.contains("unknown key") }
    }

    @Test func `the schema has the keys of the table and no others`() {
        #expect(Self.schemaPaths == Set(PlanSections.file.paths))
        #expect(Self.schemaPaths.count > 100)
    }

    @Test(arguments: Self.schemaPaths.sorted())
    func `the reader knows every key of the schema`(path: String) {
        #expect(unknownKeys(Self.file(with: path)) == [])
    }

    @Test(
        arguments: Set(
            Self.schemaPaths.compactMap { path in
                path.lastIndex(of: ".").map { String(path[..<$0]) }
            }
        ).sorted()
    )
    func `the reader refuses keys that the schema does not have`(section: String) {
        // Under metrics people choose names, and there a name alone lacks its source.
        let text = Self.file(with: section + ".zzzzzzzz")
        let needle = section == "metrics" ? "`zzzzzzzz` is `1`" : "unknown key `zzzzzzzz`"
        #expect(PlanText.problems(text).contains { $0.contains(needle) })
    }

    @Test func `a key that is required by the schema is required by the reader`() {
        let required = PlanSchema.document["then"]?["required"]
        #expect(
            required == [
                "service", "environment", "artifact", "instances", "router", "strategy",
            ]
        )
        #expect(PlanText.problems("{}").count == 6)
    }
}
