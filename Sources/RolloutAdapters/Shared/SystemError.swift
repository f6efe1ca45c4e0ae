import Foundation

/// A system call that failed.
///
/// Adapters turn it into a ``RolloutCore/Failure`` whose sentence says what was not done.
package struct SystemError: Error, Equatable {
    /// The call, as in the manual: `bind`, `posix_spawn`.
    package var call: String
    /// The error number it gave.
    package var code: Int32

    /// The call with the error number it just left behind.
    init(_ call: String, _ code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    /// The system's own words: `no such file or directory`.
    package var words: String { String(cString: strerror(code)).lowercased() }
}
