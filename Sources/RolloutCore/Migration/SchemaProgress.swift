/// How far the migration of a release is.
package struct SchemaProgress: Sendable, Hashable, Codable {
    /// That the additive change is done; nil before.
    package internal(set) var expanded: MigrationReceipt?
    /// How far the backfill is; nil before its first word.
    package internal(set) var backfill: BackfillProgress?
    /// Who let the removal begin; from then on there is no way back.
    package internal(set) var confirmed: Operator?
    /// That the removal is done; nil before.
    package internal(set) var contracted: MigrationReceipt?
    /// Who left the removal for a later release; nil when nobody did.
    package internal(set) var left: Operator?
    /// Whether the additive change was begun, whatever came of it.
    package internal(set) var wasBegun = false
    /// The state read back after a change that came to no good end; nil when none was read.
    package internal(set) var found: SchemaState?

    /// A migration that has not begun.
    package init() {}

    /// Whether the additive change was begun and nobody knows yet what came of it.
    package var isUncertain: Bool { wasBegun && expanded == nil && found == nil }
}
