import ArgumentParser

/// The small web shop that handoff releases in its demo and in its tests.
///
/// One executable plays every part: the instances that serve (`serve`), the workers that empty
/// the job queue (`work`), the customers (`shop`), the payment gateway (`gateway`), a receiver of
/// notifications (`receiver`), the migrations (`migrate`), the book-keeper (`audit`), and the
/// build that turns one revision into another (`stamp`). Nothing in it knows of handoff.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storefront",
        abstract: "A small web shop with sign-in, enrolments, payments and a job queue.",
        subcommands: [
            ServeCommand.self, WorkCommand.self, ShopCommand.self, MigrateCommand.self,
            SchemaCommand.self, AuditCommand.self, GatewayCommand.self, ReceiverCommand.self,
            StampCommand.self, VersionCommand.self,
        ]
    )
}
