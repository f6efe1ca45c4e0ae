import RolloutCore

/// When a freeze window is on, in whole seconds since 1970.
struct FreezeCalendar: Sendable {
    /// Where a moment lies.
    enum State: Sendable, Hashable {
        /// In the window since then; `until` nil when it does not end within a year.
        case on(since: Int64, until: Int64?)
        /// Outside; `next` nil when it never comes again.
        case off(next: Int64?)
    }

    /// Why a window cannot be understood, in a sentence.
    struct Trouble: Error, Hashable { var sentence: String }

    /// How far one stretch is followed, in days.
    private static let longest = 366

    let clock: ZonedClock
    private let span: Span

    private enum Span {
        case once(Range<Int64>)
        case again(CronOccurrences, lasts: Int64)
    }

    /// Reads a window as its plan has it.
    init(_ window: FreezeWindow) throws(Trouble) {
        guard let clock = ZonedClock(window.timeZone) else {
            throw Trouble(sentence: "no time zone `\(window.timeZone)` is known here.")
        }
        self.clock = clock
        switch window.span {
        case .dates(let from, let to):
            span = .once(try Self.range(from, to, clock))
        case .cron(let line, let lasts):
            do throws(CronProblem) {
                let schedule = try CronSchedule(line)
                span = .again(
                    CronOccurrences(schedule: schedule, clock: clock),
                    lasts: lasts.wrappedValue.components.seconds
                )
            } catch {
                throw Trouble(sentence: error.sentence)
            }
        }
    }

    /// Where the moment lies.
    func state(at now: Int64) -> State {
        switch span {
        case .once(let range):
            if range.contains(now) {
                return .on(since: range.lowerBound, until: range.upperBound)
            }
            return .off(next: now < range.lowerBound ? range.lowerBound : nil)
        case .again(let occurrences, let lasts):
            guard let last = Self.last(occurrences, lasts, at: now), last + lasts > now else {
                return .off(next: occurrences.after(now).first { _ in true })
            }
            return .on(
                since: Self.since(last, occurrences, lasts),
                until: Self.until(last, occurrences, lasts)
            )
        }
    }

    private static func last(
        _ occurrences: CronOccurrences,
        _ lasts: Int64,
        at now: Int64
    ) -> Int64? {
        occurrences.backwards(from: now, days: Int(lasts / 86_400) + 2).first { _ in true }
    }

    /// Windows that follow each other without a gap are one.
    private static func since(
        _ last: Int64,
        _ occurrences: CronOccurrences,
        _ lasts: Int64
    ) -> Int64 {
        var first = last
        for earlier in occurrences.backwards(from: last - 1, days: longest) {
            guard earlier + lasts >= first else { break }
            first = earlier
        }
        return first
    }

    private static func until(
        _ last: Int64,
        _ occurrences: CronOccurrences,
        _ lasts: Int64
    ) -> Int64? {
        var end = last + lasts
        for later in occurrences.after(last, days: longest + Int(lasts / 86_400)) {
            guard later <= end else { return end }
            end = later + lasts
            if end - last > Int64(longest) * 86_400 { return nil }
        }
        return end
    }

    /// From the first moment that shows `from` to the last that shows `to`; a day alone is whole.
    private static func range(
        _ from: String,
        _ to: String,
        _ clock: ZonedClock
    ) throws(Trouble) -> Range<Int64> {
        guard let first = CivilTime(from), let last = CivilTime(to) else {
            throw Trouble(
                sentence: "`\(from)` to `\(to)` is no span. Write it as `2026-12-20 18:00` to "
                    + "`2027-01-04 08:00`."
            )
        }
        let shown = last.shownSeconds + (last.minute == nil ? 86_400 : 0)
        let start = clock.momentAtOrAfter(showing: first.shownSeconds)
        let end = clock.moments(showing: shown).last ?? clock.momentAtOrAfter(showing: shown)
        guard start < end else {
            throw Trouble(sentence: "`\(to)` is not after `\(from)`.")
        }
        return start..<end
    }
}
