package import RolloutCore

/// Changes the schema of a service's database by the commands its plan declares.
///
/// A command outlives the steward that started it; a later steward finds it and waits for it, and
/// never starts a second one beside it. What counts is the state read back from the database, not
/// how a command ended.
package protocol Migrations: Sendable {
    /// What the database says of its schema now.
    ///
    /// - Throws: a ``RolloutCore/Failure`` when the check could not be run to a good end or printed
    ///   nothing.
    func state() async throws -> SchemaState

    /// What a linter says of the SQL files the plan names; changes nothing.
    func lint() async -> LintReport

    /// Checks before anything is changed: the state can be read and is one to begin from, the
    /// commands can be executed, the lint finds nothing. All findings, each with its name.
    func preflight() async -> [Check]

    /// Has the stage done, and returns once the database says so.
    ///
    /// At once, and without running anything, when the database says so already. Waits for a
    /// command of this stage that still runs. Cancelled, it ends the command with all it started,
    /// TERM and then KILL, before it throws.
    ///
    /// - Throws: a ``RolloutCore/Failure`` that says what was not done, what state the database is
    ///   in, and what a person can do, with the last lines of the command. Contract is refused
    ///   while expand is not done.
    func migrate(_ stage: MigrationStage) async throws -> MigrationReceipt

    /// Fills what expand added, batch by batch, and says after each how far it is.
    ///
    /// `wish` is asked before every batch and, while paused, every 100 ms; a pause is told once. A
    /// batch that an earlier steward left running is waited for first. Ends when no row is left
    /// or `stop` is wished; cancelled during a batch, it ends that one, TERM and then KILL. Runs
    /// only while somebody asks for the next value, so nothing goes on unwatched.
    ///
    /// - Throws: a ``RolloutCore/Failure`` when a batch fails, prints no number, or many batches in
    ///   a row leave as many rows as before. What earlier batches did stays.
    func backfill(
        _ wish: @escaping @Sendable () -> BackfillWish
    ) -> AsyncThrowingStream<BackfillProgress, any Error>

    /// The last lines of the command of a stage, oldest first, at most `count`, cleaned of control
    /// characters and of secrets. Empty when nothing is kept.
    func lastLines(of stage: MigrationStage, count: Int) async -> [String]
}
