extension Group {
    /// What a command for the whole would do from here, step by step; empty for one refused here.
    ///
    /// `rollouts` are the releases of the components as far as they are known.
    package func consequences(
        of verb: Command.Verb,
        _ rollouts: [ComponentName: Rollout]
    ) -> [Consequence] {
        guard availability(of: verb) == nil else { return [] }
        switch verb {
        case .pause:
            return [Consequence("nothing more starts until resumed; rollback stays possible")]
                + running.map { name in
                    let weight = rollouts[name].map { " at \($0.split.asked)" } ?? ""
                    return Consequence("\(name) stays where it is\(weight)")
                }
        case .resume:
            return [Consequence("goes on by the plan, each component from where it is")]
        case .rollback: return rollbackConsequences(rollouts)
        default: return []
        }
    }

    private var running: [ComponentName] {
        plan.components.map(\.name).filter { component($0).mayRun }
    }

    private func rollbackConsequences(_ rollouts: [ComponentName: Rollout]) -> [Consequence] {
        var steps: [Consequence] = []
        let waiting = plan.components.map(\.name).filter { component($0).standing == .waiting }
        if !waiting.isEmpty {
            steps.append(Consequence("\(waiting.map(\.rawValue).spokenList) will not start"))
        }
        for turn in turnsBack {
            for name in turn {
                steps.append(consequence(for: name, rollouts[name]))
            }
        }
        let kept = running.filter { !mustReturn($0) }
        if !kept.isEmpty {
            let names = kept.map(\.rawValue).spokenList
            steps.append(Consequence("\(names) arrived and stays, as the plan says"))
        }
        let end = running.isEmpty ? "aborted" : "rolled back"
        return steps + [Consequence("ends as \(end); nothing else starts by itself")]
    }

    private func consequence(for name: ComponentName, _ rollout: Rollout?) -> Consequence {
        let others = plan.dependants(of: name).filter(running.contains).map(\.rawValue)
        let turn = others.isEmpty ? "" : " once \(others.spokenList) is back"
        guard let rollout else { return Consequence("\(name) goes back\(turn)") }
        if case .rollingBack = rollout.phase {
            return Consequence("\(name) goes back already")
        }
        let label = rollout.plan.stable?.label ?? "nothing"
        let time = rollout.lastShiftTook.map { "\($0.spoken) last time" } ?? "at most 5 s"
        return rollout.trafficMoved == nil
            ? Consequence("\(name) ends\(turn); its traffic never left \(label)")
            : Consequence("\(name) \(rollout.split.asked) → 0%, to \(label)\(turn)", time: time)
    }

    /// What goes back, in turns: those side by side whose dependants went before.
    package var turnsBack: [[ComponentName]] {
        var left = running.filter(mustReturn)
        var turns: [[ComponentName]] = []
        while !left.isEmpty {
            let turn = left.filter { name in
                !plan.dependants(of: name).contains(where: left.contains)
            }
            if turn.isEmpty { break }
            turns.append(turn)
            left.removeAll(where: turn.contains)
        }
        return turns
    }
}
