package import RolloutCore
import RolloutEngine

extension HAProxyRouter: TrafficRouter {
    package func admit(_ id: InstanceID, endpoint: String, arm: Arm) async throws {
        do {
            try await makeKnown(id, endpoint: endpoint, slot: state.slot(of: arm))
            try await waitUntilUp(id, slot: state.slot(of: arm))
            try keep { $0.servers[id]?.place = .admitted }
            try giveShare(id, slot: state.slot(of: arm))
        } catch let failure as Failure {
            throw failure.explaining("\(id) was not admitted")
        }
    }

    private func makeKnown(_ id: InstanceID, endpoint: String, slot: Slot) async throws {
        if let known = state.servers[id] {
            guard known.slot == slot else {
                throw Failure(.conflict, "it is a server of the other revision already.")
            }
            if known.endpoint != endpoint { try await remove(id) }
        }
        let place = state.servers[id]?.place == .admitted ? HAProxyState.Place.admitted : .pending
        try keep {
            $0.servers[id] = HAProxyState.Server(endpoint: endpoint, slot: slot, place: place)
        }
        let name = path(id, slot)
        let found = try statistics().server(id, in: slot)
        if found == nil {
            let options = "\(HAProxyConfiguration.serverOptions) weight 0"
            try tell("add server \(name) \(endpoint) \(options)", expecting: "New server")
        }
        if found?.status.hasPrefix("MAINT") ?? true {
            try tell("set server \(name) weight 0")
            try tell("enable server \(name)")
            try tell("enable health \(name)")
        }
    }

    /// Asks every 20 ms, because HAProxy's own checks come every 100 to 250 ms.
    private func waitUntilUp(_ id: InstanceID, slot: Slot) async throws {
        let limit = ContinuousClock.now + .seconds(30)
        while true {
            let server = try statistics().server(id, in: slot)
            if server?.isUp == true { return }
            guard ContinuousClock.now < limit else {
                let check = server?.check ?? "no such server"
                throw Failure(
                    .timedOut,
                    "HAProxy's own check of it did not pass within 30 s, its last outcome is "
                        + "\(check). It gets no requests."
                )
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func giveShare(_ id: InstanceID, slot: Slot) throws {
        let name = path(id, slot)
        try tell("set server \(name) state ready")
        try tell("set server \(name) weight 100")
        guard let server = try statistics().server(id, in: slot), server.weight == 100 else {
            throw Failure(.refused, "HAProxy did not take over its weight.")
        }
    }

    package func shift(to weight: Weight) async throws -> Weight {
        do {
            try allow(weight)
            try keep { $0.shift(to: weight) }
            return try await confirm(weight)
        } catch let failure as Failure {
            throw failure.explaining("not shifted to \(weight)")
        }
    }

    private func allow(_ weight: Weight) throws {
        if weight < .full, !state.hasAdmitted(.stable) {
            throw Failure(
                .conflict,
                "no stable instance is admitted that could take the rest. "
                    + "Without one only 100% on the canary is possible."
            )
        }
        if weight > .zero, !state.hasAdmitted(.canary) {
            throw Failure(.conflict, "no canary instance is admitted. The split is as it was.")
        }
    }

    private func confirm(_ weight: Weight) async throws -> Weight {
        let limit = ContinuousClock.now + .seconds(5)
        var seen: Weight?
        while true {
            do {
                seen = try send(share: state.share(forCanary: weight))
                if let seen, seen == weight { return seen }
            } catch let failure as Failure {
                guard failure.isRetryable, ContinuousClock.now < limit else { throw failure }
            }
            guard ContinuousClock.now < limit else {
                throw Failure(
                    .timedOut,
                    "HAProxy reports \(seen.map(String.init(describing:)) ?? "no share") after 5 s."
                )
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Sets the share and answers what the map has then.
    ///
    /// One question instead of two: on a busy machine each waits for HAProxy's turn at a
    /// processor, and this is what a rollback waits for. The share comes first: from then on no
    /// cookie counts, if it is 0.
    private func send(share: Int) throws -> Weight? {
        let commands =
            ["set map \(map) share \(share)"] + ruleCommands + ["get map \(map) share"]
        let answer = try ask(commands.joined(separator: "; "))
        // What was set is confirmed by silence, so the answer begins with the map's.
        guard answer.hasPrefix("type=") else {
            throw Failure(
                .refused,
                "HAProxy refused the share \(share): \(HAProxyAnswer.oneLine(answer)).",
                detail: answer
            )
        }
        return HAProxyAnswer.share(answer).flatMap(state.canaryWeight(share:))
    }

    package func promote() async throws {
        try keep { $0.promote() }
        // Sent the second time as well: the first may have ended between keeping and sending.
        if isOwned {
            let stable = state.stableSlot == .green ? 1 : 0
            try tell(["set map \(map) stable \(stable)"] + ruleCommands)
        }
    }

    package func remove(_ id: InstanceID) async throws {
        let slots = state.servers[id].map { [$0.slot] } ?? Slot.allCases
        try keep { $0.remove(id) }
        for slot in slots { try await delete(id, slot) }
        // Once the server is gone, which may have been the last the canary had.
        if state.canaryWhen != nil { try tell(ruleCommands) }
    }

    private func delete(_ id: InstanceID, _ slot: Slot) async throws {
        let name = path(id, slot)
        let limit = ContinuousClock.now + .seconds(2)
        while try statistics().server(id, in: slot) != nil {
            try tell("set server \(name) state maint")
            let answer = try ask("del server \(name)")
            if answer.hasPrefix("Server deleted") { return }
            guard ContinuousClock.now < limit else {
                throw Failure(
                    .refused,
                    "\(id) was not removed from HAProxy, where it gets no requests: "
                        + "\(HAProxyAnswer.oneLine(answer)).",
                    detail: answer
                )
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

extension Failure {
    /// The same failure, beginning with what was not done.
    func explaining(_ what: String) -> Failure {
        Failure(kind, "\(what): \(summary)", detail: detail, isRetryable: isRetryable)
    }
}
