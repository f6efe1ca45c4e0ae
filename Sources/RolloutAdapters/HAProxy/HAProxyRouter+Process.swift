import Foundation
import RolloutCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension HAProxyRouter {
    /// Has our HAProxy run; false when it already does.
    ///
    /// - Throws: a failure when it could not be started; for half a second afterwards the same
    ///   one without trying again.
    func ensureRunning() throws -> Bool {
        guard !isObserver else {
            guard state.process?.isRunning == true else {
                throw Failure(.unreachable, "HAProxy is not running.")
            }
            return false
        }
        if let process = state.process, process.isRunning {
            holdListener(of: process)
            return false
        }
        if try adopt() { return true }
        if let failed = watch.failedStart, ContinuousClock.now - failed < .milliseconds(500) {
            throw Failure(.unreachable, "HAProxy is not running and could not be started.")
        }
        do {
            try start()
            watch.failedStart = nil
        } catch {
            // Nobody accepts now, so connections are better refused than left waiting.
            listener = nil
            watch.failedStart = .now
            throw error
        }
        return true
    }

    /// Takes over a HAProxy that answers on our socket although the state does not name it: the
    /// steward ended between starting it and writing that down.
    private func adopt() throws -> Bool {
        guard let answer = try? socket.ask("show info"),
            let pid = HAProxyAnswer.field("Pid", in: answer).flatMap({ Int32($0) }),
            let process = ProcessIdentity(runningAs: pid), process.isRunning
        else { return false }
        try keep { $0.process = process }
        return true
    }

    /// Holds what a HAProxy listens on that another steward started.
    ///
    /// One that does not answer is asked again with the next reading, one that gives nothing away
    /// is not: requests are then refused while it is started again, as without a steward.
    private func holdListener(of process: ProcessIdentity) {
        guard listener == nil, askedForListener != process else { return }
        do {
            listener = try HAProxyListener(of: socket)
            askedForListener = process
        } catch {
            askedForListener = nil
        }
    }

    private func start() throws {
        guard let binary else { throw Self.noBinary() }
        try openReceiver()
        listener = try listener ?? HAProxyListener(listen)
        state.listen = listen
        state.readinessPath = readinessPath
        state.affinity = affinity
        state.canaryWhen = canaryWhen
        if state.epoch == nil { state.renewEpoch() }
        try state.write(folder + "/state.json")
        let configuration = HAProxyConfiguration(
            state: state,
            bind: listen,
            readinessPath: readinessPath
        )
        try write(configuration.mapText, to: HAProxyConfiguration.map)
        try write(configuration.text, to: "haproxy.cfg")
        let received = receiver?.receivedSoFar()
        let common = ["-C", folder, "-f", "haproxy.cfg"]
        try run(binary, ["-c", "-q"] + common, "its configuration was not accepted")
        let offer = try listener.map {
            try SocketOffer(of: $0.descriptor, at: folder + "/" + SocketOffer.name)
        }
        let taking = offer == nil ? [] : ["-x", SocketOffer.name]
        let words = ["-D", "-p", "haproxy.pid"] + taking + common
        try run(binary, words, "it ended at once", offering: offer)
        let pid = HAProxyFile.text(folder + "/haproxy.pid").flatMap { text in
            Int32(text.prefix { $0.isNumber })
        }
        guard let pid, let process = ProcessIdentity(runningAs: pid), process.isRunning else {
            throw Failure(.crashed, "HAProxy was started and is gone; see \(folder)/haproxy.log.")
        }
        try keep { $0.process = process }
        watch.noteStart(received: received)
        for (id, server) in state.servers where server.place == .draining {
            // It came up with weight 0, so it gets nothing even if this is not heard.
            _ = try? socket.ask("set server \(path(id, server.slot)) state drain")
        }
    }

    private func write(_ text: String, to name: String) throws {
        try HAProxyFile.replace(folder + "/" + name, with: Data(text.utf8))
    }

    private func run(
        _ binary: HAProxyBinary,
        _ words: [String],
        _ problem: String,
        offering offer: SocketOffer? = nil
    ) throws {
        let outcome = try binary.run(words, log: folder + "/haproxy.log") { offer?.advance() }
        guard outcome.status == 0 else {
            throw Failure(
                .refused,
                "HAProxy was not started: \(problem): \(HAProxyAnswer.alert(outcome.output)).",
                detail: outcome.output
            )
        }
    }

    static func noBinary() -> Failure {
        Failure(
            .refused,
            "HAProxy was not started: there is no `haproxy` program. "
                + HAProxyBinary.installHint,
            isRetryable: false
        )
    }

    /// Binds the port for request records, the one our HAProxy sends to when it runs.
    func openReceiver() throws {
        guard receiver == nil else { return }
        func bound(_ port: Int) throws(Failure) -> RecordReceiver {
            try RecordReceiver(.init(port: port, token: state.token, backends: backends))
        }
        do {
            receiver = try bound(state.recordsPort)
        } catch {
            // Nobody sends to the port of a HAProxy that does not run, so another one will do.
            guard isOwned, !isObserver, state.process?.isRunning != true else { throw error }
            receiver = try bound(0)
        }
        state.recordsPort = receiver?.port ?? 0
    }

    /// Gives the port for request records back, so that another process can have it when this
    /// returns.
    package func leave() async {
        guard let receiver else { return }
        self.receiver = nil
        receiver.stop()
        while !receiver.isClosed {
            guard (try? await Task.sleep(for: .milliseconds(5))) != nil else {
                // Cancelled: the thread sees to it within 200 ms.
                await onOwnThread { while !receiver.isClosed { usleep(5_000) } }
                return
            }
        }
    }

    /// Ends the HAProxy run by handoff: no new connections, open requests have `grace` to end.
    ///
    /// Nobody starts it again until the next command or reading, so stop those first. Does
    /// nothing to an operator's own.
    package func stop(grace: Duration) async throws {
        receiver?.stop()
        receiver = nil
        listener = nil
        guard isOwned, let process = state.process else { return }
        process.signal(SIGUSR1)
        let limit = ContinuousClock.now + grace
        while process.isRunning, ContinuousClock.now < limit {
            try await Task.sleep(for: .milliseconds(20))
        }
        process.signal(SIGKILL)
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        try keep { $0.process = nil }
    }
}
