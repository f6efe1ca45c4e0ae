import Foundation
import RolloutCore

extension Timestamp {
    /// The time of day here, `14:02`, with the date before it unless that is today's.
    func clock(now: Timestamp, in zone: TimeZone = .current) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let units: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute]
        let mine = calendar.dateComponents(units, from: date)
        let today = calendar.dateComponents(units, from: now.date)
        let time = Self.padded(mine.hour, 2) + ":" + Self.padded(mine.minute, 2)
        let isToday = mine.day == today.day && mine.month == today.month && mine.year == today.year
        guard !isToday else { return time }
        let day = [Self.padded(mine.year, 4), Self.padded(mine.month, 2), Self.padded(mine.day, 2)]
        return day.joined(separator: "-") + " " + time
    }

    private var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

    private static func padded(_ number: Int?, _ width: Int) -> String {
        let digits = String(number ?? 0)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
