import Foundation

/// Ends this process by the signal that its screen was left by, so that its parent sees what
/// happened.
func endProcess(by signal: Int32) {
    Foundation.signal(signal, SIG_DFL)
    kill(getpid(), signal)
}
