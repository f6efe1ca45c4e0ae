/// The value of a feature flag, as its store spells it in JSON.
package enum FlagValue: Sendable, Hashable, Codable, CustomStringConvertible {
    /// On or off.
    case bool(Bool)
    /// A number, such as a share of users in percent.
    case number(Double)
    /// A word, such as the name of a variant.
    case text(String)

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        }
    }

    /// As a person writes it: `true`, `25`, `blue`.
    package var description: String {
        switch self {
        case .bool(let value): value ? "true" : "false"
        case .number(let value):
            value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
        case .text(let value): value
        }
    }
}

/// Where feature flags are kept.
package enum FlagStorePlan: Sendable, Hashable, Codable {
    /// A file with one JSON object, flag names as keys; absolute path.
    case file(String)
    /// A resource that answers GET with JSON and takes PUT.
    case http(FlagResource)
    /// Commands of the user's own flag service.
    case command(FlagCommands)
}

/// A flag as a resource of an HTTP service.
package struct FlagResource: Sendable, Hashable, Codable {
    /// Where it is; `{flag}` stands for the flag's name.
    package var url: String
    /// The path of the value within the answer, keys separated by dots; empty when the answer is
    /// the value itself.
    package var path: String
    /// Headers to send whose values are secret, such as `Authorization`, by header name.
    package var secretHeaders: [String: SecretSource]
    /// How long one answer may take.
    @InMicroseconds package var timeout: Duration

    /// A resource with 5 s for an answer and no headers.
    package init(url: String, path: String = "") {
        self.url = url
        self.path = path
        secretHeaders = [:]
        timeout = .seconds(5)
    }
}

/// Commands that read and write one flag; `{flag}` and `{value}` stand for its name and value.
package struct FlagCommands: Sendable, Hashable, Codable {
    /// Prints the value as JSON or as a bare word; changes nothing.
    package var read: DeclaredCommand
    /// Sets the value; has worked when `read` prints it afterwards.
    package var write: DeclaredCommand

    /// Two commands for one flag.
    package init(read: DeclaredCommand, write: DeclaredCommand) {
        self.read = read
        self.write = write
    }
}

/// One feature flag that belongs to the release.
package struct FlagPlan: Sendable, Hashable, Codable {
    /// Its name in the store.
    package var name: String
    /// The value it gets.
    package var value: FlagValue
    /// It is set once the router confirmed this weight or more, and back at a lower one.
    package var at: Weight
    /// Where it is kept.
    package var store: FlagStorePlan

    /// A flag with its value and the weight from which it holds.
    package init(name: String, value: FlagValue, at: Weight, store: FlagStorePlan) {
        self.name = name
        self.value = value
        self.at = at
        self.store = store
    }
}
