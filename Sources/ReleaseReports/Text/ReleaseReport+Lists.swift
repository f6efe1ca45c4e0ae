import RolloutCore

extension ReleaseReport {
    /// Most instances that are listed one by one.
    static let instanceLimit = 60

    /// What people did and why.
    var deedTable: ReportTable {
        ReportTable(
            [.init("Time"), .init("Who"), .init("What"), .init("Why", isFree: true)],
            deeds.map { deed in
                let refused = deed.refusal.map { "refused: \($0)" }
                let why = [deed.reason, refused].compactMap(\.self).joined(separator: " · ")
                return [deed.at.clock, person(deed.by), deed.what, why.isEmpty ? "–" : why]
            }
        )
    }

    /// Every instance, or those that had trouble and some of the others.
    var instanceTable: ReportTable {
        let troubled = instances.filter(\.isTroubled)
        let others = instances.filter { !$0.isTroubled }
        let listed = (troubled + others).prefix(Self.instanceLimit).sorted { $0.id < $1.id }
        let left = instances.count - listed.count
        return ReportTable(
            [
                .init("Instance"), .init("Revision"), .init("Ready after", isNumber: true),
                .init("Requests", isNumber: true), .init("Failed", isNumber: true),
                .init("Crashes", isNumber: true), .init("Drained in", isNumber: true),
                .init("Last seen", isFree: true),
            ],
            listed.map(row),
            note: left > 0 ? "\(left.grouped) more instances without trouble are not listed." : nil
        )
    }

    private func row(_ life: InstanceLife) -> [String] {
        let revision = plan.revision(of: life.arm)?.label ?? "–"
        let cut = life.leftOpen > 0 ? ", \(life.leftOpen) cut" : ""
        return [
            life.id.rawValue,
            "\(revision) \(life.isWorker ? "worker" : life.arm.rawValue)",
            life.readyAfter?.spoken ?? "–",
            life.isWorker ? "–" : life.requests.grouped,
            life.isWorker ? "–" : life.errors.grouped,
            life.crashes == 0 ? "–" : "\(life.crashes)",
            life.drained.map { $0.spoken + cut } ?? "–",
            [life.report.state.words, life.report.exit?.words].compactMap(\.self)
                .joined(separator: ", "),
        ]
    }

    /// The checks before anything was changed.
    var checkTable: ReportTable {
        ReportTable(
            [
                .init("Check"), .init("Result"), .init("Finding", isFree: true),
                .init("Took", isNumber: true),
            ],
            checks.map { check in
                let isPassedOver = !check.passed && check.mayBeOverridden && start.override != nil
                let result = check.passed ? "passed" : isPassedOver ? "passed over" : "failed"
                return [check.name, result, check.finding, check.took.spoken]
            }
        )
    }

    /// Migrations, flags, hooks, messages and dependencies.
    var workTable: ReportTable {
        ReportTable(
            [.init("Time"), .init("What"), .init("Name"), .init("Came to", isFree: true)],
            works.map { work in
                [
                    work.at.clock, work.kind.rawValue, work.name,
                    work.isFine ? work.words : "! " + work.words,
                ]
            }
        )
    }

    /// What the release changed; nil when nobody compared.
    var changeTable: ReportTable? {
        guard let difference, difference.from != nil else { return nil }
        let rest = "The plan that brought \(difference.from ?? "it") in is not known here: only "
        return ReportTable(
            [
                .init("Part"), .init("Name"), .init("Was", isFree: true),
                .init("Is", isFree: true),
            ],
            difference.changes.map { change in
                [
                    change.part.rawValue, change.name, Self.short(change.old),
                    Self.short(change.new),
                ]
            },
            note: difference.isComplete ? nil : rest + "the revisions were compared."
        )
    }

    /// Digests as they are told apart; everything else as it is.
    static func short(_ text: String?) -> String {
        guard let text else { return "–" }
        return Digest(rawValue: text).map { $0.short + "…" } ?? text
    }

    /// What happened, line by line.
    var lineTable: ReportTable {
        ReportTable(
            [.init("Time"), .init(" "), .init("What happened", isFree: true)],
            lines.map { [$0.at.clock, String($0.glyph), $0.sentence] }
        )
    }
}

extension InstanceLife {
    /// Whether a reader would want to see it among a thousand.
    fileprivate var isTroubled: Bool {
        crashes > 0 || leftOpen > 0 || errors > 0 || report.state == .notReady
    }
}

extension InstanceState {
    /// As said in a sentence.
    fileprivate var words: String { self == .notReady ? "not ready" : rawValue }
}
