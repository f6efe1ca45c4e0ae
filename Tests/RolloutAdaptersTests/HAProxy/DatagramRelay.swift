import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Hands datagrams on from one port to another and loses those it is told to lose.
final class DatagramRelay: Sendable {
    private let arrived = Atomic(0)
    private let isOver = Atomic(false)

    /// Datagrams that arrived, handed on or lost.
    var count: Int { arrived.load(ordering: .acquiring) }

    /// Relays until ``stop()``; `losing` are the positions of the datagrams lost, from 1.
    init(from source: Int, to target: Int, losing: Set<Int>) {
        let descriptor = TestSocket.datagramListener(source)
        Thread.detachNewThread { [self] in
            var bytes = [UInt8](repeating: 0, count: 2_048)
            while !isOver.load(ordering: .acquiring) {
                let count = recv(descriptor, &bytes, bytes.count, 0)
                guard count > 0 else { continue }
                let text = String(decoding: bytes[..<count], as: UTF8.self)
                let number = arrived.load(ordering: .acquiring) + 1
                if !losing.contains(number) { TestSocket.sendDatagram(text, to: target) }
                arrived.store(number, ordering: .releasing)
            }
            close(descriptor)
        }
    }

    func stop() { isOver.store(true, ordering: .releasing) }
}
