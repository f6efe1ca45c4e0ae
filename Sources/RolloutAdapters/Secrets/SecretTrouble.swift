/// Why a secret has no value, in words that hold nothing of it.
package struct SecretTrouble: Error, Sendable, Hashable {
    /// What is wrong, to follow the secret's name: `is not set`.
    package var fact: String
    /// Whether it comes from the environment, where a person sets it before handoff is started.
    package var isOfEnvironment: Bool

    init(_ fact: String, isOfEnvironment: Bool = false) {
        self.fact = fact
        self.isOfEnvironment = isOfEnvironment
    }
}
