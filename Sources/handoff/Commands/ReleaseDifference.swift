import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// Finds what a release changes from the journal of its service.
struct ReleaseDifference {
    /// What a plan file would change now; with why its artifact could not be looked at, if so.
    struct Outlook {
        var difference: PlanDifference
        var artifactTrouble: String?
    }

    let site: ServiceSite

    /// What a release of the plan file would change now.
    ///
    /// Nil where nothing was ever released from that state folder. Reads, and makes nothing.
    func outlook(for file: PlanFile) async throws -> Outlook? {
        guard FileManager.default.fileExists(atPath: site.location.file.path) else { return nil }
        let reader = try JournalReader(site.location)
        let stable = try reader.deployment().revision
        var trouble: String?
        var look: ArtifactLook?
        do {
            look = try await ArtifactLook(at: file.artifact)
        } catch let failure as Failure {
            trouble = failure.summary
        }
        guard let digest = look?.digest ?? file.digest ?? stable?.digest else { return nil }
        let canary = file.revision(digest: digest, at: file.artifact)
        let difference = PlanDifference(
            file.plan(canary: canary, stable: stable),
            after: try stable.flatMap { try reader.plan(thatBroughtIn: $0.digest) },
            // A size that cannot be compared is no change.
            sizes: look.map { (stable.flatMap { ArtifactLook.size(at: $0.artifact) }, $0.size) }
                ?? (nil, nil)
        )
        return Outlook(difference: difference, artifactTrouble: trouble)
    }

    /// What a release that was started changed; nil when there is none of that number.
    func of(_ release: ReleaseID) throws -> PlanDifference? {
        let reader = try JournalReader(site.location)
        guard let plan = try reader.start(of: release)?.plan else { return nil }
        let old = plan.stable.flatMap { ArtifactLook.size(at: $0.artifact) }
        let new = ArtifactLook.size(at: plan.canary.artifact)
        let isKnown = old != nil && new != nil
        return PlanDifference(
            plan,
            after: try plan.stable.flatMap {
                try reader.plan(thatBroughtIn: $0.digest, before: release)
            },
            sizes: isKnown ? (old, new) : (nil, nil)
        )
    }
}
