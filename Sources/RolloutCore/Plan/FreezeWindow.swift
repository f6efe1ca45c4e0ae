/// A time in which nothing is released.
///
/// Whether a moment lies in it depends on calendars, which the core does not know; an inspector
/// looks.
package struct FreezeWindow: Sendable, Hashable, Codable {
    /// How the time is given.
    package enum Span: Sendable, Hashable, Codable {
        /// Once, from one date and time through another, as written: `2026-12-20 18:00`.
        case dates(from: String, to: String)
        /// Again and again: begins whenever the five fields of a `cron` line match, and lasts so
        /// long.
        case cron(String, lasts: InMicroseconds)
    }

    /// What people call it, such as `weekend`.
    package var name: String
    /// When it is.
    package var span: Span
    /// The zone of its times, such as `Europe/Berlin`.
    package var timeZone: String

    /// A window by its name, span and zone.
    package init(name: String, span: Span, timeZone: String) {
        self.name = name
        self.span = span
        self.timeZone = timeZone
    }
}
