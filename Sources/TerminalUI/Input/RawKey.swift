/// One item of a terminal's input, as the driver reads it.
package enum RawKey: Hashable, Sendable {
    /// A scalar that belongs to no sequence the driver knows, escape included.
    case scalar(Unicode.Scalar)
    /// A sequence that the driver knows as a key.
    case key(Key)
    /// What follows was pasted.
    case pasteStart
    /// What was pasted ends here.
    case pasteEnd
    /// An answer of the terminal or a key we have no use for; it is nobody's key press.
    case ignored
}
