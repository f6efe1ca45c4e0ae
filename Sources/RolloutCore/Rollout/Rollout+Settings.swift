extension Rollout {
    /// How long an instance that joins is a newcomer, whose requests are no evidence: caches are
    /// cold, connections are made, code is compiled.
    static let newcomerTime = Duration.seconds(60)

    /// What the instances of both revisions add to the counts of a second.
    ///
    /// Newcomers are those that joined after traffic first moved; before that all of the canary
    /// are new, and only crashes count for a while anyway, see ``JudgeSettings/warmUpSeconds``.
    func settings(of sample: Sample) -> [Arm: ArmSetting] {
        var settings: [Arm: ArmSetting] = [:]
        for (id, traffic) in sample.instances {
            guard let arm = instances[id]?.arm else { continue }
            var setting = settings[arm] ?? ArmSetting(open: 0)
            setting.open = (setting.open ?? 0) + max(0, traffic.open)
            if isNewcomer(id, in: sample) {
                setting.newcomerRequests += traffic.requests
                setting.newcomerErrors += traffic.errors
            }
            settings[arm] = setting
        }
        return settings
    }

    /// Takes a second into what is judged.
    mutating func addToWindow(_ sample: Sample) {
        window.add(sample, weight: judgedWeight, settings: settings(of: sample))
        if isJudging { window.watchGauges(sample, plan.criteria) }
    }

    /// Whether the instance joined so shortly before that second that its requests are no evidence.
    func isNewcomer(_ id: InstanceID, in sample: Sample) -> Bool {
        joined[id].map { sample.second < $0 + Self.newcomerTime } ?? false
    }
}
