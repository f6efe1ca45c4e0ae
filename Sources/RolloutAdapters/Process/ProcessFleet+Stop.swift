import Foundation
package import RolloutCore

extension ProcessFleet {
    /// How long a killed process may take to be gone: the kernel is freeing its memory then.
    private static let killLimit = Duration.seconds(5)

    /// Ends the whole session, so nothing the instance had started is left when this returns.
    ///
    /// That the end is wanted is written down before TERM: a steward that dies in between does not
    /// take it for a crash. At most the grace and 10 s. Cancelled, it leaves TERM sent and no KILL.
    /// What it printed has no secret in it any more when this returns: the caller may be about to
    /// end, and nobody comes back to an instance that was stopped.
    package func stop(_ id: InstanceID, grace: Duration) async throws -> Exit {
        do {
            let exit: Exit
            if let record = try markStopping(id) {
                exit = try await end(record, grace: grace)
                try await endLeftovers(of: record)
            } else {
                let record = folder.records.record(of: id)
                folder.killLeftovers(of: id, session: nil)
                exit = record.flatMap { ProcessExits.exit(of: $0.process) } ?? .unseen
            }
            try await onOwnThread { Result { try forget(id) } }.get()
            return exit
        } catch let error as SystemError {
            throw Failure(
                .conflict,
                "\(id) was not stopped: \(error.words)",
                detail: "Its process runs on. Check the folder \(folder.path), then try again."
            )
        }
    }

    /// Instances of this fleet whose recorded process runs, by number.
    package func allRunning() -> [InstanceID] {
        folder.records.all().filter(\.process.isRunning).map(\.id)
    }

    /// Ends every recorded process, all at the same time, and returns the names of those that
    /// could not be ended.
    ///
    /// For the end of a demo: by recorded number and start time only, never by name.
    package func stopAll(grace: Duration) async -> [InstanceID] {
        await withTaskGroup(of: InstanceID?.self) { group in
            for id in allRunning() {
                group.addTask {
                    do {
                        _ = try await stop(id, grace: grace)
                        return nil
                    } catch {
                        return id
                    }
                }
            }
            return await group.reduce(into: []) { left, id in
                if let id { left.append(id) }
            }
        }
    }

    /// Finds the process and writes down that its end is wanted; nil when none runs.
    private func markStopping(_ id: InstanceID) throws -> InstanceRecord? {
        try folder.lock.whileHeld {
            guard var record = try folder.running(id, secrets: []) else { return nil }
            record.isStopping = true
            try folder.records.write(record)
            return record
        }
    }

    /// Takes the secrets out of its output and removes its record, now that nothing of it runs.
    private func forget(_ id: InstanceID) throws {
        // Before the lock is taken: a vault may take its time.
        let mask = mask(folder.records.record(of: id))
        try folder.lock.whileHeld {
            try? folder.log(of: id).seal(mask)
            folder.records.remove(id)
        }
    }

    private func end(_ record: InstanceRecord, grace: Duration) async throws -> Exit {
        try send(SIGTERM, to: record)
        if let exit = try await exit(of: record, within: grace) { return exit }
        if record.isForeign != true {
            for process in ProcessTable.session(of: record.process.pid) {
                kill(process.pid, SIGKILL)
            }
        }
        try send(SIGKILL, to: record)
        if let exit = try await exit(of: record, within: Self.killLimit) { return exit }
        throw stillThere(record)
    }

    /// Ends what the process had started, again and again: such a one may be starting another.
    private func endLeftovers(of record: InstanceRecord) async throws {
        let deadline = ContinuousClock.now + Self.killLimit
        let session = record.isForeign == true ? nil : record.process.pid
        while folder.killLeftovers(of: record.id, session: session) > 0 {
            guard ContinuousClock.now < deadline else { throw stillThere(record) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func stillThere(_ record: InstanceRecord) -> Failure {
        Failure(
            .timedOut,
            "\(record.id) was not stopped: process \(record.process.pid), or one it had started, "
                + "was still there \(Self.killLimit.spoken) after KILL",
            detail: "The kernel has not let go of it, mostly because of a disk or a network "
                + "that does not answer. It takes no requests. Stop it again once that is gone."
        )
    }

    private func send(_ signal: Int32, to record: InstanceRecord) throws {
        guard ProcessExits.exit(of: record.process) == nil else { return }
        guard kill(record.process.pid, signal) != 0, errno != ESRCH else { return }
        throw SystemError("kill")
    }

    private func exit(of record: InstanceRecord, within limit: Duration) async throws -> Exit? {
        let deadline = ContinuousClock.now + limit
        while true {
            if let exit = ProcessExits.exit(of: record.process) { return exit }
            guard ContinuousClock.now < deadline else { return nil }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
