import RolloutCore

extension SimulatedState {
    /// Ends what is due to end and takes in what arrived during `span`.
    mutating func tickRequests(over span: Duration) {
        let ended = router.openRequests.filter { $0.ends <= now }
        router.openRequests.removeAll { $0.ends <= now }
        for request in ended { finish(request, failure: request.fails ? "its revision" : nil) }
        guard !router.servers.isEmpty else { return }
        router.due += requestsPerSecond * span.inSeconds
        while router.due >= 1 {
            router.due -= 1
            arrive()
        }
    }

    /// Where the router sends the next request: by weight to an arm, there in turn to what is up.
    mutating func route() -> (arm: Arm, server: InstanceID?) {
        let arm: Arm = numbers.unit() < router.weight.share ? .canary : .stable
        let up = router.taking(arm).filter { id in
            processes[id]?.state == .ready
                || (faults.isRouterBlind && processes[id]?.isAlive == true)
        }
        router.turn += 1
        return (arm, up.isEmpty ? nil : up[router.turn % up.count])
    }

    private mutating func arrive() {
        let (arm, server) = route()
        guard let server, let process = processes[server] else {
            refuse(arm, taking: router.taking(arm))
            return
        }
        if process.readyAt == nil {
            violatedOnce(.trafficOnlyWhenReady, "\(server) got a request before it was ready")
        }
        let answer = process.behaviour.answer(&numbers)
        let request = RouterState.OpenRequest(
            server: process.launch.id,
            arm: arm,
            began: now,
            ends: now + answer.took,
            fails: answer.fails
        )
        // Most requests end within the tick they arrive in.
        if answer.took <= .milliseconds(50) {
            finish(request, failure: answer.fails ? "its revision" : nil)
        } else {
            router.openRequests.append(request)
        }
    }

    private mutating func refuse(_ arm: Arm, taking: [InstanceID]) {
        seconds.add(now, arm, nil, took: nil, fails: true)
        if taking.isEmpty {
            failed["no instance at the router", default: 0] += 1
            guard !hasCrashedOut(arm) else { return }
            violated(.capacity, "a request for \(arm.rawValue) found no instance at the router")
        } else {
            failed["no instance ready", default: 0] += 1
        }
    }

    mutating func finish(_ request: RouterState.OpenRequest, failure: String?) {
        served += 1
        if let failure { failed[failure, default: 0] += 1 }
        seconds.add(
            now,
            request.arm,
            request.server,
            took: request.ends - request.began,
            fails: failure != nil
        )
    }
}
