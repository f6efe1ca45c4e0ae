import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// Prepares the judge of a release from what was observed of the service and what its earlier
/// releases recorded.
struct ServiceHistorian: Historian {
    /// How far back the votes are rehearsed.
    private static let span = Duration.seconds(86_400)
    /// How far back earlier releases count.
    private static let releaseSpan = Duration.seconds(30 * 86_400)
    /// The longest it may take; what is not there by then is done without.
    private static let patience = Duration.seconds(20)

    let site: ServiceSite

    func prepare(for plan: Plan, before now: Timestamp) async -> JudgePreparation {
        let found = await onOwnThread(within: Self.patience) { look(for: plan, before: now) }
        guard let found else {
            return JudgePreparation(
                rehearsal: .unrehearsed(),
                remarks: ["the history was not read within \(Self.patience.spoken)"]
            )
        }
        return found
    }

    private func look(for plan: Plan, before now: Timestamp) -> JudgePreparation {
        let folder = HistoryFolder(path: site.historyFolder)
        var remarks = [folder.damage].compactMap { $0 }
        var preparation = JudgePreparation(rehearsal: .unrehearsed())
        if let settings = plan.rehearsedSettings {
            var records: [HistorySecond] = []
            do {
                records = try ReleaseRecords(site: site).seconds(since: now - Self.releaseSpan)
            } catch {
                remarks.append("earlier releases could not be read")
            }
            let source = MergedHistory(folder.seconds(Self.span, before: now), records)
            let history = RehearsalHistory(reading: source, for: settings)
            preparation.rehearsal = .rehearse(
                on: history,
                interval: source.interval,
                errorTolerance: settings.errorTolerance,
                judging: settings.judgedMetrics
            )
            remarks += [history.repairs.sentence].compactMap { $0 }
            let sources = [
                folder.isEmpty ? nil : "own observation",
                records.isEmpty ? nil : "what earlier releases recorded",
            ]
            preparation.source = sources.compactMap { $0 }.spokenList
        }
        preparation.gauges = plan.criteria.filter(\.hasHistory).map { criterion in
            GaugePreparation(
                criterion.metric,
                history: folder.levels(criterion.metric, before: now),
                planned: plan.plannedLength
            )
        }
        preparation.remarks = remarks
        return preparation
    }
}
