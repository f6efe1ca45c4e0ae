import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// Watches what serves between releases and writes its history, for the judge of the next.
///
/// It starts, changes and stops nothing. While somebody releases it makes way, because the router
/// sends its request records to one process only; what is measured then is in the journal.
struct Observer: Sendable {
    /// What keeps an observation from beginning or ends one, in words for whoever started it.
    enum Pause: Sendable, Hashable {
        /// Somebody releases, or a release is under way that nobody steers.
        case release
        /// No release ever succeeded here, so there is nothing to watch.
        case nothingServes
        /// Another observer is at it.
        case otherObserver

        var words: String {
            switch self {
            case .release: "waiting: a release has the router; its measurements are in its journal"
            case .nothingServes: "waiting: nothing serves here yet; `handoff run` brings it up"
            case .otherObserver: "waiting: another `handoff observe` of this service runs"
            }
        }
    }

    let site: ServiceSite
    /// Hears what the observer does, one line at a time, and each only once in a row.
    let say: @Sendable (String) -> Void

    /// Observes until the task is cancelled.
    ///
    /// - Throws: when the history cannot be written at all.
    func callAsFunction() async throws {
        var said: String?
        func tell(_ words: String) {
            if words != said { say(words) }
            said = words
        }
        while !Task.isCancelled {
            switch try begin() {
            case .failure(let pause): tell(pause.words)
            case .success(let watch):
                tell(watch.words)
                try await observe(watch)
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// What is watched, and the right to.
    private struct Watch {
        var plan: Plan
        var roster: Roster
        var lock: HeldLock

        var words: String {
            "observing \(plan.service) \(plan.canary.label), "
                + "\(roster.members.count) instance\(roster.members.count == 1 ? "" : "s")"
        }
    }

    private enum Beginning {
        case success(Watch)
        case failure(Pause)
    }

    private func begin() throws -> Beginning {
        guard try !RouterVisit.isVisited(site) else { return .failure(.release) }
        let reader = try JournalReader(site.location)
        guard let latest = try reader.latestRelease(),
            let revision = try reader.deployment().revision,
            var plan = try reader.start(of: latest.release)?.plan
        else { return .failure(.nothingServes) }
        guard !latest.isUnderWay else { return .failure(.release) }
        guard let lock = try site.observerLock() else { return .failure(.otherObserver) }
        plan.canary = revision
        plan.stable = revision
        let members = try reader.deployment().instances.compactMap { instance in
            instance.report.endpoint.map {
                Roster.Member(
                    id: instance.id,
                    arm: .stable,
                    endpoint: $0,
                    metricsPath: revision.process.metricsPath
                )
            }
        }
        return .success(Watch(plan: plan, roster: Roster(members), lock: lock))
    }

    /// Writes second after second until somebody visits.
    private func observe(_ watch: Watch) async throws {
        let router = World.router(of: watch.plan, at: site, isObserver: true)
        let criteria = watch.plan.criteria.filter(\.hasHistory)
        let metrics = ServiceMetrics(
            records: router,
            instances: OpenMetricsScraper(),
            inquiries: World.inquiries(of: watch.plan)
        )
        let writer = try HistoryWriter(HistoryFolder(path: site.historyFolder))
        let seconds = metrics.observed(criteria) { watch.roster }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in router.readings() where Task.isCancelled { break }
                return false
            }
            group.addTask { [site] in
                while try !Task.isCancelled && !RouterVisit.isVisited(site) {
                    try? await Task.sleep(for: .milliseconds(100))
                }
                return true
            }
            group.addTask {
                for await second in seconds {
                    guard !Task.isCancelled else { break }
                    try await writer.write(second, levels: criteria)
                }
                return false
            }
            while let isOver = try await group.next(), !isOver {}
            group.cancelAll()
        }
        await router.leave()
        withExtendedLifetime(watch.lock) {}
    }
}
