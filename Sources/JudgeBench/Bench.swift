/// Plays rows on several threads; what a run draws depends on its row, number and the seed alone.
struct Bench: Sendable {
    /// Releases of each row.
    var runs: Int
    /// The first of these releases are judged by the peers too.
    var peerRuns: Int
    /// Where chance begins.
    var seed: UInt64
    /// Threads to play on.
    var threads: Int

    /// Consecutive runs that share one history where histories are dear, as those of latencies are.
    var sharing = 10

    /// Plays a row.
    func play(_ row: Row) async throws -> RowResult {
        let chunks = stride(from: 0, to: runs, by: sharing).map { start in
            start..<min(start + sharing, runs)
        }
        let all = try await withThrowingTaskGroup(of: (Int, [RunOutcome]).self) { group in
            var waiting = chunks[...]
            var done: [Int: [RunOutcome]] = [:]
            for chunk in waiting.prefix(threads) {
                group.addTask { (chunk.lowerBound, try outcomes(of: row, chunk)) }
            }
            waiting = waiting.dropFirst(threads)
            while let (start, finished) = try await group.next() {
                done[start] = finished
                guard let chunk = waiting.popFirst() else { continue }
                group.addTask { (chunk.lowerBound, try outcomes(of: row, chunk)) }
            }
            return chunks.flatMap { done[$0.lowerBound] ?? [] }
        }
        return RowResult(row, all)
    }

    private func outcomes(of row: Row, _ chunk: Range<Int>) throws -> [RunOutcome] {
        switch row.scenario {
        case .errors(let scenario): chunk.map { outcome(of: scenario, row.name, $0) }
        case .latency(let scenario): outcomes(of: scenario, row.name, chunk)
        case .gauge(let scenario): try chunk.map { try outcome(of: scenario, row.name, $0) }
        }
    }

    private func dice(_ row: String, _ run: Int, _ purpose: Dice.Purpose) -> Dice {
        Dice(seed: seed, row: row, run: run, purpose: purpose)
    }

    private func outcome(of scenario: ErrorScenario, _ row: String, _ run: Int) -> RunOutcome {
        var past = dice(row, run, .history)
        var present = dice(row, run, .release)
        let rehearsed = JudgeUnderTest.rehearse(scenario, &past)
        let series = scenario.release(&present)
        let decisions = JudgeUnderTest.judge(errors: series, scenario.schedule, rehearsed)
        let end = decisions.rollback ?? scenario.seconds
        let failed = series.canary.failed[..<end].reduce(0, +)
        let served = series.canary.requests[..<end].reduce(0, +)
        var outcome = RunOutcome(decisions: decisions)
        outcome.extraFailed = Double(failed) - Double(served) * scenario.failing
        if run < peerRuns {
            var chance = dice(row, run, .peers)
            outcome.peers = ErrorWindows(series).stops(
                failing: scenario.failing,
                seconds: scenario.seconds,
                &chance
            )
        }
        return outcome
    }

    private func outcomes(
        of scenario: LatencyScenario,
        _ row: String,
        _ chunk: Range<Int>
    ) -> [RunOutcome] {
        var past = dice(row, chunk.lowerBound, .history)
        let rehearsed = JudgeUnderTest.rehearse(latencies: scenario.history(&past))
        return chunk.map { run in
            var present = dice(row, run, .release)
            let series = scenario.release(&present)
            var outcome = RunOutcome(
                decisions: JudgeUnderTest.judge(
                    latencies: series,
                    scenario.schedule,
                    warmUpSeconds: scenario.skipsWarmUp ? 120 : 0,
                    rehearsed
                )
            )
            if run < peerRuns {
                var chance = dice(row, run, .peers)
                outcome.peers = LatencyWindows(series).stops(seconds: scenario.seconds, &chance)
            }
            return outcome
        }
    }

    private func outcome(of scenario: GaugeScenario, _ row: String, _ run: Int) throws -> RunOutcome
    {
        var present = dice(row, run, .release)
        let blocks = scenario.play(&present)
        var outcome = RunOutcome(decisions: try JudgeUnderTest.judge(gauge: blocks))
        if run < peerRuns {
            var chance = dice(row, run, .peers)
            outcome.peers = blocks.stops(&chance)
        }
        return outcome
    }
}
