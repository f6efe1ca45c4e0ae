import Foundation

/// One process, told apart from a later one that was given the same number.
package struct ProcessIdentity: Sendable, Hashable, Codable {
    /// Its number.
    package var pid: Int32
    /// When the kernel started it: clock ticks since boot with the boot's own id on Linux,
    /// microseconds since 1970 on macOS.
    ///
    /// Only compared, never shown.
    package var started: String

    /// The process that has this number now, a dead one nobody has waited for yet included.
    ///
    /// Nil when there is none.
    package init?(runningAs pid: Int32) {
        guard let status = ProcessStatus(of: pid) else { return nil }
        self.pid = pid
        started = status.started
    }

    /// Whether this very process runs; one that ended and was not waited for does not.
    package var isRunning: Bool {
        guard let status = ProcessStatus(of: pid), status.started == started else { return false }
        return !status.isDead
    }

    /// Sends a signal, unless another process has the number by now.
    package func signal(_ number: Int32) {
        if isRunning { kill(pid, number) }
    }

    /// When it was started, as a number that rises; only for putting processes in order.
    var startOrder: Int { Int(started.prefix { $0.isNumber }) ?? 0 }
}
