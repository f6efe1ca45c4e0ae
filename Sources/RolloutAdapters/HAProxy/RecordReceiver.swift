import Foundation
import RolloutCore
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Takes in every request's record from UDP on loopback, on a thread of its own.
///
/// UDP, because unix datagrams were seen to drop a tenth of the records at the kernel's default
/// queue; a receive buffer of 4 MiB, because the default one was seen to drop some silently.
final class RecordReceiver: Sendable {
    /// What a receiver needs to know of the HAProxy it listens to.
    struct Source: Sendable {
        /// The port on 127.0.0.1; 0 for any free one.
        var port: Int
        /// Begins every record behind the mark.
        var token: String
        /// The names of the two backends.
        var backends: [Slot: String]
    }

    /// The port it listens on.
    let port: Int
    /// The receive buffer the kernel granted, in bytes.
    let bufferBytes: Int

    /// Since when, in microseconds since 1970.
    let since: Int64

    private let descriptor: Int32
    private let sender: Int32
    private let opening: [UInt8]
    private let backends: [(name: [UInt8], slot: Slot)]
    private let ledger = Mutex(RecordLedger())
    private let isOver = Atomic(false)
    private let wasClosed = Atomic(false)
    private let marks = NSCondition()
    private let lastMark = Mutex((asked: 0, seen: 0, received: [Slot: Int]()))

    /// Bytes asked for as receive buffer.
    static let bufferWanted = 4 << 20

    /// Binds the port and starts listening.
    ///
    /// - Throws: a failure when the port is taken.
    init(_ source: Source) throws(Failure) {
        let descriptor = SocketOption.datagram()
        let bound = SocketOption.with(SocketOption.loopback(source.port)) {
            bind(descriptor, $0, $1)
        }
        guard bound == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw Failure(
                .conflict,
                "request records cannot be received: UDP port \(source.port) on 127.0.0.1: "
                    + "\(reason). Stop what listens there."
            )
        }
        self.descriptor = descriptor
        bufferBytes = SocketOption.growReceiveBuffer(descriptor, to: Self.bufferWanted)
        SocketOption.setTimeouts(descriptor, milliseconds: 200)
        port = Self.boundPort(descriptor)
        sender = SocketOption.datagram()
        opening = Array("\(RequestRecord.mark) \(source.token) ".utf8)
        backends = source.backends.map { (Array($0.value.utf8), $0.key) }
        since = HAProxyClock.microseconds
        let thread = Thread { [self] in listen() }
        thread.name = "request records"
        thread.start()
    }

    /// Ends listening; the port is free within about 200 ms.
    func stop() { isOver.store(true, ordering: .releasing) }

    /// Whether it has ended and its port is free.
    var isClosed: Bool { wasClosed.load(ordering: .acquiring) }

    /// Hands out a second for good; see ``RecordLedger/take(second:)``.
    func take(second: Int64) -> [RecordLedger.ServerSecond] {
        ledger.withLock { $0.take(second: second) }
    }

    /// Forgets what came before that second.
    func skip(before second: Int64) { ledger.withLock { $0.skip(before: second) } }

    /// When the last record of that backend came, in microseconds since 1970; nil before it.
    func lastArrival(_ slot: Slot) -> Int64? { ledger.withLock { $0.lastArrival[slot] } }

    /// Records received up to now, by backend: at least all that were sent before the call.
    ///
    /// Sends itself a datagram and waits until it has come through the same queue as the records,
    /// at most 200 ms; nil when it did not.
    func receivedSoFar() -> [Slot: Int]? {
        let number = lastMark.withLock { mark in
            mark.asked += 1
            return mark.asked
        }
        let bytes = opening + Array("! \(number)".utf8)
        let sent = bytes.withUnsafeBytes { pointer in
            SocketOption.with(SocketOption.loopback(port)) {
                sendto(sender, pointer.baseAddress, pointer.count, 0, $0, $1)
            }
        }
        guard sent == bytes.count else { return nil }
        marks.lock()
        defer { marks.unlock() }
        let deadline = Date(timeIntervalSinceNow: 0.2)
        while true {
            let mark = lastMark.withLock { $0 }
            if mark.seen >= number { return mark.received }
            guard marks.wait(until: deadline) else { return nil }
        }
    }

    private static func boundPort(_ descriptor: Int32) -> Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = getsockname(descriptor, $0, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private func listen() {
        withUnsafeTemporaryAllocation(byteCount: 2_048, alignment: 8) { buffer in
            var known: Set<UInt64> = []
            while !isOver.load(ordering: .acquiring) {
                let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                guard count > 0 else { continue }
                take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), &known)
            }
        }
        close(descriptor)
        close(sender)
        wasClosed.store(true, ordering: .releasing)
    }

    /// `known` holds the servers whose names the ledger has, so that a name becomes a string once.
    private func take(_ bytes: UnsafeRawBufferPointer, _ known: inout Set<UInt64>) {
        if let record = RequestRecord(bytes, opening: opening, backends: backends) {
            let now = HAProxyClock.microseconds
            let isNew = known.insert(record.server).inserted
            let name = isNew ? String(decoding: bytes[record.name], as: UTF8.self) : nil
            ledger.withLock { $0.add(record, name: name, now: now) }
        } else if bytes.count > opening.count, bytes[opening.count] == UInt8(ascii: "!"),
            bytes[..<opening.count].elementsEqual(opening)
        {
            noteMark(bytes[(opening.count + 2)...])
        }
    }

    private func noteMark(_ digits: Slice<UnsafeRawBufferPointer>) {
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return }
        let received = ledger.withLock { $0.received }
        marks.lock()
        lastMark.withLock { mark in
            mark.seen = max(mark.seen, number)
            mark.received = received
        }
        marks.broadcast()
        marks.unlock()
    }
}
