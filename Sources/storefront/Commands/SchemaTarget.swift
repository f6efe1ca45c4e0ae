import ArgumentParser

/// A version of the schema, by its number or by the stage that leads to it.
struct SchemaTarget: ExpressibleByArgument {
    private static let stages = [
        "base": Schema.base, "expand": Schema.expanded, "contract": Schema.contracted,
    ]

    let version: Int

    init?(argument: String) {
        guard let version = Self.stages[argument] ?? Int(argument),
            Schema.steps.contains(where: { $0.number == version })
        else { return nil }
        self.version = version
    }

    static var allValueStrings: [String] {
        ["base", "expand", "contract"] + Schema.steps.map { String($0.number) }
    }
}
