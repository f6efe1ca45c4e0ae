@testable import Dashboard
import Foundation
import RolloutCore
import RolloutJournal
import TerminalUI
import Testing

@testable import handoff

/// A real release of the shop, rolled back by a person, and then looked at again.
@Suite(.timeLimit(.minutes(20)))
struct ReplayedReleases {
    /// Rolls a release back from a quarter of the traffic.
    private func release(_ workshop: Workshop) async throws {
        try await workshop.prepare()
        try await workshop.openShop()
        let run = try workshop.start(
            ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
        )
        try await workshop.waitForBake(at: 5)
        #expect(try await workshop.run(["advance"]).code == 0)
        try await workshop.waitForBake(at: 25)
        #expect(try await workshop.run(["rollback", "--yes", "--reason", "slow"]).code == 0)
        #expect(try await run.outcome().code == 5)
    }

    /// The screen of a dashboard that read each entry as it came.
    private func live(_ entries: [Entry], _ moment: Timestamp, _ size: Size) -> Canvas {
        var dashboard = DashboardModel(size: size, now: entries[0].at)
        for entry in entries where entry.at <= moment {
            _ = dashboard.update(.clockTicked(entry.at))
            _ = dashboard.update(.entriesArrived([entry]))
        }
        _ = dashboard.update(.stewardSeen(.alive(heardAt: moment)))
        _ = dashboard.update(.clockTicked(moment))
        _ = dashboard.update(.entriesArrived([]))
        // What a person has not acknowledged yet is of that screen, and not in the record.
        dashboard.alert = nil
        return dashboard.canvas
    }

    /// The screen of a replay at that moment, without its own rows.
    private func replayed(_ film: Film, _ moment: Timestamp, _ size: Size) throws -> Canvas {
        var playback = Playback(film.outline)
        playback.go(to: moment)
        var model = ReplayModel(
            playback,
            dashboard: DashboardModel(size: size, now: moment),
            now: moment,
            reviewer: "mara",
            hasChrome: false
        )
        _ = model.update(.found(try film.moment(at: playback.playhead)))
        return model.canvas
    }

    @Test func `a live screen and its replay at the same instant are equal, cell by cell`()
        async throws
    {
        try await Workshop.open { workshop in
            try await release(workshop)
            let site = try ServiceSite(
                state: URL(filePath: workshop.path("state")),
                service: ServiceName(rawValue: "shop"),
                environment: "test"
            )
            let recording = try OpenRecording(site: site, release: ReleaseID(rawValue: 2))
            let film = try recording.film()
            let entries = try recording.reader.entries(of: recording.release)
            let sizes = [
                Size(width: 200, height: 50), Size(width: 120, height: 36),
                Size(width: 80, height: 24),
            ]
            for step in [40, 3, 12, 39, 20, 1, 30, 31, 8, 25] {
                let moment = film.outline.began + film.outline.length * step / 40
                for size in sizes {
                    #expect(
                        try replayed(film, moment, size) == live(entries, moment, size),
                        "moment \(step) of 40, \(size.width)x\(size.height)"
                    )
                }
            }
        }
    }

    @Test func `a release is replayed, checked and judged otherwise from the command line`()
        async throws
    {
        try await Workshop.open { workshop in
            try await release(workshop)
            let file = workshop.path("friday.handoff")
            let recorded = try await workshop.run(["record", "r2", file])
            #expect(recorded.code == 0, "\(recorded.words)")
            let screen = try await workshop.run(["replay", file, "--at", "50%", "--snapshot"])
            #expect(screen.output.contains("REPLAY ‖ PAUSED  r2 shop a → b"), "\(screen.output)")
            #expect(screen.output.contains("AS OF "))
            let bare = try await workshop.run(["replay", "r2", "--at", "50%", "--bare"])
            #expect(bare.output.contains("live, ") && !bare.output.contains("REPLAY"))
            let state = try await workshop.run(["replay", file, "--at", "100%", "-o", "json"])
            #expect(state.output.contains(#""outcome" : "rolled back""#), "\(state.output)")
            let check = try await workshop.run(["replay", file, "--verify"])
            #expect(check.code == 0 && check.output.contains("agree"), "\(check.words)")
            let other = try await workshop.run(
                ["what-if", file, "--criterion", "errorRate.above=40%"]
            )
            #expect(other.code == 0, "\(other.words)")
            #expect(other.output.contains("Not known: traffic after the real rollback."))
            let wrong = try await workshop.run(["replay", file, "--at", "tomorrow"])
            #expect(wrong.code == 2 && wrong.words.contains("`tomorrow` is no moment"))
        }
    }
}
