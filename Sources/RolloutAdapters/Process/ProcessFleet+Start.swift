import Foundation
import RolloutCore
import RolloutEngine

extension ProcessFleet {
    /// The instance's process: the one that runs, else a new one.
    ///
    /// Under the folder's lock, so that two calls for one instance cannot start two processes.
    func ensureRunning(_ launch: Launch) throws -> InstanceRecord {
        let secrets = launch.process.secrets
        // Before the lock is taken: a vault may take its time.
        let mask = mask(secrets)
        do {
            return try folder.lock.whileHeld {
                if let found = try folder.running(launch.id, secrets: secrets) { return found }
                return try start(launch, mask: mask)
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw failure(.conflict, launch.id, error.systemWords)
        }
    }

    private func start(_ launch: Launch, mask: SecretMask) throws -> InstanceRecord {
        let id = launch.id
        let plan = launch.process
        folder.killLeftovers(of: id, session: nil)
        folder.pruneLogs()
        let port = launch.role == .worker ? nil : try freePort(for: launch)
        let log = folder.log(of: id)
        // An attempt that ended while no steward watched may have printed its secrets.
        try log.seal(mask)
        try log.begin()
        let process = try spawn(launch, port: port, log: log)
        let record = InstanceRecord(
            id: id,
            process: process,
            port: port,
            secrets: plan.secrets,
            sources: plan.secrets.map(plan.source(of:))
        )
        do {
            try folder.records.write(record)
        } catch {
            // Without its record nobody but a marker would know of it, so it must not go on.
            kill(process.pid, SIGKILL)
            throw error
        }
        return record
    }

    private func spawn(_ launch: Launch, port: Int?, log: InstanceLog) throws -> ProcessIdentity {
        let arguments = launch.process.command.map { word in
            let word = word.replacingOccurrences(of: "{artifact}", with: launch.revision.artifact)
            return port.map { word.replacingOccurrences(of: "{port}", with: String($0)) } ?? word
        }
        let spawn = Spawn(
            arguments: arguments,
            environment: try environment(for: launch, port: port),
            output: log.path
        )
        do throws(SystemError) {
            let pid = try spawn()
            guard let process = ProcessIdentity(runningAs: pid) else {
                throw SystemError("posix_spawn", ESRCH)
            }
            return process
        } catch {
            throw failure(.refused, launch.id, "\(arguments.first ?? "no command"): \(error.words)")
        }
    }

    /// What the process gets as environment: what its plan allows, and ours.
    private func environment(for launch: Launch, port: Int?) throws -> [String: String] {
        var environment: [String: String] = [:]
        for name in launch.process.variablesToGive {
            switch variable(name, of: launch.process) {
            case .success(let value): environment[name] = value
            case .failure(let trouble):
                throw failure(.conflict, launch.id, "\(name) \(trouble.fact)")
            }
        }
        environment.merge(folder.marker(of: launch.id)) { $1 }
        environment[FleetFolder.Marker.service] = service.rawValue
        environment[FleetFolder.Marker.port] = port.map(String.init)
        return environment
    }

    /// The value of a variable that an instance gets, secret or not, or why there is none.
    func variable(_ name: String, of plan: ProcessPlan) -> Result<String, SecretTrouble> {
        if plan.secrets.contains(name) { return store.value(of: plan.source(of: name)) }
        guard let value = value(name) else {
            return .failure(SecretTrouble("is not set", isOfEnvironment: true))
        }
        guard !value.isEmpty else {
            return .failure(SecretTrouble("is empty", isOfEnvironment: true))
        }
        return .success(value)
    }

    /// A port of the plan's range that nobody has.
    ///
    /// Where to begin depends on the attempt, and the port of an earlier attempt comes last: if
    /// somebody took it between this look and the process's own, the next attempt takes another.
    private func freePort(for launch: Launch) throws -> Int {
        guard let range = launch.process.ports else {
            throw failure(.conflict, launch.id, "its plan names no ports, and it takes requests")
        }
        let ports = Array(range)
        let used = folder.portsInUse()
        let last = folder.records.record(of: launch.id)?.port
        let first = (max(0, launch.id.number) + max(0, launch.attempt)) % ports.count
        let rotated = ports[first...] + ports[..<first]
        let candidates = rotated.filter { $0 != last } + rotated.filter { $0 == last }
        for port in candidates where !used.contains(port) && LoopbackPort.isFree(port) {
            return port
        }
        throw failure(
            .noCapacity,
            launch.id,
            "none of the ports \(launch.process.portsInWords) is free; \(used.count) are our own "
                + "instances'"
        )
    }

    private func failure(_ kind: Failure.Kind, _ id: InstanceID, _ fact: String) -> Failure {
        Failure(
            kind,
            "\(id) was not started: \(fact)",
            detail: "No process of it runs. The other instances are as they were."
        )
    }
}

extension ProcessPlan {
    /// Every variable an instance must be given a value for; its port comes from the fleet.
    var variablesToGive: [String] {
        var names: [String] = []
        for name in environment + secrets where name != FleetFolder.Marker.port {
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// `9100-9199`.
    var portsInWords: String { ports.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "none" }
}
