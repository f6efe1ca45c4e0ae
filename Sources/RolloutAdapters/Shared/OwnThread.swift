import Foundation

/// Does blocking work on a thread of its own and waits for it without holding a task's thread.
///
/// The pool that runs tasks has as many threads as the machine has cores; one that hashes a file
/// or waits for sockets there would hold up the engine's loop. The work must end by itself,
/// within a limit: it is not told of cancellation.
func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}
