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
    ///
    /// Values that are no sections are those at the same place of the document itself.
    private static func overlay(_ section: JSONValue, at place: String = "#") -> JSONValue {
        let own: Set = ["environment", "environments"]
        return .object(
            section.members.filter { $0.name != "required" }.map { member in
                let below = "\(place)/\(member.name)"
                switch member.name {
                case "properties":
                    let keys = member.value.members.filter { !own.contains($0.name) }
                    let values = keys.map { key in
                        JSONValue.Member(
                            name: key.name,
                            value: optional(key.value, at: "\(below)/\(key.name)")
                        )
                    }
                    return .init(name: member.name, value: .object(values))
                case "additionalProperties" where member.value["properties"] != nil:
                    return .init(name: member.name, value: overlay(member.value, at: below))
                default: return member
                }
            }
        )
    }

    /// A value with nothing needed in it, or null instead of it.
    private static func optional(_ value: JSONValue, at place: String) -> JSONValue {
        let value =
            value["properties"] == nil
            ? JSONValue.object([.init(name: "$ref", value: .text(place))])
            : overlay(value, at: place)
        return ["anyOf": .list([value, ["type": "null"]])]
    }
}
