import RolloutCore

extension Performance {
    /// Starts one instance of stable beside the fleet, waits until it is ready, and ends it.
    ///
    /// It never gets traffic. What it shows is reported after it ended, so that a report means
    /// that nothing of it runs; a steward that dies before starts over, on the same instance.
    func rehearse() async throws {
        guard let stable = plan.stable else { return }
        let began = time.now
        let finding = try await seenReady(stable)
        let took = time.now - began
        try await clearRehearsal()
        let rehearsal =
            switch finding {
            case .success(let words): Rehearsal(passed: true, finding: words, took: took)
            case .failure(let failure):
                Rehearsal(passed: false, finding: failure.summary, took: took)
            }
        report(.rehearsed(rehearsal))
    }

    /// Has no instance of the rehearsal run any more.
    func clearRehearsal() async throws {
        let grace = plan.stable?.process.grace ?? .seconds(10)
        _ = try await world.fleet.stop(rollout.rehearsalInstance, grace: grace)
    }

    /// Whether stable got ready, or why it never will; what may pass is thrown and tried again.
    private func seenReady(_ stable: Revision) async throws -> Result<String, Failure> {
        let id = rollout.rehearsalInstance
        do {
            for try await seen in world.fleet.run(Launch(id: id, revision: stable, attempt: 0)) {
                switch seen.state {
                case .ready:
                    return .success(
                        "\(stable.label) started with today's configuration and was ready."
                    )
                case .crashed, .stopped:
                    return .failure(await notStarted(stable, seen))
                default:
                    continue
                }
            }
        } catch let failure as Failure where failure.kind == .timedOut || !failure.isRetryable {
            return .failure(
                Failure(
                    failure.kind,
                    "\(stable.label) would not start any more: \(failure.summary). " + Self.remedy
                )
            )
        }
        try Task.checkCancellation()
        throw Failure(.unreachable, "\(id) is not watched any more")
    }

    private func notStarted(_ stable: Revision, _ seen: InstanceReport) async -> Failure {
        let last = await world.fleet.lastLines(of: rollout.rehearsalInstance, count: 1)
        let words = [seen.exit?.words, seen.detail.isEmpty ? nil : seen.detail] + last
        let what = words.compactMap { $0 }.joined(separator: ", ")
        return Failure(
            .crashed,
            "\(stable.label) would not start any more: its rehearsal ended, \(what). " + Self.remedy
        )
    }

    private static let remedy =
        "Without a way back nothing is released. Make it start, or release "
        + "a revision that does."
}
