import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine

extension World {
    /// The real systems that a plan names, with everything they keep in the service's folder.
    ///
    /// Nothing is started by making it. Which adapter a plan gets is decided here and nowhere else.
    init(of plan: Plan, at site: ServiceSite) throws {
        let router = Self.router(of: plan, at: site)
        let environment = ProcessInfo.processInfo.environment
        // One for all: what one of them was given, another may be told back and has to mask.
        let secrets = SecretStore(environment: environment)
        self.init(
            fleet: try Self.fleet(of: plan, at: site, secrets: secrets),
            router: router,
            metrics: ServiceMetrics(
                records: router,
                instances: OpenMetricsScraper(),
                inquiries: Self.inquiries(of: plan)
            )
        )
        inspectors = Self.inspectors(of: plan, at: site)
        historian = ServiceHistorian(site: site)
        migrations = try plan.migrations.map { migrations in
            try MigrationRunner(
                plan: migrations,
                folder: site.migrationFolder,
                value: { environment[$0] },
                secrets: secrets
            )
        }
        flags = FlagKeeper(secrets: secrets) { environment[$0] }
        hooks =
            try plan.hooks.isEmpty
            ? nil
            : DeclaredHooks(
                folder: site.hookFolder,
                value: { environment[$0] },
                secrets: secrets,
                others: Self.secrets(of: plan)
            )
        notifier = WebhookNotifier(secrets: secrets)
        externals = ExternalWatch(secrets: secrets) { environment[$0] }
    }

    /// What else looks at a plan before a release.
    static func inspectors(of plan: Plan, at site: ServiceSite) -> [any Inspector] {
        let ledger = LedgerSources(
            state: site.state,
            service: plan.service,
            files: site.ledgers
        )
        return [FreezeInspector(), LedgerInspector { ledger() }]
    }

    /// What asks the sources outside the service.
    static func inquiries(of plan: Plan) -> InquiryReader {
        var labels = [Arm.canary: plan.canary.label]
        labels[.stable] = plan.stable?.label
        let environment = ProcessInfo.processInfo.environment
        return InquiryReader(labels: labels, secrets: SecretReader { environment[$0] })
    }

    /// The processes of the plan's service on this host.
    static func fleet(
        of plan: Plan,
        at site: ServiceSite,
        secrets: SecretStore? = nil
    ) throws -> ProcessFleet {
        let environment = ProcessInfo.processInfo.environment
        return try ProcessFleet(
            service: plan.service,
            folder: site.fleetFolder,
            value: { environment[$0] },
            secrets: secrets ?? SecretStore(environment: environment)
        )
    }

    /// Where the secrets of both revisions come from.
    private static func secrets(of plan: Plan) -> [SecretSource] {
        [plan.canary, plan.stable].compactMap { $0?.process }
            .flatMap { process in process.secrets.map(process.source(of:)) }
    }

    /// The router in front of the plan's service.
    ///
    /// An observer looks at what is there and starts nothing.
    static func router(
        of plan: Plan,
        at site: ServiceSite,
        isObserver: Bool = false
    ) -> HAProxyRouter {
        HAProxyRouter(
            plan: plan.router,
            folder: site.routerFolder,
            readinessPath: plan.canary.process.readiness.path,
            // Where the program is differs by host, so it belongs to no plan.
            binary: ProcessInfo.processInfo.environment["HANDOFF_HAPROXY"],
            isObserver: isObserver
        )
    }
}
