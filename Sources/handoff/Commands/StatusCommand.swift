import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// Says where a release stands.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say where a release stands and what it waits for."
    )

    @OptionGroup var service: ServiceOptions
    @OptionGroup var choice: ReleaseOptions
    @OptionGroup var options: OutputOptions

    func run() throws {
        if let site = service.group() {
            try show(site)
            return
        }
        let site = try service.site()
        let reader = try JournalReader(site.location)
        let entries = try reader.entries(of: choice.release(at: site))
        guard let rollout = Rollout(folding: entries) else {
            throw NotDone(
                "not done: the journal has no entries of that release, so where it stands is "
                    + "unknown. Nothing was changed. `handoff history` lists the releases."
            )
        }
        let report = StatusReport(
            rollout,
            holder: try reader.leaseHolder(),
            isServed: try reader.deployment().revision != nil,
            at: SystemClock().now
        )
        print(try options.output == .json ? report.jsonText() : report.text)
    }
}

extension StatusCommand {
    /// Says where a group stands.
    private func show(_ site: GroupSite) throws {
        let group = try site.group()
        let status = GroupStatus(
            group,
            try site.rollouts(of: group),
            hasSteward: try StewardSight(JournalReader(site.location)) != .gone,
            at: SystemClock().now
        )
        print(try options.output == .json ? status.jsonText() : status.text)
    }
}

/// Where a release stands, for scripts and for people.
///
/// Names in JSON are never changed, only added. Weights are in percent, times in seconds.
struct StatusReport: Encodable, Sendable {
    struct Side: Encodable, Sendable {
        var label: String
        var digest: String
        var instances: Int
        var carryingTraffic: Int
    }

    struct Judgement: Encodable, Sendable {
        var criterion: String
        var verdict: String
        var evidence: String
    }

    struct StewardReport: Encodable, Sendable {
        var pid: Int
        var host: String
        var isAlive: Bool
        var heardSecondsAgo: Double
    }

    var service: String
    var environment: String
    var release: String
    var phase: String
    var outcome: String?
    var cause: String?
    var askedPercent: Double
    var observedPercent: Double?
    var canary: Side
    var stable: Side?
    var isPaused: Bool
    var hold: String?
    var blockers: [String]
    /// Whether the release is over and no revision serves, as after a tear-down.
    var nothingRuns: Bool
    var criteria: [Judgement]
    var steward: StewardReport?
    var revision: Int

    /// The state of the rollout with what was judged of it.
    ///
    /// `isServed` says whether the service has a revision that serves, as far as releases that
    /// ended tell.
    init(_ rollout: Rollout, holder: LeaseHolder?, isServed: Bool, at now: Timestamp) {
        let plan = rollout.plan
        let judge = CriterionJudge()
        service = plan.service.rawValue
        environment = plan.environment
        release = "\(rollout.start.release)"
        phase = rollout.phase.name
        outcome = rollout.outcome?.name
        cause = rollout.cause?.sentence
        askedPercent = rollout.split.asked.share * 100
        let running = rollout.isOver && !isServed ? nil : rollout
        nothingRuns = running == nil
        observedPercent = running?.split.observed.map { $0.share * 100 }
        canary = Side(.canary, plan.canary, running)
        stable = plan.stable.map { Side(.stable, $0, running) }
        isPaused = rollout.pause != nil
        hold = rollout.hold?.reason
        blockers = rollout.blockers(at: now, judge: judge).map(\.sentence)
        criteria = plan.criteria.compactMap { criterion in
            let live =
                rollout.isJudging
                ? judge.verdict(on: criterion, in: rollout.window, at: now)
                : rollout.verdicts[criterion.metric]
            return live.map {
                Judgement(
                    criterion: criterion.metric.rawValue,
                    verdict: $0.kind.rawValue,
                    evidence: $0.evidence.sentence
                )
            }
        }
        steward = holder.map {
            StewardReport(
                pid: $0.steward.pid,
                host: $0.steward.host,
                isAlive: !$0.isProvablyGone(seenFrom: StewardIdentity.current()),
                heardSecondsAgo: $0.silence(at: now).inSeconds
            )
        }
        revision = rollout.revision
    }

    /// A few lines for people.
    var text: String {
        let observed = observedPercent.map { $0.formatted(digits: 2, trimmed: true) + "%" }
        let head =
            "\(service) (\(environment)) \(release): \(outcome ?? phase)"
            + (cause.map { ", \($0)" } ?? "")
        guard !nothingRuns else {
            return head + "\n  nothing runs: no revision serves. `handoff run` brings one up"
        }
        var lines = [
            head,
            "  traffic    \(observed ?? "unknown") on \(canary.label), asked for "
                + askedPercent.formatted(digits: 2, trimmed: true) + "%",
            "  canary     \(canary.words)",
        ]
        if let stable { lines.append("  stable     \(stable.words)") }
        for judgement in criteria {
            lines.append("  \(judgement.criterion): \(judgement.verdict), \(judgement.evidence)")
        }
        for blocker in blockers { lines.append("  in the way: \(blocker)") }
        if outcome == nil { lines.append("  steward    \(stewardWords)") }
        return lines.joined(separator: "\n")
    }

    private var stewardWords: String {
        guard let steward else { return "none; `handoff resume \(service)` starts one" }
        guard steward.isAlive else {
            return "pid \(steward.pid) is gone; `handoff resume \(service)` starts another"
        }
        return "pid \(steward.pid) on \(steward.host), heard from "
            + Duration.seconds(steward.heardSecondsAgo).spoken + " ago"
    }
}

extension StatusReport.Side {
    /// One side of the release; nothing of it runs when `rollout` is nil.
    fileprivate init(_ arm: Arm, _ revision: Revision, _ rollout: Rollout?) {
        label = revision.label
        digest = revision.digest.rawValue
        instances = rollout?.instances(of: arm).count(where: \.mayRun) ?? 0
        carryingTraffic = rollout?.carrying(arm) ?? 0
    }

    fileprivate var words: String {
        "\(label), \(carryingTraffic) of \(instances) instances carry traffic"
    }
}
