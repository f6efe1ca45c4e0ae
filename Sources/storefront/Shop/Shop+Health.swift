extension Shop {
    private static let patienceForRoom: Duration = .milliseconds(250)

    /// Whether the instance has come up; asked until it says yes, and not again.
    func startup() async -> Response {
        if let reason = startupObstacle() { return .plain(reason, status: 503) }
        if let reason = await databaseObstacle() { return .plain(reason, status: 503) }
        return .plain("started")
    }

    /// Whether the instance can serve real traffic now, and if not, the first reason why.
    func readiness() async -> Response {
        if let reason = await obstacle() { return .plain(reason, status: 503) }
        return .plain("ready")
    }

    /// Why no traffic should come here now; nothing when it may.
    func obstacle() async -> String? {
        if isDraining { return "draining: this instance is on its way out" }
        if let reason = startupObstacle() { return reason }
        if let reason = await databaseObstacle() { return reason }
        return await connectionObstacle()
    }

    /// Whether a customer would get a connection; a pool that is busy for a moment has room.
    private func connectionObstacle() async -> String? {
        do {
            try await access.checkouts.checkOut(within: Self.patienceForRoom)
            access.checkouts.giveBack()
            return nil
        } catch {
            return "connections: none of \(error.limit) came free within 250 ms"
        }
    }

    private func startupObstacle() -> String? {
        let left = faults.startupLeft
        guard left > .zero else { return nil }
        return "starting: \(left.components.seconds + 1) s to go"
    }

    private func databaseObstacle() async -> String? {
        let store: Store
        do {
            store = try access.store()
        } catch is Store.Missing {
            return "database: there is no file at the configured path"
        } catch {
            return "database: it cannot be opened (\(Self.summary(of: error)))"
        }
        do {
            return try await store.inspect(store.generation.obstacle)
        } catch {
            return "database: it does not answer (\(Self.summary(of: error)))"
        }
    }

    private static func summary(of error: any Error) -> String {
        (error as? DatabaseFailure)?.description ?? "unexpected error"
    }
}
