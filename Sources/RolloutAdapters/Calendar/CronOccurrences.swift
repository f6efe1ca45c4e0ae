import RolloutCore

/// When a cron schedule begins in a zone, as moments.
///
/// Where the hour is fixed, a time that the clock is put forward over begins when that happens, and
/// one that it shows twice begins at the first, as cron itself has it. Where the hour is open, it
/// begins whenever the clock shows it.
struct CronOccurrences: Sendable {
    /// How far ahead the next one is looked for: leap days can be eight years apart.
    static let horizon = 366 * 9

    let schedule: CronSchedule
    let clock: ZonedClock

    /// Those after `moment`, in order.
    func after(_ moment: Int64, days: Int = horizon) -> some Sequence<Int64> {
        let day = clock.shown(at: moment).date.number
        return ((day - 1)...(day + days)).lazy.flatMap { self.beginnings(on: $0) }
            .filter { $0 > moment }
    }

    /// Those at or before `moment`, the last one first.
    func backwards(from moment: Int64, days: Int) -> some Sequence<Int64> {
        let day = clock.shown(at: moment).date.number
        return ((day - days)...(day + 1)).reversed().lazy
            .flatMap { self.beginnings(on: $0).reversed() }.filter { $0 <= moment }
    }

    /// Those of one day of the calendar, by its number, in order.
    private func beginnings(on day: Int) -> [Int64] {
        guard schedule.begins(on: CivilDate(number: day)) else { return [] }
        let midnight = Int64(day) * 86_400
        let shown = schedule.hours.flatMap { hour in
            schedule.minutes.map { midnight + Int64(hour * 60 + $0) * 60 }
        }
        if clock.isEven(from: midnight - 86_400, to: midnight + 2 * 86_400) {
            let offset = clock.offset(at: midnight)
            return shown.map { $0 - offset }
        }
        let moments = shown.flatMap { shown in
            schedule.hasAnyHour
                ? clock.moments(showing: shown) : [clock.momentAtOrAfter(showing: shown)]
        }
        return Set(moments).sorted()
    }
}
