import ArgumentParser

/// Prints the JSON Schema of the plan file, for editors.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of the plan file, for editors.",
        discussion: "It is made from the table that the reader uses, so the two cannot differ."
    )

    func run() {
        print(PlanSchema.document.rendered())
    }
}

/// The JSON Schema of the plan file, draft 2020-12.
enum PlanSchema {
    /// The whole document.
    static var document: JSONValue {
        let head: [JSONValue.Member] = [
            .init(name: "$schema", value: "https://json-schema.org/draft/2020-12/schema"),
            .init(name: "title", value: "Plan file of handoff"),
        ]
        let file = PlanSections.file.schema
        let required = file["required"] ?? []
        let conditions: [JSONValue.Member] = [
            .init(name: "if", value: ["not": ["required": ["environments"]]]),
            .init(name: "then", value: ["required": required]),
            .init(name: "$defs", value: ["overlay": overlay(file)]),
        ]
        return JSONValue.object(head)
            .adding(file.members.filter { $0.name != "required" } + conditions)
    }

    /// The schema of what one environment says: any of the file's keys, none of them needed, and
    /// null where one is taken away.
    private static func overlay(_ section: JSONValue) -> JSONValue {
        let own: Set = ["environment", "environments"]
        return .object(
            section.members.filter { $0.name != "required" }.map { member in
                guard member.name == "properties" else { return member }
                let keys = member.value.members.filter { !own.contains($0.name) }
                return .init(name: member.name, value: .object(keys.map(optional)))
            }
        )
    }

    /// A key with nothing needed in its value, or null instead of it.
    private static func optional(_ key: JSONValue.Member) -> JSONValue.Member {
        let value = key.value["properties"] == nil ? key.value : overlay(key.value)
        return .init(name: key.name, value: ["anyOf": .list([value, ["type": "null"]])])
    }
}
