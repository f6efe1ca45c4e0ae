extension Revision {
    /// What is compared of a revision.
    func items(size: Int64?) -> [PlanDifference.Item] {
        var items = [Item(.artifact, "digest", digest.rawValue)]
        if let size { items.append(Item(.artifact, "size", "\(size.grouped) bytes")) }
        items += process.environment.map { name in
            let isSecret = process.secrets.contains(name)
            let text =
                isSecret ? "secret from \(process.source(of: name).origin.words)" : "variable"
            return Item(.configuration, name, text)
        }
        items.append(Item(.command, "instances", process.command.joined(separator: " ")))
        if let worker {
            items.append(Item(.command, "workers", worker.command.joined(separator: " ")))
        }
        return items
    }

    private typealias Item = PlanDifference.Item
}

extension Plan {
    /// What is compared of a plan beside its revision.
    var items: [PlanDifference.Item] {
        let count = Item(.instances, "count", "\(instanceCount)")
        let steps = stages.map(\.words).joined(separator: ", ")
        return (migrations?.items ?? [])
            + flags.map { flag in
                Item(.flags, flag.name, "\(flag.value) from \(flag.at)")
            } + (workers.map { [Item(.workers, "count", "\($0.count)"), $0.modeItem] } ?? [])
            + [count] + criteria.map { Item(.criteria, $0.metric.rawValue, $0.words) }
            + [Item(.steps, "weights", steps), Item(.steps, "warm", warm.spoken)]
    }

    private typealias Item = PlanDifference.Item
}

extension PlanDifference.Item {
    fileprivate init(_ part: PlanDifference.Part, _ name: String, _ text: String) {
        self.init(part: part, name: name, text: text)
    }
}

extension MigrationPlan {
    fileprivate var items: [PlanDifference.Item] {
        let stages = MigrationStage.allCases.compactMap { stage in
            migration(stage).map {
                PlanDifference.Item(.migrations, stage.rawValue, "to \($0.reaches)")
            }
        }
        let job = backfill.map {
            PlanDifference.Item(
                .migrations,
                "backfill",
                $0.command.arguments.joined(separator: " ")
            )
        }
        return stages + [job].compactMap(\.self)
    }
}

extension WorkerPlan {
    fileprivate var modeItem: PlanDifference.Item {
        PlanDifference.Item(.workers, "mode", mode.rawValue)
    }
}

extension SecretSource.Origin {
    /// Where the value is, without anything that could be one.
    fileprivate var words: String {
        switch self {
        case .environment: "the environment"
        case .file(let path): "file \(path)"
        // Arguments of a vault's client may carry a token.
        case .command(let command): "command \(command.arguments.first ?? "")"
        }
    }
}

extension Stage {
    /// As in `25% for 2 m, then a person`.
    fileprivate var words: String {
        let time = bake > .zero ? " for \(bake.spoken)" : ""
        return "\(weight)\(time)" + (gate == .automatic ? "" : ", then a person")
    }
}

extension Criterion {
    /// Its limits and what follows, as in `tolerates 10%, above 5%: rollback`.
    fileprivate var words: String {
        func number(_ value: Double) -> String { value.formatted(digits: 2, trimmed: true) }
        let compared = measure.isCompared ? "%" : measure.unit
        let limits = [
            tolerate.map { "tolerates \(number($0))%" },
            worseBy.map { "worse by \(number($0))\(compared)" },
            atLeast.map { "and by \(number($0)) ms" },
            above.map { "above \(number($0)) \(measure.unit)" },
        ].compactMap(\.self)
        let words = limits.isEmpty ? "no limit" : limits.joined(separator: ", ")
        return words + (isObserveOnly ? ", only observed" : ": \(onWorse.rawValue)")
    }
}
