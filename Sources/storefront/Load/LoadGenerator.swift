#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Sends requests at fixed times, whatever becomes of those before: an open loop.
///
/// A shop that stalls gets its next requests all the same, and their latency counts from when
/// they were due, so that a stall shows as what customers would have seen of it. Everything
/// happens on the thread that calls ``run()``.
final class LoadGenerator {
    private let plan: LoadPlan
    private let stop: StopSwitch
    private let report: (String) -> Void
    private var customers: Customers
    private var summary = LoadSummary()
    private let start = ContinuousClock.now
    private var issued = 0
    private var busy: [Int32: ClientConnection] = [:]
    private var idle: [ClientConnection] = []
    /// Requests that are due but have no connection yet.
    private var waiting: [LoadRequest] = []
    private var endOfSending: ContinuousClock.Instant?
    private var nextReport = Duration.seconds(5)

    /// - Parameters:
    ///   - plan: The load.
    ///   - stop: Ends the sending before its time.
    ///   - report: Told every five seconds how it goes.
    init(plan: LoadPlan, stop: StopSwitch, report: @escaping (String) -> Void) {
        self.plan = plan
        self.stop = stop
        self.report = report
        customers = Customers(plan: plan)
        summary.askedRate = plan.rate
        summary.startedAt = Platform.secondsSince1970
    }

    /// Sends until the plan's end or the stop, waits for what is open, and sums up.
    func run() -> LoadSummary {
        while true {
            let now = ContinuousClock.now
            issueDue(at: now)
            startWaiting()
            expire(at: now)
            reportProgress(at: now)
            if endOfSending != nil, busy.isEmpty, waiting.isEmpty { break }
            waitAndProceed()
        }
        summary.elapsed = (endOfSending ?? .now) - start
        return summary
    }

    private func issueDue(at now: ContinuousClock.Instant) {
        guard endOfSending == nil else { return }
        while !stop.isPressed {
            let due = plan.due(issued)
            if let length = plan.length, due >= length {
                if now - start >= length { endOfSending = start + length }
                return
            }
            guard start + due <= now else { return }
            issued += 1
            waiting.append(customers.next(due: start + due))
        }
        endOfSending = now
    }

    private func startWaiting() {
        guard !waiting.isEmpty else { return }
        var left: [LoadRequest] = []
        for (index, request) in waiting.enumerated() {
            guard busy.count < plan.connections else {
                left = Array(waiting[index...])
                break
            }
            begin(request)
        }
        waiting = left
    }

    private func begin(_ request: LoadRequest) {
        let connection: ClientConnection
        do {
            connection = try takeConnection(for: request)
        } catch {
            fail(request, error.description)
            return
        }
        summary.lateness.record(.now - request.due)
        connection.begin(request)
        busy[connection.descriptor] = connection
        if connection.isReused { proceed(connection, Int16(POLLOUT)) }
    }

    private func takeConnection(
        for request: LoadRequest
    ) throws(SystemFailure) -> ClientConnection {
        if !request.wantsOwnConnection, !request.isSecondAttempt {
            while let connection = idle.popLast() {
                if connection.isStillOpen { return connection }
            }
        }
        if request.kind == .payment, let gateway = plan.gateway {
            return try ClientConnection(host: gateway.host, port: gateway.port)
        }
        return try ClientConnection(host: plan.host, port: plan.port)
    }

    private func waitAndProceed() {
        let connections = Array(busy.values)
        var events = [pollfd(fd: stop.bell.readEnd, events: Int16(POLLIN), revents: 0)]
        for connection in connections + idle {
            events.append(
                pollfd(fd: connection.descriptor, events: connection.interest, revents: 0)
            )
        }
        Platform.wait(on: &events, atMost: timeToNextEvent())
        if events[0].revents != 0 { stop.bell.quieten() }
        for (event, connection) in zip(events.dropFirst(), connections) where event.revents != 0 {
            proceed(connection, event.revents)
        }
        let closed = zip(events.dropFirst(connections.count + 1), idle).filter {
            $0.0.revents != 0
        }
        if !closed.isEmpty {
            let gone = Set(closed.map(\.1.descriptor))
            idle.removeAll { gone.contains($0.descriptor) }
        }
    }

    private func timeToNextEvent() -> Duration {
        let longest = Duration.milliseconds(100)
        guard endOfSending == nil else { return longest }
        return min(start + plan.due(issued) - .now, longest)
    }

    private func proceed(_ connection: ClientConnection, _ revents: Int16) {
        switch connection.proceed(revents) {
        case .underWay:
            break
        case .answered(let answer):
            busy[connection.descriptor] = nil
            guard let request = connection.finish() else { return }
            settle(request, answer)
            if !answer.closes, !request.wantsOwnConnection { idle.append(connection) }
        case .broken(let reason, let isUntouched):
            busy[connection.descriptor] = nil
            guard let request = connection.request else { return }
            let mayRepeat = isUntouched && connection.isReused && request.kind.isIdempotent
            guard mayRepeat, !request.isSecondAttempt else { return fail(request, reason) }
            summary.reconnected += 1
            var second = request
            second.isSecondAttempt = true
            begin(second)
        }
    }

    private func settle(_ request: LoadRequest, _ answer: ResponseReader) {
        guard answer.status == request.kind.expectedStatus else {
            return fail(request, "status \(answer.status)")
        }
        customers.learn(from: answer, to: request.kind)
        summary.recordSuccess(request.kind, latency: .now - request.due)
    }

    private func fail(_ request: LoadRequest, _ reason: String) {
        let seconds = (request.due - start) / .seconds(1)
        summary.recordFailure(request.kind, reason: reason, at: seconds)
    }

    private func expire(at now: ContinuousClock.Instant) {
        let limit = plan.timeout / .seconds(1)
        for (descriptor, connection) in busy {
            guard let request = connection.request, request.deadline <= now else { continue }
            busy[descriptor] = nil
            fail(request, "no complete response within \(limit) s")
        }
        guard let first = waiting.first, first.deadline <= now else { return }
        for request in waiting where request.deadline <= now {
            fail(request, "no connection free within \(limit) s, limit \(plan.connections)")
        }
        waiting.removeAll { $0.deadline <= now }
    }

    private func reportProgress(at now: ContinuousClock.Instant) {
        guard now - start >= nextReport else { return }
        nextReport += .seconds(5)
        report(
            "after \((now - start).components.seconds) s: \(summary.requests) answered, "
                + "\(summary.failed) failed, \(busy.count + waiting.count) open"
        )
    }
}
