/// Where the value of one secret comes from; never the value.
package struct SecretSource: Sendable, Hashable, Codable {
    /// A place a value can come from.
    package enum Origin: Sendable, Hashable, Codable {
        /// The variable of the secret's own name, where the steward was started.
        case environment
        /// A file that nobody else may read; one line end at its end is not part of the value.
        case file(String)
        /// What a command prints, such as a vault's client; one line end at its end is not part of
        /// the value. It gets the steward's environment.
        case command(DeclaredCommand)
    }

    /// The variable in which an instance or a command gets the value.
    package var name: String
    /// Where the value is.
    package var origin: Origin

    /// A secret by its name and place.
    package init(name: String, origin: Origin) {
        self.name = name
        self.origin = origin
    }
}
