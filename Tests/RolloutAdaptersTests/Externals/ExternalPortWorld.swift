import Foundation
import RolloutCore
import RolloutEngine
import Synchronization
import TestSupport

@testable import RolloutAdapters

/// A dependency that is there when its port takes connections.
///
/// The system takes them on its own as long as there is room for them, so nothing has to run here.
final class ExternalPortWorld: ExternalWorld {
    private struct State {
        var listener: Int32
        var fillers: [Int32] = []
        var asked = 0

        /// Takes what the system has accepted.
        mutating func take() {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                asked += 1
                Foundation.close(connection)
            }
        }

        mutating func close() {
            take()
            // A program that is just being started elsewhere may hold a copy for a moment.
            shutdown(listener, Int32(SHUT_RDWR))
            for descriptor in fillers + [listener] where descriptor >= 0 {
                Foundation.close(descriptor)
            }
            fillers = []
            listener = -1
        }
    }

    private let port: Int
    private let state: Mutex<State>

    init() throws {
        let (listener, port) = try HandlingServer.listen()
        self.port = port
        state = Mutex(State(listener: listener))
    }

    deinit { state.withLock { $0.close() } }

    var externals: any Externals { ExternalWatch.fixture() }
    var plan: ExternalPlan { .fixture(.tcp("127.0.0.1:\(port)")) }

    func behave(_ behaviour: ExternalBehaviour) throws {
        try state.withLock { state in
            state.close()
            guard behaviour != .down else { return }
            let backlog: Int32 = behaviour == .up ? 1_024 : 0
            guard let listener = HandlingServer.listen(on: port, backlog: backlog) else {
                throw ContractBroken("port \(port) is taken by somebody else")
            }
            state.listener = listener
            // A full queue has further connections wait for an answer that does not come.
            if behaviour == .silent { state.fillers = (0..<4).map { _ in connection() } }
        }
    }

    func failOnce() throws { throw ContractBroken("a port cannot refuse a single connection") }

    func asked() -> Int {
        state.withLock { state in
            state.take()
            return state.asked
        }
    }

    private func connection() -> Int32 {
        let descriptor = LoopbackPort.streamSocket()
        var address = sockaddr_in.of(INADDR_LOOPBACK, port: UInt16(port))
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        return descriptor
    }
}
