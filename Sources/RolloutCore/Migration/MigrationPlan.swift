/// What a database says of its schema, as the plan's check command prints it: mostly a version.
package struct SchemaState: RawRepresentable, Sendable, Hashable, Codable,
    CustomStringConvertible
{
    /// The last line the check printed, cleaned of control characters; compared as it is.
    package let rawValue: String

    /// A state as a check printed it or a plan spells it.
    package init(rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }
}

/// The stages of a migration that are one command each; between them lies the backfill, a job.
package enum MigrationStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// The additive change, which both revisions tolerate.
    case expand
    /// The removal, which only the new revision tolerates: the point of no return.
    case contract
}

/// One change of the schema.
package struct Migration: Sendable, Hashable, Codable {
    /// What changes it.
    package var command: DeclaredCommand
    /// What the check prints once it is done, which is the only proof that counts.
    package var reaches: SchemaState
    /// SQL files that the command runs, for the lint; absolute paths.
    package var files: [String]

    /// A change with its proof.
    package init(_ command: DeclaredCommand, reaches: SchemaState, files: [String] = []) {
        self.command = command
        self.reaches = reaches
        self.files = files
    }
}

/// The job that fills what the expand stage added, batch by batch.
package struct Backfill: Sendable, Hashable, Codable {
    /// Does one batch and prints, as the last line that is a whole number alone, how many rows are
    /// left.
    ///
    /// It must tolerate being ended half-way and started again.
    package var command: DeclaredCommand
    /// The pause between two batches, which leaves the database to the service.
    @InMicroseconds package var every: Duration

    /// A job by its batch and its pause.
    package init(_ command: DeclaredCommand, every: Duration = .milliseconds(200)) {
        self.command = command
        self.every = every
    }
}

/// How much the lint of the SQL files decides.
package enum LintPolicy: String, Sendable, Hashable, Codable {
    /// Findings refuse the release where the linter is installed; without it nothing is looked at,
    /// and the check says so.
    case whenInstalled
    /// A linter that is not installed refuses the release as well.
    case required
    /// Nothing is looked at, as for databases the linter does not know.
    case off
}

/// How the schema is changed, and how its state is read.
package struct MigrationPlan: Sendable, Hashable, Codable {
    /// Prints the state of the schema; changes nothing.
    package var check: DeclaredCommand
    /// The additive change; nil when there is none.
    package var expand: Migration?
    /// The job between the two; nil when there is none.
    package var backfill: Backfill?
    /// The removal; nil when there is none.
    package var contract: Migration?
    /// How long one statement may wait for a lock: longer, and all who come after it wait as well.
    ///
    /// Zero sets no limit and gives PostgreSQL no options at all, as a pooler may need it.
    @InMicroseconds package var lockTimeout: Duration
    /// How much the lint decides.
    package var lint: LintPolicy
    /// Rules of the linter that the plan lets pass.
    package var allowedRules: [String]
    /// Names of the variables that check and commands get, beside `PATH`, `HOME` and the like.
    package var variables: [String]
    /// Secrets that check and commands get.
    package var secrets: [SecretSource]

    /// A plan with the release model's defaults: 5 s for a lock, lint when installed.
    package init(check: DeclaredCommand, expand: Migration? = nil, contract: Migration? = nil) {
        self.check = check
        self.expand = expand
        self.contract = contract
        lockTimeout = .seconds(5)
        lint = .whenInstalled
        allowedRules = []
        variables = []
        secrets = []
    }

    /// The change of one stage; nil when the plan has none.
    package func migration(_ stage: MigrationStage) -> Migration? {
        switch stage {
        case .expand: expand
        case .contract: contract
        }
    }

    /// Whether a schema in that state has that stage behind it.
    ///
    /// One that is contracted was expanded before.
    package func isDone(_ stage: MigrationStage, at state: SchemaState) -> Bool {
        if migration(stage)?.reaches == state { return true }
        return stage == .expand && contract?.reaches == state
    }
}
