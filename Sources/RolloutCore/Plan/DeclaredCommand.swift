/// A command that a plan declares, to be run beside the service and to its end.
package struct DeclaredCommand: Sendable, Hashable, Codable {
    /// The argument vector, the program first; never given to a shell.
    package var arguments: [String]
    /// Where it runs; absolute, the folder of the plan file as a rule.
    package var folder: String
    /// How long it may take before it is ended: TERM, then KILL.
    @InMicroseconds package var within: Duration

    /// A command with its place and its limit.
    package init(_ arguments: [String], folder: String, within: Duration) {
        self.arguments = arguments
        self.folder = folder
        self.within = within
    }
}
