import Synchronization

/// The shop itself: every request comes here, on whichever instance.
final class Shop: Sendable {
    let build: BuildStamp
    let access: StoreAccess
    let metrics = Metrics()
    let faults: Faults
    let webhookSignature: WebhookSignature
    let flags: FlagFile?
    /// Where customers pay.
    let gateway: String?
    private let draining = Atomic(false)

    init(
        build: BuildStamp,
        access: StoreAccess,
        faults: Faults,
        webhookSecret: String,
        flags: FlagFile? = nil,
        gateway: String? = nil
    ) {
        self.flags = flags
        self.gateway = gateway
        self.build = build
        self.access = access
        self.faults = faults
        webhookSignature = WebhookSignature(secret: webhookSecret)
    }

    /// Whether this instance is on its way out.
    var isDraining: Bool { draining.load(ordering: .acquiring) }

    /// Makes readiness fail and ends streams, from now on.
    func beginDraining() {
        draining.store(true, ordering: .releasing)
    }

    /// Answers one request and counts it.
    func answer(_ request: Request) async -> Response {
        let route = Route(request)
        let response = await respond(to: request, on: route)
        metrics.recordRequest(
            route: route.pattern,
            code: response.status,
            // A stream is as long as its reader wants; its length says nothing about the shop.
            duration: route == .live ? nil : .now - request.received
        )
        return response
    }

    private func respond(to request: Request, on route: Route) async -> Response {
        guard route.allows(request.method) else {
            return .plain("This page does not take \(request.method).", status: 405)
        }
        if route.isPage, let failure = await faults.disturbPage() { return failure }
        do {
            return try await page(route, request)
        } catch let error as Checkouts.TimedOut {
            return .plain("No database connection is free (limit \(error.limit)).", status: 503)
        } catch is Store.Missing {
            return .plain("The database is not there yet.", status: 503)
        } catch {
            return .plain("The database did not answer.", status: 503)
        }
    }

    private func page(_ route: Route, _ request: Request) async throws -> Response {
        switch route {
        case .home: try await home()
        case .course(let id): try await course(id)
        case .order(let reference): try await order(reference)
        case .signIn: try await signIn(request)
        case .signOut: try await signOut(request)
        case .account: try await account(request)
        case .enrolments: try await enrol(request)
        case .paymentWebhook: try await acceptPayment(request)
        case .report: try await report(request)
        case .live: live(request)
        case .startup: await startup()
        case .readiness: await readiness()
        case .liveness: .plain("alive")
        case .metrics: await metricsPage()
        case .unknown: .plain("There is no such page.", status: 404)
        }
    }
}
