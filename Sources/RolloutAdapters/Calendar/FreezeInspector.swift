package import RolloutCore
import RolloutEngine

/// Looks whether a freeze window of the plan is on.
package struct FreezeInspector: Inspector {
    /// An inspector; it knows nothing but the plan and the time it is given.
    package init() {}

    /// One check for each window, which a person may override.
    ///
    /// A window that is on fails, and so does one that cannot be understood: what it forbids is
    /// not known then.
    package func preflight(_ plan: Plan, at now: Timestamp) async -> [Check] {
        plan.freezes.map { window in
            let start = ContinuousClock.now
            let (passed, finding) = Self.finding(window, at: now.second.microseconds / 1_000_000)
            var check = Check(
                name: "freeze window \(window.name)",
                passed: passed,
                finding: finding,
                took: start.duration(to: .now)
            )
            check.mayBeOverridden = true
            return check
        }
    }

    private static func finding(_ window: FreezeWindow, at now: Int64) -> (Bool, String) {
        let calendar: FreezeCalendar
        do throws(FreezeCalendar.Trouble) {
            calendar = try FreezeCalendar(window)
        } catch {
            return (
                false,
                "it cannot be told whether it is on: \(error.sentence) Correct it under "
                    + "`freeze`, or pass it with `--override --reason`."
            )
        }
        switch calendar.state(at: now) {
        case .on(let since, let until):
            let span = calendar.clock.words(since: since, until: until)
            return (
                false,
                "nothing is released \(span). Release afterwards, or pass it with "
                    + "`--override --reason`."
            )
        case .off(let next):
            let words = next.map { "begins next " + calendar.clock.words(at: $0) }
            return (true, words.map { $0 + "." } ?? "is over and does not come again.")
        }
    }
}

extension ZonedClock {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// As in `Fri 2026-11-27 18:00 in Europe/Berlin (2026-11-27 17:00 UTC)`.
    func words(at second: Int64) -> String {
        "\(here(second)) in \(name) (\(utc(second)) UTC)"
    }

    /// The stretch in the zone and in UTC.
    func words(since: Int64, until: Int64?) -> String {
        guard let until else {
            return "since \(here(since)) and for more than a year in \(name) (since "
                + "\(utc(since)) UTC)"
        }
        return "since \(here(since)) until \(here(until)) in \(name) (\(utc(since)) "
            + "until \(utc(until)) UTC)"
    }

    private func here(_ second: Int64) -> String {
        let shown = shown(at: second)
        return "\(Self.weekdays[shown.date.weekday]) \(shown)"
    }

    private func utc(_ second: Int64) -> String { CivilTime(shownSeconds: second).description }
}
