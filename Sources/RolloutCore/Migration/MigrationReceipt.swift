/// That a stage of a migration is done, and how it went.
package struct MigrationReceipt: Sendable, Hashable, Codable {
    /// Which stage.
    package var stage: MigrationStage
    /// What the database said before.
    package var before: SchemaState
    /// What it says now, read back after the command ended.
    package var after: SchemaState
    /// Whether a command ran for it now; not when the stage was done before.
    package var hasRun: Bool
    /// How long all of it took, the reading of the state included.
    @InMicroseconds package var took: Duration
    /// What was strange although the state is reached, in a sentence; nil when nothing was.
    package var remark: String?

    /// A receipt for a stage that is done.
    package init(
        _ stage: MigrationStage,
        before: SchemaState,
        after: SchemaState,
        hasRun: Bool,
        took: Duration
    ) {
        self.stage = stage
        self.before = before
        self.after = after
        self.hasRun = hasRun
        self.took = took
    }
}

/// How far a backfill is.
package struct BackfillProgress: Sendable, Hashable, Codable {
    /// Rows that are left, as the last batch printed it; nil before the first batch ended.
    package var left: Int?
    /// Batches that ended in this run of the job.
    package var batches: Int
    /// Whether it waits because it was asked to.
    package var isPaused: Bool

    /// Where a job stands.
    package init(left: Int?, batches: Int, isPaused: Bool = false) {
        self.left = left
        self.batches = batches
        self.isPaused = isPaused
    }

    /// Whether nothing is left to do.
    package var isDone: Bool { left == 0 }
}

/// What a backfill is to do next; asked before every batch.
package enum BackfillWish: Sendable, Hashable {
    /// Do the next batch, after the plan's pause.
    case goOn
    /// Start no batch until asked for something else.
    case pause
    /// End now; what is done stays done.
    case stop
}

/// What the linter says of one place in an SQL file.
package struct LintFinding: Sendable, Hashable, Codable {
    /// The file, as the plan has it.
    package var file: String
    /// The line, counted from 1.
    package var line: Int
    /// The linter's name for it, such as `adding-required-field`.
    package var rule: String
    /// What is dangerous about it, and what to write instead where the linter knows; one line.
    package var message: String

    /// A finding at its place.
    package init(file: String, line: Int, rule: String, message: String) {
        self.file = file
        self.line = line
        self.rule = rule
        self.message = message
    }

    /// `042_expand.sql:3 adding-required-field: …`.
    package var sentence: String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return "\(name):\(line) \(rule): \(message)"
    }
}

/// What came of looking at the SQL of a migration.
package enum LintReport: Sendable, Hashable, Codable {
    /// All files were looked at; the findings are in the order of files and lines.
    case looked(files: Int, findings: [LintFinding])
    /// Nothing was looked at, with the reason and what to do in a sentence.
    case notLooked(String)

    /// What was found; empty when nothing was looked at.
    package var findings: [LintFinding] {
        if case .looked(_, let findings) = self { findings } else { [] }
    }
}
