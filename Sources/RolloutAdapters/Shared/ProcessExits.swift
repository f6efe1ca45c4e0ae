import Foundation
import RolloutCore
import Synchronization

/// How processes ended, whoever started them.
///
/// The kernel tells a parent once. Several of us may ask about one process (the watch that reports
/// it, the stop that waits for it), so the answer is kept, for the whole steward.
enum ProcessExits {
    private static let seen = Mutex<[ProcessIdentity: Exit]>([:])

    /// How the process ended, or nil while it runs; never blocks.
    ///
    /// A process of ours is waited for, so that it leaves no dead entry behind. One that somebody
    /// else started, and is gone, ended unseen.
    static func exit(of process: ProcessIdentity) -> Exit? {
        seen.withLock { known in
            if let exit = known[process] { return exit }
            // A later process with the same number may be our child too: its end is not ours here.
            if let other = ProcessIdentity(runningAs: process.pid), other != process {
                return .unseen
            }
            var status: Int32 = 0
            switch waitpid(process.pid, &status, WNOHANG) {
            case 0: return nil
            case process.pid:
                let exit = Exit(waitStatus: status)
                known[process] = exit
                return exit
            default: return process.isRunning ? nil : .unseen
            }
        }
    }
}

extension Exit {
    /// Reads what waitpid(2) leaves behind for a process that ended.
    init(waitStatus status: Int32) {
        let signal = status & 0x7f
        self = signal == 0 ? .status(Int(status >> 8 & 0xff)) : .signal(Int(signal))
    }
}
