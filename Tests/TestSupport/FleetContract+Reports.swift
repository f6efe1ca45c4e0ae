import RolloutCore
import RolloutEngine
import Testing

extension FleetContract {
    /// The reports of the instance, or the worker, up to the one that `isLast` says ends the watch.
    func reports(
        of behaviour: FleetBehaviour,
        attempt: Int = 0,
        role: Launch.Role = .instance,
        on fleet: (any Fleet)? = nil,
        until isLast: (InstanceReport) async throws -> Bool
    ) async throws -> [InstanceReport] {
        let revision = try world.revision(behaviour)
        let launch = Launch(id: id, revision: revision, attempt: attempt, role: role)
        var reports: [InstanceReport] = []
        for try await report in (fleet ?? world.fleet).run(launch) {
            world.notice(report, of: id)
            reports.append(report)
            if try await isLast(report) { break }
        }
        return reports
    }

    func end() async throws {
        _ = try await world.fleet.stop(id, grace: .seconds(5))
        #expect(!world.isRunning(id))
    }
}
