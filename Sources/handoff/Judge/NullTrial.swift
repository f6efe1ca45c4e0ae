import RolloutCore

/// Fake releases on one group of a file: slices in turn play the canary against the rest.
///
/// A group changes nothing by itself, so every stop is a false one. The file is read three times
/// rather than kept: for the slices and their latencies, for the rehearsal, and for the releases.
struct NullTrial: Encodable, Sendable {
    /// Slices beyond which a file is refused.
    private static let mostSlices = 1_000

    var fakeReleases = 0
    var rolledBack = 0
    /// Held by evidence at any time, rolled back ones left out.
    var held = 0
    var rehearsal: String
    var repairs: Repairs

    /// The longest history: a day and a week of seconds take memory.
    private static let longest = 7 * 86_400

    init(_ file: CountFile, group: Arm) throws {
        var search = SlowLimitSearch()
        var weights: [String: Double] = [:]
        repairs = try file.forEachSecond { second in
            for (name, counts) in second.slices where name.group == group {
                weights[name.slice, default: 0] += Double(counts.requests)
                if let latency = counts.latency { search.add(latency) }
            }
            guard weights.count <= Self.mostSlices else {
                throw NotDone(
                    "not judged: \(file.path) has more than \(Self.mostSlices) slices. Use "
                        + "instances, not clients."
                )
            }
        }
        guard !weights.isEmpty else {
            throw NotDone(
                "not judged: \(file.path) has no row of the group \(group.rawValue). Give the "
                    + "other with --group."
            )
        }
        let slices = weights.keys.sorted()
        let result = try Self.rehearse(file, group, slices, search)
        rehearsal = result.sentence
        guard slices.count > 1 else { return }
        try play(
            file,
            group,
            weights,
            calibration: result.calibration(from: file.path),
            seconds: result.seconds
        )
    }

    private static func rehearse(
        _ file: CountFile,
        _ group: Arm,
        _ slices: [String],
        _ search: SlowLimitSearch
    ) throws -> JudgeRehearsal {
        var history = RehearsalHistory(sliceCount: slices.count, slowLimits: search.limits)
        var next: Int?
        _ = try file.forEachSecond { second in
            for _ in (next ?? second.second)..<second.second {
                history.append(slices.map { _ in nil })
            }
            next = second.second + 1
            history.append(slices.map { second.played($0, group) })
            guard history.seconds <= longest else {
                throw NotDone("not judged: \(file.path) is longer than a week. Cut it.")
            }
        }
        return JudgeRehearsal.rehearse(on: history)
    }

    private mutating func play(
        _ file: CountFile,
        _ group: Arm,
        _ weights: [String: Double],
        calibration: JudgeCalibration,
        seconds: Int
    ) throws {
        let slices = weights.keys.sorted()
        let players = stride(from: 0, to: slices.count, by: max(1, (slices.count + 9) / 10)).map {
            slices[$0]
        }
        let all = max(weights.values.reduce(0, +), 1)
        var settings = JudgeSettings(
            startMass: StartMass(plannedSeconds: seconds),
            calibration: calibration
        )
        // Instances that serve already have nothing to warm up.
        settings.warmUpSeconds = 0
        var judges = players.map { _ in ReleaseJudge(settings) }
        var heldOnce: Set<Int> = []
        var origin: Int?
        _ = try file.forEachSecond { second in
            let start = origin ?? second.second
            origin = start
            for (index, player) in players.enumerated() {
                guard
                    let counts = second.fakeRelease(
                        of: player,
                        group,
                        weight: (weights[player] ?? 0) / all,
                        at: second.second - start
                    )
                else { continue }
                judges[index].take(counts)
                if judges[index].evidenceFinding == .hold { heldOnce.insert(index) }
            }
        }
        fakeReleases = players.count
        let stopped = Set(judges.indices.filter { judges[$0].finding == .rollback })
        rolledBack = stopped.count
        held = heldOnce.subtracting(stopped).count
    }

    /// For people.
    var text: String {
        let first =
            fakeReleases == 0
            ? "only totals are known: no fake release could be played. A column `slice` with the "
                + "instance would show more."
            : "\(fakeReleases) fake releases played, of one slice against the rest: \(rolledBack) "
                + "would have been stopped, \(held) held."
        return ([first, rehearsal + "."] + [repairs.sentence.map { $0 + "." }].compactMap(\.self))
            .joined(separator: "\n")
    }

    /// 4 when a fake release would have been stopped, 3 when none could be played.
    var code: ExitCode {
        if rolledBack > 0 { return .rolledBackByCriterion }
        return fakeReleases == 0 ? .refused : .succeeded
    }
}

extension FileSecond {
    /// What a slice had; nil when it was not measured.
    fileprivate func played(_ slice: String, _ group: Arm) -> ArmCounts? {
        isIncomplete ? nil : slices[SliceName(group: group, slice: slice)]
    }

    /// A slice as the canary and all others of its group as the baseline.
    fileprivate func fakeRelease(
        of slice: String,
        _ group: Arm,
        weight: Double,
        at second: Int
    ) -> SecondCounts? {
        guard let canary = played(slice, group) else { return nil }
        var baseline: ArmCounts?
        for (name, counts) in slices where name.group == group && name.slice != slice {
            baseline?.add(counts)
            if baseline == nil { baseline = counts }
        }
        return baseline.map {
            SecondCounts(second: second, weight: weight, canary: canary, baseline: $0)
        }
    }
}
