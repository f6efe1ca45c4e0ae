import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// Prepares the judge of a release from what was observed of the service, what its earlier releases
/// recorded, and, where that is too little, what a Prometheus server knows.
struct ServiceHistorian: Historian {
    /// How far back is looked: shares need a whole day, which seldom begins with its first second.
    private static let span = Duration.seconds(90_000)
    /// How far back earlier releases count.
    private static let releaseSpan = Duration.seconds(30 * 86_400)
    /// The longest a server is waited for.
    private static let importPatience = Duration.seconds(10)
    /// The longest it may all take; what is not there by then is done without.
    private static let patience = Duration.seconds(30)

    let site: ServiceSite

    func prepare(for plan: Plan, before now: Timestamp) async -> JudgePreparation {
        let found = await onOwnThread(within: Self.patience) { look(for: plan, before: now) }
        guard let found else {
            return JudgePreparation(rehearsal: .unrehearsed(because: .notRead))
        }
        return found
    }

    private func look(for plan: Plan, before now: Timestamp) -> JudgePreparation {
        let folder = HistoryFolder(path: site.historyFolder)
        var preparation = JudgePreparation(rehearsal: .unrehearsed())
        preparation.remarks = [folder.damage].compactMap { $0 }
        if let settings = plan.rehearsedSettings {
            var source = rehearse(settings, on: folder, before: now, &preparation)
            if !preparation.isRehearsed, let query = plan.judge.history,
                let past = rehearse(settings, on: query, before: now, &preparation)
            {
                source = past
            }
            preparation.failures = FailurePreparation.all(
                for: plan,
                source,
                slowLimits: preparation.rehearsal.slowLimits,
                before: now
            )
        }
        preparation.gauges = plan.criteria.filter(\.hasHistory).map { criterion in
            GaugePreparation(
                criterion.metric,
                history: folder.levels(criterion.metric, before: now),
                planned: plan.plannedLength
            )
        }
        return preparation
    }

    /// On what was measured here, second by second.
    private func rehearse(
        _ settings: JudgeSettings,
        on folder: HistoryFolder,
        before now: Timestamp,
        _ preparation: inout JudgePreparation
    ) -> any HistorySource {
        var records: [HistorySecond] = []
        do {
            records = try ReleaseRecords(site: site).seconds(since: now - Self.releaseSpan)
        } catch {
            preparation.remarks.append("earlier releases could not be read")
        }
        let source = MergedHistory(folder.seconds(Self.span, before: now), records)
        preparation.take(source, for: settings)
        let sources = [
            folder.isEmpty ? nil : "own observation",
            records.isEmpty ? nil : "what earlier releases recorded",
        ]
        preparation.source = sources.compactMap { $0 }.spokenList
        return source
    }

    /// On what a Prometheus server knows, at its pace.
    private func rehearse(
        _ settings: JudgeSettings,
        on query: PrometheusHistory,
        before now: Timestamp,
        _ preparation: inout JudgePreparation
    ) -> (any HistorySource)? {
        let environment = ProcessInfo.processInfo.environment
        do {
            let past = try PrometheusPast(
                query,
                Self.span,
                before: now,
                within: Self.importPatience,
                secrets: SecretReader { environment[$0] }
            )
            guard !past.isEmpty else {
                preparation.remarks.append(
                    "Prometheus at \(query.server.endpoint) knows nothing of it; look at "
                        + "`judge.history`"
                )
                return nil
            }
            preparation.take(past, for: settings)
            preparation.source = "Prometheus, every \(query.step) s"
            return past
        } catch {
            preparation.remarks.append(error.summary)
            return nil
        }
    }
}

extension JudgePreparation {
    /// Rehearses on a history.
    fileprivate mutating func take(_ source: any HistorySource, for settings: JudgeSettings) {
        let history = RehearsalHistory(reading: source, for: settings)
        rehearsal = .rehearse(
            on: history,
            interval: source.interval,
            errorTolerance: settings.errorTolerance,
            judging: settings.judgedMetrics
        )
        if let repairs = history.repairs.sentence { remarks.append(repairs) }
    }
}
