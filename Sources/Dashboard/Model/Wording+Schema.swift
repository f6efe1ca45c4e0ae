import RolloutCore
import TerminalUI

extension Wording {
    /// What becomes of the schema.
    static func schema(_ event: Event, plan: Plan) -> Wording {
        switch event {
        case .expandBegan:
            return Wording("►", "expand", "expanding the schema, which both revisions tolerate")
        case .migrated(let receipt):
            return migrated(receipt)
        case .backfillAdvanced(let progress):
            return backfill(progress)
        case .schemaFound(let state):
            return Wording("!", "schema", "the database says `\(state)` now", .watch)
        case .contractBegan:
            return Wording(
                "‖",
                "contract",
                "the previous revision is gone; the removal from the schema waits for a person",
                .watch
            )
        case .contractConfirmed(let person, let reason):
            return Wording(
                "►",
                "contract",
                "\(person.name) let the removal begin: no way back" + because(reason),
                .watch
            )
        case .contractLeft(let person, let reason):
            return Wording(
                "·",
                "contract",
                "\(person.name) left the removal for a later release" + because(reason)
            )
        default:
            preconditionFailure("not about the schema: \(event)")
        }
    }

    private static func migrated(_ receipt: MigrationReceipt) -> Wording {
        let words =
            receipt.hasRun
            ? "`\(receipt.before)` → `\(receipt.after)` in \(receipt.took.spoken)"
            : "was at `\(receipt.after)` already"
        let remark = receipt.remark.map { "; \($0)" } ?? ""
        return Wording(
            receipt.remark == nil ? "✓" : "!",
            receipt.stage.rawValue,
            "schema \(words)\(remark)",
            receipt.remark == nil ? .ok : .watch
        )
    }

    private static func backfill(_ progress: BackfillProgress) -> Wording {
        let left = progress.left.map { "\($0.grouped) rows left" } ?? "rows left unknown"
        if progress.isDone { return Wording("✓", "backfill", "backfill: nothing left", .ok) }
        return progress.isPaused
            ? Wording("‖", "backfill", "backfill waits, \(left)", .watch)
            : Wording("·", "backfill", "backfill: \(left)")
    }
}
