import CNCurses

extension RawKey {
    /// The next item that has arrived; nil when there is none.
    @MainActor
    static func next() -> RawKey? {
        var value: Int32 = 0
        let kind = cnc_read_key(&value)
        if kind == CNC_KEY_NONE { return nil }
        if kind == CNC_KEY_CHARACTER {
            return Unicode.Scalar(UInt32(bitPattern: value)).map(RawKey.scalar) ?? .ignored
        }
        if kind == CNC_KEY_FUNCTION { return .key(.function(Int(value))) }
        return fixed[kind] ?? .ignored
    }

    private static let fixed: [Int32: RawKey] = [
        Int32(CNC_KEY_UP): .key(.up),
        Int32(CNC_KEY_DOWN): .key(.down),
        Int32(CNC_KEY_LEFT): .key(.left),
        Int32(CNC_KEY_RIGHT): .key(.right),
        Int32(CNC_KEY_SHIFT_UP): .key(.shiftUp),
        Int32(CNC_KEY_SHIFT_DOWN): .key(.shiftDown),
        Int32(CNC_KEY_SHIFT_LEFT): .key(.shiftLeft),
        Int32(CNC_KEY_SHIFT_RIGHT): .key(.shiftRight),
        Int32(CNC_KEY_HOME): .key(.home),
        Int32(CNC_KEY_END): .key(.end),
        Int32(CNC_KEY_PAGE_UP): .key(.pageUp),
        Int32(CNC_KEY_PAGE_DOWN): .key(.pageDown),
        Int32(CNC_KEY_INSERT): .key(.insert),
        Int32(CNC_KEY_DELETE): .key(.delete),
        Int32(CNC_KEY_BACKSPACE): .key(.backspace),
        Int32(CNC_KEY_ENTER): .key(.enter),
        Int32(CNC_KEY_BACK_TAB): .key(.backTab),
        Int32(CNC_KEY_PASTE_START): .pasteStart,
        Int32(CNC_KEY_PASTE_END): .pasteEnd,
    ]
}
