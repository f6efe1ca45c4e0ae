/// A key, and whether it came alone.
package struct KeyPress: Hashable, Sendable {
    /// What was pressed.
    package let key: Key
    /// Whether other keys were read together with it.
    ///
    /// No finger is that fast: it is a stuck key, text pasted without brackets, or a torn
    /// escape sequence. Keys that touch the release must ignore it then.
    package let isInBurst: Bool

    /// Makes a key press.
    package init(_ key: Key, isInBurst: Bool = false) {
        self.key = key
        self.isInBurst = isInBurst
    }
}
