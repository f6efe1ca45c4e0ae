import Foundation
import Synchronization

@testable import RolloutAdapters

/// Ports for servers that want to be told theirs.
enum TestPorts {
    private static let next = Atomic(Int(getpid()) % 50 * 10)

    /// A port nobody else was given.
    static func take() -> Int {
        while true {
            let port = 12_500 + next.add(1, ordering: .relaxed).oldValue % 500
            if LoopbackPort.isFree(port) { return port }
        }
    }
}
