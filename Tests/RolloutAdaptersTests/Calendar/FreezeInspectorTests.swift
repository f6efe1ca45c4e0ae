import RolloutCore
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite struct FreezeInspectorTests {
    private func checks(_ windows: [FreezeWindow], at text: String) async throws -> [Check] {
        let seconds = try #require(CivilTime(text)).shownSeconds
        return await FreezeInspector().preflight(
            .short { $0.freezes = windows },
            at: Timestamp(seconds: seconds)
        )
    }

    private var weekend: FreezeWindow {
        let lasts = InMicroseconds(wrappedValue: .seconds(62 * 3_600))
        return FreezeWindow(
            name: "weekend",
            span: .cron("0 18 * * FRI", lasts: lasts),
            timeZone: "Europe/Berlin"
        )
    }

    @Test func `a window that is on says since when and until when`() async throws {
        let check = try #require(try await checks([weekend], at: "2026-11-28 12:00").first)
        #expect(check.name == "freeze window weekend")
        #expect(!check.passed && check.mayBeOverridden)
        #expect(
            check.finding
                == "nothing is released since Fri 2026-11-27 18:00 until Mon 2026-11-30 08:00 in "
                + "Europe/Berlin (2026-11-27 17:00 until 2026-11-30 07:00 UTC). Release "
                + "afterwards, or pass it with `--override --reason`."
        )
    }

    @Test func `a window that is not on says when it begins`() async throws {
        let check = try #require(try await checks([weekend], at: "2026-11-25 12:00").first)
        #expect(check.passed)
        #expect(
            check.finding
                == "begins next Fri 2026-11-27 18:00 in Europe/Berlin (2026-11-27 17:00 UTC)."
        )
    }

    @Test func `a window that cannot be understood fails`() async throws {
        var broken = weekend
        broken.timeZone = "Berlin"
        let check = try #require(try await checks([broken], at: "2026-11-25 12:00").first)
        #expect(!check.passed && check.mayBeOverridden)
        #expect(check.finding.contains("no time zone `Berlin` is known here."))
    }

    @Test func `a window that is over does not come again`() async throws {
        let past = FreezeWindow(
            name: "audit",
            span: .dates(from: "2026-01-01", to: "2026-01-02"),
            timeZone: "UTC"
        )
        let found = try await checks([past, weekend], at: "2026-11-25 12:00")
        #expect(found.map(\.passed) == [true, true])
        #expect(found.first?.finding == "is over and does not come again.")
    }
}
