import Dashboard
import RolloutCore
import TerminalUI

/// What a person does on the screen in each scenario, and what the large fleet does.
extension Scenario {
    /// Keys pressed first.
    var cockpitKeys: [Key] {
        switch self {
        case .commandLine: [.character(":")]
        case .filteredEvents: [.character("3"), .character("/")]
        case .instanceBox, .drainBox: [.character("2"), .character("j"), .enter]
        case .eventBox: [.character("3"), .character("j"), .character("j"), .enter]
        case .advanceBox: [.character("A")]
        case .stepBackBox: [.character("B")]
        case .readOnly: [.character("R")]
        case .helpSearch: [.character("?")]
        case .sortedInstances: [.character("2"), .character("s"), .character("s"), .character("s")]
        default: []
        }
    }

    /// What is typed then.
    var cockpitWords: String {
        switch self {
        case .commandLine: "s"
        case .filteredEvents: "!router"
        case .helpSearch: "roll"
        default: ""
        }
    }

    /// Keys pressed at the end.
    var lastKeys: [Key] { self == .commandLine ? [.tab] : [] }

    /// A key held down: no time passes between its repeats.
    func hold(_ dashboard: inout DashboardModel) {
        guard self == .chartCursor else { return }
        for _ in 0..<30 {
            _ = dashboard.update(.keyPressed(KeyPress(.left), at: dashboard.now))
        }
    }

    /// What happens after the first frame.
    func surprise(_ dashboard: inout DashboardModel, _ script: ReleaseScript) {
        guard self == .alert else { return }
        var script = script
        script.pass(.milliseconds(600))
        let evidence = Evidence("67% of 300 connections, ceiling 60%", limitUsed: 1.1)
        script.record([.judged(.connections, Verdict(.worse, evidence))])
        _ = dashboard.update(.entriesArrived(script.entries))
        _ = dashboard.update(.clockTicked(script.now + .seconds(9)))
        _ = dashboard.update(.stewardSeen(.alive(heardAt: script.now + .seconds(9))))
    }

    /// Instances that crash, wait and drain.
    func tellFleet(_ script: inout ReleaseScript) {
        switch self {
        case .instanceBox:
            script.wait(90)
            script.bring(7, to: .notReady, detail: "readiness: 503 pool exhausted")
            script.wait(20)
            script.bring(7, to: .crashed, detail: "panic: no connection in the pool")
            script.wait(4)
        case .drainBox:
            script.wait(40)
            script.command(.rollback, reason: "p99 is worse since 14:03")
            script.confirmShift()
            script.load.open = 12
            script.wait(9)
        default: script.startLargeFleet()
        }
    }
}

extension Shop {
    /// More instances than a table can show.
    static let largeCount = 110

    static var largePlan: Plan {
        var large = plan
        large.instanceCount = largeCount
        return large
    }

    static var largeFleet: [Instance] {
        (1...largeCount).map { number in
            var instance = stableInstances[0]
            instance.id = InstanceID(service, number)
            instance.report.pid = 3_100 + number
            instance.report.endpoint = "10.0.\(number / 100).\(number % 100):8080"
            return instance
        }
    }
}

extension ReleaseScript {
    /// From the checks to 5%, with a few new instances that are not ready.
    mutating func startLargeFleet() {
        finishPreflight()
        let numbers = Shop.largeCount + 1...2 * Shop.largeCount
        // Told and not decided: the core would look at all of them for each of them.
        for number in numbers {
            let id = InstanceID(Shop.service, number)
            let report = InstanceReport(state: .ready, pid: number, endpoint: "10.1.0.1:\(number)")
            record([.instanceChanged(id, report), .instanceAdmitted(id)])
        }
        give(.timePassed)
        confirmShift()
        wait(20)
        bring(137, to: .crashed, detail: "signal 11 in libpayments")
        bring(138, to: .notReady, detail: "readiness: 503 pool exhausted")
        for number in 150...155 { bring(number, to: .starting, detail: "soaking") }
        bring(12, to: .notReady, detail: "liveness: no answer within 5 s")
        wait(3)
    }
}
