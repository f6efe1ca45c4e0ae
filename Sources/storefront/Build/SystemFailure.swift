import Foundation

/// A system call that failed, in the words of the system.
struct SystemFailure: Error, Equatable, CustomStringConvertible, LocalizedError {
    let call: String
    let code: Int32

    init(_ call: String, _ code: Int32) {
        self.call = call
        self.code = code
    }

    var description: String { "\(call): \(String(cString: strerror(code)))" }
    var errorDescription: String? { description }
}
