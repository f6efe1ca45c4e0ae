import Dashboard
import RolloutCore
import TerminalUI
import Testing

/// A moment of a release that has a golden screen.
enum Scenario: String, CaseIterable, CustomTestStringConvertible {
    case preflight
    case rehearsing
    case unrehearsed
    case starting
    case shifting
    case baking
    case waiting
    case paused
    case holding
    case rollbackBox
    case overrideReason
    case rollingBack
    case warm
    case retiring
    case succeeded
    case rolledBack
    case refused
    case rollbackFailed
    case help
    case stewardGone
    case firstRelease
    case expanding
    case changingWorkers
    case whole
    case wholeBack
    case contracting
    case commandLine
    case filteredEvents
    case instanceBox
    case drainBox
    case eventBox
    case advanceBox
    case stepBackBox
    case heatMap
    case chartCursor
    case readOnly
    case alert
    case helpSearch
    case sortedInstances

    var testDescription: String { rawValue }

    /// The dashboard of that moment in a terminal of that size.
    func dashboard(size: Size, glyphs: GlyphSet = .braille) -> DashboardModel {
        guard let played = Self.played[self] else { preconditionFailure("not played") }
        var dashboard = played
        _ = dashboard.update(.resized(size))
        while dashboard.canvas.glyphs != glyphs { dashboard.press(.character("u")) }
        dashboard.press(.escape)
        for key in keys { dashboard.press(key) }
        for character in typed { dashboard.type(character) }
        for key in lastKeys { dashboard.press(key) }
        hold(&dashboard)
        if self == .stewardGone {
            _ = dashboard.update(.stewardSeen(.gone(since: dashboard.now)))
            _ = dashboard.update(.clockTicked(dashboard.now + .seconds(14)))
        }
        return dashboard
    }

    private var keys: [Key] {
        switch self {
        case .rollbackBox: [.character("R")]
        case .overrideReason: [.character("O")]
        case .help: [.character("?")]
        default: cockpitKeys
        }
    }

    private var typed: String {
        self == .overrideReason ? "jobs are paused on purpose" : cockpitWords
    }

    private static let played: [Scenario: DashboardModel] = Dictionary(
        uniqueKeysWithValues: allCases.map { scenario in
            let script = scenario.script
            var dashboard = DashboardModel(
                size: Size(width: 80, height: 24),
                now: script.now,
                readOnly: scenario == .readOnly ? "opened with --read-only" : nil
            )
            dashboard.play(script)
            scenario.surprise(&dashboard, script)
            return (scenario, dashboard)
        }
    )

    private static let quarter: ReleaseScript = {
        var script = ReleaseScript()
        script.reachQuarter()
        return script
    }()

    private static let half: ReleaseScript = {
        var script = quarter
        script.wait(301)
        script.confirmShift()
        return script
    }()

    private var script: ReleaseScript {
        var script: ReleaseScript =
            switch self {
            case .preflight, .rehearsing, .unrehearsed, .refused, .starting, .shifting:
                ReleaseScript()
            case .firstRelease: ReleaseScript(plan: Shop.firstPlan)
            case .expanding, .changingWorkers, .whole, .wholeBack, .contracting:
                ReleaseScript(plan: Shop.wholePlan)
            case .heatMap: ReleaseScript(plan: Shop.largePlan, stable: Shop.largeFleet)
            case .waiting, .warm, .retiring, .succeeded, .advanceBox: Self.half
            default: Self.quarter
            }
        tell(&script)
        return script
    }

    private func tell(_ script: inout ReleaseScript) {
        switch self {
        case .preflight: script.wait(2)
        case .refused: script.finishPreflight(Shop.failedChecks)
        case .rehearsing:
            script.beginRehearsal()
            script.wait(9)
        case .unrehearsed:
            script.beginRehearsal()
            script.wait(9)
            script.observe(.rehearsed(Shop.failedRehearsal))
        case .starting:
            script.finishPreflight()
            for number in 5...8 { script.bring(number, to: .starting) }
            script.wait(9)
            for number in 5...6 { script.bring(number, to: .ready, detail: "soaked for 10 s") }
            script.observe(.admitted(InstanceID(Shop.service, 5)))
            script.bring(7, to: .crashed, detail: "bind: address already in use")
            script.wait(2)
        case .baking, .rollbackBox, .help, .stewardGone, .stepBackBox, .commandLine,
            .filteredEvents, .eventBox, .chartCursor, .readOnly, .alert, .helpSearch,
            .sortedInstances:
            script.wait(100)
            script.load.canaryTail = 1.6
            for _ in 0..<8 { script.wait(11) }
        default: tellLater(&script)
        }
    }

    private func tellLater(_ script: inout ReleaseScript) {
        switch self {
        case .shifting:
            script.finishPreflight()
            script.startInstances()
            script.wait(2)
            script.observe(.failed(.shift(script.rollout.split.asked), Shop.routerFailure))
        case .firstRelease:
            script.finishPreflight()
            script.startInstances()
        case .paused:
            script.wait(30)
            script.command(.pause, reason: "lunch rush")
            script.wait(20)
        case .holding, .overrideReason:
            script.load.backlog = 7_400
            for _ in 0..<4 { script.wait(4) }
        case .rollingBack, .rolledBack, .rollbackFailed: tellWayBack(&script)
        case .expanding, .changingWorkers, .whole, .wholeBack, .contracting: tellWhole(&script)
        case .instanceBox, .drainBox, .heatMap: tellFleet(&script)
        default: tellEnd(&script)
        }
    }

    private func tellWhole(_ script: inout ReleaseScript) {
        switch self {
        case .expanding:
            script.finishPreflight()
            script.wait(2)
        case .changingWorkers:
            script.expand()
            script.startInstances()
            script.bringWorkers(.canary, to: .ready, only: 1)
            script.wait(31)
            script.bringWorkers(.stable, to: .stopped, only: 1)
            script.wait(4)
        case .contracting: tellContract(&script)
        default:
            script.reachWhole()
            script.wait(60)
            guard self == .wholeBack else { return }
            script.command(.rollback, reason: "orders look wrong")
            script.confirmShift()
            script.bringWorkers(.canary, to: .stopped)
            script.wait(2)
        }
    }

    private func tellContract(_ script: inout ReleaseScript) {
        script.reachWhole()
        script.wait(320)
        script.confirmShift()
        script.wait(320)
        script.command(.advance(full: false, override: false))
        script.confirmShift()
        script.observe(.backfill(BackfillProgress(left: 0, batches: 12)))
        script.wait(45)
        script.command(.advance(full: false, override: false))
        script.wait(2)
        script.stop(.stable)
        script.observe(.finished(.promote))
    }

    private func tellWayBack(_ script: inout ReleaseScript) {
        script.load.canaryTail = 1.4
        for _ in 0..<6 { script.wait(11) }
        script.command(.rollback, reason: "p99 is worse since 14:03")
        guard self != .rollbackFailed else {
            script.pass(.seconds(601))
            script.give(.timePassed)
            return
        }
        script.confirmShift()
        script.wait(3)
        for number in 5...6 {
            script.observe(.drained(InstanceID(Shop.service, number), leftOpen: 0))
            script.observe(
                .instance(
                    InstanceID(Shop.service, number),
                    InstanceReport(state: .stopped, exit: .status(0))
                )
            )
        }
        script.wait(1)
        if self == .rolledBack { script.stop(.canary) }
    }

    private func tellEnd(_ script: inout ReleaseScript) {
        let waits = self == .waiting || self == .advanceBox
        script.wait(waits ? 320 : 60)
        guard !waits else { return }
        script.command(.advance(full: false, override: false))
        script.confirmShift()
        script.wait(45)
        guard self != .warm else { return }
        script.command(.advance(full: false, override: false))
        script.wait(2)
        guard self == .succeeded else { return }
        script.stop(.stable)
        script.observe(.finished(.promote))
    }
}
