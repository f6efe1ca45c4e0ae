import ArgumentParser

/// The faults that revision 2.0 of the demo's shop can be given, as the shop spells them.
enum DemoDefect: String, CaseIterable, ExpressibleByArgument, Sendable {
    case errors, latency, tail, webhooks, backlog, connections, crash, leak
    case slowStart = "slow-start"
}
