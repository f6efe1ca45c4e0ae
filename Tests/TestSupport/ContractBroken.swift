/// What a port promised and an implementation did not keep.
package struct ContractBroken: Error, CustomStringConvertible {
    /// The promise and what was seen instead.
    package let description: String

    /// A broken promise, in words.
    package init(_ description: String) { self.description = description }
}
