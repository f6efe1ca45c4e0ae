import Foundation
package import RolloutCore
import RolloutEngine

/// Steers a HAProxy: one run by handoff, or the operator's own through its runtime socket.
///
/// Two backends take turns at being stable; the share of the second is a number in a map, so a
/// shift is one command and exact to 0.01% with any number of instances. Every change is read
/// back. What is asked for is in the state file before the command is sent, so that a HAProxy
/// that was killed comes back with the servers and the share it had; a steward that was killed
/// finds its HAProxy again by process id and start time.
package actor HAProxyRouter {
    let plan: RouterPlan
    let folder: String
    let readinessPath: String
    /// Whether it only looks: nothing is started or changed.
    let isObserver: Bool
    let binary: HAProxyBinary?
    /// The program that was asked for by its path; nil when any in `PATH` will do.
    let wantedBinary: String?
    let socket: RuntimeSocket
    let map: String
    let backends: [Slot: String]
    private let thread: HAProxyThread

    var state: HAProxyState
    var receiver: RecordReceiver?
    var listener: HAProxyListener?
    /// The HAProxy that has answered whether it gives its listening socket.
    var askedForListener: ProcessIdentity?
    var watch = HAProxyWatch()

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// A router whose files are in `folder`, which is made when it is not there.
    ///
    /// Starts and binds nothing. `readinessPath` is what a HAProxy run by handoff checks its
    /// servers with; for the operator's own, the backends' configuration says that. `binary` nil
    /// looks for `haproxy` in `PATH`. An observer reads what is there and starts nothing.
    package init(
        plan: RouterPlan,
        folder: String,
        readinessPath: String,
        binary: String? = nil,
        isObserver: Bool = false
    ) {
        self.isObserver = isObserver
        self.plan = plan
        self.folder = folder
        self.readinessPath = readinessPath
        self.binary = HAProxyBinary.find(binary)
        wantedBinary = binary
        thread = HAProxyThread(name: "router")
        var read = HAProxyState.read(folder + "/state.json")
        let socket: RuntimeSocket
        switch plan {
        case .haproxy:
            socket = RuntimeSocket(path: folder + "/" + HAProxyConfiguration.socket)
            map = HAProxyConfiguration.map
            backends = [.blue: Slot.blue.rawValue, .green: Slot.green.rawValue]
        case .haproxySocket(let own):
            socket = RuntimeSocket(path: own.socket)
            map = own.map
            backends = Dictionary(uniqueKeysWithValues: zip(Slot.allCases, own.backends))
            read?.recordsPort = own.recordsPort
        }
        self.socket = socket
        state = read ?? Self.firstState(plan, socket: socket)
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit {
        receiver?.stop()
        thread.finish()
    }

    /// The state nobody has written yet.
    ///
    /// In an operator's HAProxy the second backend may already have everything: then it is stable.
    private static func firstState(_ plan: RouterPlan, socket: RuntimeSocket) -> HAProxyState {
        var state = HAProxyState()
        guard case .haproxySocket(let own) = plan else { return state }
        state.recordsPort = own.recordsPort
        state.token = "-"
        state.share = (try? HAProxyAnswer.share(socket.ask("get map \(own.map) share"))) ?? 0
        if state.share == 10_000 { state.stableSlot = .green }
        return state
    }

    /// Whether handoff runs this HAProxy.
    var isOwned: Bool {
        if case .haproxy = plan { true } else { false }
    }

    /// Where requests come in, for a HAProxy run by handoff.
    var listen: String {
        if case .haproxy(let listen, _, _) = plan { listen } else { "" }
    }

    /// How the plan keeps users on a revision, for a HAProxy run by handoff.
    var affinity: SessionAffinity? {
        if case .haproxy(_, let affinity, _) = plan { affinity } else { nil }
    }

    /// The plan's sign of requests for the canary, for a HAProxy run by handoff.
    var canaryWhen: CanarySign? {
        if case .haproxy(_, _, let sign) = plan { sign } else { nil }
    }

    /// Commands that have the running HAProxy decide by what the state says, besides the share.
    ///
    /// None for what its configuration has no rules for.
    var ruleCommands: [String] {
        var commands: [String] = []
        if state.affinity != nil, let epoch = state.epoch {
            commands.append("set map \(map) epoch \(epoch)")
        }
        if state.canaryWhen != nil {
            commands.append("set map \(map) smoke \(state.isCanaryClosed == true ? 0 : 1)")
        }
        return commands
    }

    /// A server as the runtime commands spell it.
    func path(_ id: InstanceID, _ slot: Slot) -> String { "\(backends[slot] ?? "")/\(id)" }

    /// Changes the state once the change is written, so nothing is sent that was not kept before.
    func keep(_ change: (inout HAProxyState) -> Void) throws {
        var changed = state
        change(&changed)
        guard changed != state else { return }
        try changed.write(folder + "/state.json")
        state = changed
    }

    /// Sends a command, starting HAProxy again first when it is ours and has died.
    func ask(_ command: String) throws -> String {
        do {
            return try socket.ask(command)
        } catch {
            guard error.kind == .unreachable, isOwned, try ensureRunning() else { throw error }
            return try socket.ask(command)
        }
    }

    /// Sends a command whose only good answer is silence, or one that begins with `expected`.
    func tell(_ command: String, expecting expected: String = "") throws {
        let answer = try ask(command)
        guard expected.isEmpty ? answer.isEmpty : answer.hasPrefix(expected) else {
            throw Failure(
                .refused,
                "HAProxy refused `\(command.prefix(80))`: \(HAProxyAnswer.oneLine(answer)).",
                detail: answer
            )
        }
    }

    /// Sends commands in one go whose only good answer is silence.
    func tell(_ commands: [String]) throws {
        guard !commands.isEmpty else { return }
        try tell(commands.joined(separator: "; "))
    }

    /// The two backends with their servers, as HAProxy reports them now.
    func statistics() throws -> HAProxyStatistics {
        let names = Dictionary(uniqueKeysWithValues: backends.map { ($0.value, $0.key) })
        let answer = try ask("show stat -1 6 -1")
        guard let statistics = HAProxyStatistics(answer, backends: names) else {
            throw Failure(
                .refused,
                "HAProxy's statistics were not understood: its table lacks a column.",
                detail: answer
            )
        }
        return statistics
    }

    /// The canary's share as HAProxy's map has it now; nil when it has none.
    func observedWeight() throws -> Weight? {
        HAProxyAnswer.share(try ask("get map \(map) share")).flatMap(state.canaryWeight(share:))
    }
}
