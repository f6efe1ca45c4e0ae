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
        return JSONValue.object(head).adding(PlanSections.file.schema.members)
    }
}
