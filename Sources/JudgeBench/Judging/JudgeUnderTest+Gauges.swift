import RolloutCore

extension JudgeUnderTest {
    /// Watches a gauge through a release, calibrated on the blocks before it.
    ///
    /// "Rollback" is the level that in a real release still needs a second witness.
    static func judge(gauge blocks: GaugeScenario.Blocks) throws(CalibrationProblem) -> Decisions {
        let length = Duration.seconds(GaugeScenario.block)
        let calibration = try ExcursionCalibration(
            history: blocks.history,
            windows: ExcursionWindows(release: length * blocks.release.count, block: length)
        )
        var watch = try ExcursionWatch(calibration, before: blocks.history)
        for block in blocks.release { watch.add(block) }
        return Decisions(
            rollback: watch.firstRollback.map { $0 * GaugeScenario.block },
            hold: watch.firstHold.map { $0 * GaugeScenario.block }
        )
    }
}
