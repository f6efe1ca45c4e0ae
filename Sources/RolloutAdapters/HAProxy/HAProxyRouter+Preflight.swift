package import RolloutCore

extension HAProxyRouter {
    package func preflight() async -> [Check] {
        if isOwned {
            [
                await check("HAProxy") { try $0.checkBinary() },
                await check("router port") { try $0.checkPort() },
                await check("router answers") { try $0.checkOwnAnswers() },
                await check("router rules") { try $0.checkRules() },
                await check("request records") { try $0.checkReceiver() },
            ]
        } else {
            [
                await check("router answers") { try $0.checkForeignAnswers() },
                await check("router backends") { try $0.checkBackends() },
                await check("router share") { try $0.checkMap() },
                await check("request records") { try await $0.checkRecordsArrive() },
            ]
        }
    }

    private func check(
        _ name: String,
        _ look: (isolated HAProxyRouter) async throws -> String
    ) async -> Check {
        let start = ContinuousClock.now
        do {
            let finding = try await look(self)
            return Check(name: name, passed: true, finding: finding, took: .now - start)
        } catch {
            let finding = (error as? Failure)?.summary ?? "The check could not be carried out."
            return Check(name: name, passed: false, finding: finding, took: .now - start)
        }
    }

    /// The oldest version whose servers can be added at run time without further settings.
    private static let oldestVersion = "2.6"

    private func checkBinary() throws -> String {
        guard let binary else {
            throw Failure(
                .refused,
                HAProxyBinary.absence(wantedBinary) + HAProxyBinary.installHint
            )
        }
        guard let version = binary.version(log: folder + "/haproxy.log") else {
            throw Failure(
                .refused,
                "\(binary.path) does not say its version. " + HAProxyBinary.installHint
            )
        }
        try Self.demand(version)
        return "HAProxy \(version) at \(binary.path)."
    }

    private static func demand(_ version: String) throws {
        func numbers(_ text: String) -> [Int] { text.split(separator: ".").compactMap { Int($0) } }
        guard !numbers(version).lexicographicallyPrecedes(numbers(oldestVersion)) else {
            throw Failure(
                .refused,
                "HAProxy is \(version); adding servers while it runs needs \(oldestVersion) or "
                    + "later. Install a later one."
            )
        }
    }

    private func checkPort() throws -> String {
        if let process = state.process, process.isRunning {
            guard state.listen == listen else {
                throw Failure(
                    .conflict,
                    "The HAProxy of this service (pid \(process.pid)) listens on \(state.listen), "
                        + "the plan says \(listen). Set `router.haproxy.listen` back, or stop it."
                )
            }
            return "\(listen) is taken by this service's HAProxy, pid \(process.pid)."
        }
        guard HAProxyListener.address(of: listen) != nil else {
            throw Failure(
                .refused,
                "`\(listen)` is no address with a port, such as 127.0.0.1:8080."
            )
        }
        if listener == nil { _ = try HAProxyListener(listen) }
        return "\(listen) is free."
    }

    private func checkOwnAnswers() throws -> String {
        guard socket.path.utf8.count <= RuntimeSocket.pathLimit else {
            _ = try socket.ask("show info")
            return ""
        }
        guard state.process?.isRunning == true else {
            return "HAProxy is not running yet; it is started before the first instance is."
        }
        guard state.readinessPath == readinessPath else {
            throw Failure(
                .conflict,
                "HAProxy checks servers with \(state.readinessPath), the plan's readiness path is "
                    + "\(readinessPath). Set the path back, or stop this HAProxy so that it is "
                    + "started with the new one."
            )
        }
        return try reportedWeight()
    }

    /// Whether the running HAProxy decides by what the plan says, which only a new start changes.
    private func checkRules() throws -> String {
        let plan = Self.words(affinity, canaryWhen)
        guard state.process?.isRunning == true,
            state.affinity != affinity || state.canaryWhen != canaryWhen
        else { return "Requests are split by \(plan)." }
        throw Failure(
            .conflict,
            "HAProxy splits requests by \(Self.words(state.affinity, state.canaryWhen)), the plan "
                + "says \(plan). Set `affinity` and `canaryWhen` of `router.haproxy` back, or stop "
                + "this HAProxy so that it is started with the new ones."
        )
    }

    private static func words(_ affinity: SessionAffinity?, _ sign: CanarySign?) -> String {
        var words = ["the share"]
        if let affinity {
            words.append("the cookie `\(affinity.cookie)` for \(affinity.within.spoken)")
        }
        switch sign {
        case .header(let name, let value): words.append("the header `\(name): \(value)`")
        case .cookie(let name, let value): words.append("the cookie `\(name)=\(value)`")
        case nil: break
        }
        return words.spokenList
    }

    private func reportedWeight() throws -> String {
        guard let weight = try observedWeight() else {
            throw Failure(
                .refused,
                "HAProxy answers, and its map \(map) has no key `share` with 0 to 10000. "
                    + "Add the line `share 0` to the map file and reload HAProxy."
            )
        }
        return "HAProxy reports \(weight) on the canary."
    }

    private func checkReceiver() throws -> String {
        try openReceiver()
        guard let receiver else { return "" }
        let kilobytes = receiver.bufferBytes / 1_024
        return "Listening on UDP 127.0.0.1:\(receiver.port), receive buffer "
            + "\(kilobytes.grouped) KiB of \((RecordReceiver.bufferWanted / 1_024).grouped) KiB."
    }
}

extension HAProxyRouter {
    private func checkForeignAnswers() throws -> String {
        let answer: String
        do {
            answer = try socket.ask("show info")
        } catch {
            throw Failure(
                error.kind,
                error.summary + " Nothing was changed. Set `router.haproxy.socket`, or start "
                    + "HAProxy with `stats socket … level admin`."
            )
        }
        guard let version = HAProxyAnswer.field("Version", in: answer) else {
            throw Failure(.refused, "\(socket.path) answers, but not as HAProxy does.")
        }
        try Self.demand(String(version.prefix { $0.isNumber || $0 == "." }))
        return "HAProxy \(version) answers on \(socket.path)."
    }

    private func checkBackends() throws -> String {
        let found = try statistics().backends
        let missing = Slot.allCases.filter { found[$0] == nil }.map { backends[$0] ?? "" }
        guard missing.isEmpty else {
            throw Failure(
                .refused,
                "HAProxy has no backend \(missing.spokenList). Add it to its configuration, empty, "
                    + "with `option httpchk` and `balance roundrobin`."
            )
        }
        return "Both backends are there: \(Slot.allCases.compactMap { backends[$0] }.spokenList)."
    }

    private func checkMap() throws -> String { try reportedWeight() }

    /// Watches for up to 1 s whether a request that ends also leaves a record.
    private func checkRecordsArrive() async throws -> String {
        let listening = try checkReceiver()
        let first = receiver?.receivedSoFar()
        let answered = try statistics().backends.mapValues(\.answered)
        let limit = ContinuousClock.now + .seconds(1)
        while ContinuousClock.now < limit {
            try await Task.sleep(for: .milliseconds(50))
            if receiver?.receivedSoFar() != first { return listening + " Records arrive." }
        }
        guard try statistics().backends.mapValues(\.answered) == answered else {
            throw Failure(
                .refused,
                "Requests end, and no record arrives on UDP 127.0.0.1:\(state.recordsPort). Add to "
                    + "the frontend: `http-request set-var(txn.begin) date(0,us)`, "
                    + "`log 127.0.0.1:\(state.recordsPort) len 512 format raw local0 info`, "
                    + "`log-format \(HAProxyConfiguration.recordFormat(token: state.token))`."
            )
        }
        return listening + " No request ended within 1 s, so none was seen."
    }
}
