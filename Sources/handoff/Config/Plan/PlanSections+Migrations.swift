import Foundation
import RolloutCore

/// How the schema is changed, as the plan file says it.
struct MigrationsDraft {
    var check = CommandDraft(within: .seconds(10))
    var expand: MigrationDraft?
    var backfill: CommandDraft?
    var contract: MigrationDraft?
    var lockTimeout = Duration.seconds(5)
    var lint = LintPolicy.whenInstalled
    var allowed: [String] = []
}

/// One stage, as the plan file says it.
struct MigrationDraft {
    var command = CommandDraft(within: .seconds(600))
    var state = ""
    var files: [String] = []
}

extension PlanSections {
    /// How the schema is changed.
    static var migrations: Section<MigrationsDraft> {
        Section(
            keys: [
                Key("check", in: \.check, check, isRequired: true, "What prints the state."),
                Key(
                    "expand",
                    \.expand,
                    .section(MigrationDraft(), stage),
                    "The additive change, which both revisions tolerate."
                ),
                Key(
                    "backfill",
                    \.backfill,
                    .section(CommandDraft(within: .seconds(300)), backfill),
                    "What fills what expand added, one batch a run."
                ),
                Key(
                    "contract",
                    \.contract,
                    .section(MigrationDraft(), stage),
                    "The removal, which only the new revision tolerates."
                ),
                Key(
                    "lockTimeout",
                    \.lockTimeout,
                    .duration(.zero ... .seconds(300), such: "5s"),
                    "How long a statement may wait for a lock in PostgreSQL; 0s sets no limit."
                ),
                Key(
                    "lint",
                    \.lint,
                    .word(.whenInstalled, .required, .off),
                    "Whether squawk looks at the SQL, and whether the release needs it."
                ),
                Key(
                    "allow",
                    \.allowed,
                    .distinct("rules of squawk, such as [ban-drop-table]", of: rule),
                    "Rules of the linter that this plan lets pass."
                ),
            ],
            rules: migrationRules
        )
    }

    private static var migrationRules: [Rule<MigrationsDraft>] {
        [
            Rule(at: "expand", "contract") { draft in
                guard draft.expand == nil, draft.contract == nil else { return nil }
                return "`migrations` changes nothing. Write `expand`, `contract` or both."
            },
            Rule(at: "backfill", "expand") { draft in
                guard draft.backfill != nil, draft.expand == nil else { return nil }
                return "`backfill` fills what `expand` adds, and there is no `expand`. Write it."
            },
            Rule(at: "contract", "expand") { draft in
                guard let state = draft.contract?.state, state == draft.expand?.state else {
                    return nil
                }
                return "`contract` and `expand` reach the same state \(state.quotedForSentence), "
                    + "so nobody could tell which is done. Write what the check prints after each."
            },
        ]
    }

    private static var check: Section<CommandDraft> {
        Section(
            keys: [
                run(\.words, "A command that prints the state of the schema, mostly its version."),
                within(\.within, "How long it may take; 10s when absent."),
            ],
            rules: [programRule { $0.words }]
        )
    }

    private static var backfill: Section<CommandDraft> {
        Section(
            keys: [
                run(\.words, "A command that does one batch and prints how many rows are left."),
                within(\.within, "How long one batch may take; 5m when absent."),
                Key(
                    "every",
                    \.every,
                    .duration(.zero ... .seconds(3_600), such: "200ms"),
                    "The pause between two batches."
                ),
            ],
            rules: [programRule { $0.words }]
        )
    }

    private static var stage: Section<MigrationDraft> {
        Section(
            keys: [
                run(\.command.words, "The command that changes the schema."),
                Key(
                    "state",
                    \.state,
                    .text("what the check prints once it is done, such as \"42\""),
                    isRequired: true,
                    "What the check prints once it is done."
                ),
                Key(
                    "sql",
                    \.files,
                    .distinct("files such as [db/042_expand.sql]", of: .path("db/042_expand.sql")),
                    "SQL files that the command runs, for the linter."
                ),
                within(\.command.within, "How long it may take; 10m when absent."),
            ],
            rules: [programRule { $0.command.words }]
        )
    }

    private static var rule: Kind<String> {
        .text("the name of a rule, such as ban-drop-table", pattern: "^[a-z0-9-]+$") {
            $0.wholeMatch(of: #/[a-z0-9-]+/#) != nil
        }
    }

    private static func run<Draft>(
        _ path: WritableKeyPath<Draft, [String]>,
        _ note: String
    ) -> Key<Draft> {
        Key(
            "run",
            path,
            arguments(such: "[psql, -v, ON_ERROR_STOP=1, -f, db/042_expand.sql]"),
            isRequired: true,
            note
        )
    }

    private static func within<Draft>(
        _ path: WritableKeyPath<Draft, Duration>,
        _ note: String
    ) -> Key<Draft> {
        within(path, such: "10m", note)
    }
}

extension MigrationPlan {
    /// The plan that a draft describes; programs and files are looked for in the plan file's
    /// folder, and commands get the variables and secrets that instances get.
    init(_ draft: MigrationsDraft, process: ProcessPlan, folder: URL) {
        func migration(_ draft: MigrationDraft) -> Migration {
            Migration(
                DeclaredCommand(draft.command, folder: folder),
                reaches: SchemaState(rawValue: draft.state),
                files: draft.files.map(folder.resolving)
            )
        }
        self.init(
            check: DeclaredCommand(draft.check, folder: folder),
            expand: draft.expand.map(migration),
            contract: draft.contract.map(migration)
        )
        backfill = draft.backfill.map {
            Backfill(DeclaredCommand($0, folder: folder), every: $0.every)
        }
        lockTimeout = draft.lockTimeout
        lint = draft.lint
        allowedRules = draft.allowed
        variables = process.environment.filter { !process.secrets.contains($0) }
        secrets = process.secrets.map(process.source(of:))
    }
}
