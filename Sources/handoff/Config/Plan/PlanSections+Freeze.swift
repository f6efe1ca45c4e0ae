import Foundation
import RolloutCore

/// A time in which nothing is released, as the plan file says it.
struct FreezeDraft {
    var name = ""
    var from: CivilTime?
    var to: CivilTime?
    var cron: String?
    var lasts: Duration?
    var timeZone = ""
}

extension PlanSections {
    /// When nothing is released.
    static var freeze: Kind<[FreezeDraft]> {
        .named(
            "a list such as [{name: weekend, cron: \"0 18 * * 5\", for: 62h, "
                + "timeZone: Europe/Berlin}]",
            .section(FreezeDraft(), window),
            by: \.name
        )
    }

    private static var window: Section<FreezeDraft> {
        Section(
            keys: [
                Key(
                    "name",
                    \.name,
                    .name("weekend"),
                    isRequired: true,
                    "What people call it; no other has the name."
                ),
                Key("from", \.from, date, "When it begins, once; a day alone is whole."),
                Key("to", \.to, date, "When it ends; a day alone is whole."),
                Key("cron", \.cron, cron, "When it begins, again and again."),
                Key(
                    "for",
                    \.lasts,
                    .duration(.seconds(60)...(.hours(24 * 60)), such: "62h"),
                    "How long it lasts each time `cron` begins it."
                ),
                Key(
                    "timeZone",
                    \.timeZone,
                    timeZone,
                    isRequired: true,
                    "The zone of its times."
                ),
            ],
            rules: [
                Rule(at: "from", "to", "cron", "for") { contradiction($0) },
                Rule(at: "to", "from") { draft in
                    guard let from = draft.from, let to = draft.to, to.end <= from.shownSeconds
                    else {
                        return nil
                    }
                    return "`to` (\(to)) is not after `from` (\(from)). Write a later "
                        + "time."
                },
            ]
        )
    }

    private static func contradiction(_ draft: FreezeDraft) -> String? {
        let dates = [("`from`", draft.from != nil), ("`to`", draft.to != nil)]
        let again = [("`cron`", draft.cron != nil), ("`for`", draft.lasts != nil)]
        switch (dates.count(where: \.1), again.count(where: \.1)) {
        case (2, 0), (0, 2): return nil
        case (0, 0):
            return "nothing says when it is. Write `from` and `to`, or `cron` and `for`."
        case (1, 0), (0, 1):
            let missing = (draft.lasts == nil && draft.cron == nil ? dates : again)
                .filter { !$0.1 }.map(\.0)
            return "\(missing.spokenList) is missing, so nobody could tell when it is. Add it."
        default:
            let given = (dates + again).filter(\.1).map(\.0).spokenList
            return "\(given) are of two ways to say when it is. Keep `from` and `to`, or `cron` "
                + "and `for`."
        }
    }

    private static var date: Kind<CivilTime> {
        .scalar(
            "a day that there is, with a time unless it is whole, such as 2026-12-20 18:00; its "
                + "zone is in `timeZone`",
            schema: [
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?$",
            ]
        ) { text, _ in CivilTime(text) }
    }

    private static var cron: Kind<String> {
        let text = Kind<String>.text("five fields in quotes, such as \"0 18 * * 5\"")
        return Kind(expected: text.expected, schema: text.schema) { node, reading in
            guard let written = text.read(node, &reading) else { return nil }
            do throws(CronProblem) {
                _ = try CronSchedule(written)
                return written
            } catch {
                let sentence = "\(reading.subject): \(error.sentence)"
                reading.report(sentence, at: node.position, isWithoutValue: true)
                return nil
            }
        }
    }

    private static var timeZone: Kind<String> {
        let text = Kind<String>.text(
            "the name of a time zone, such as Europe/Berlin or UTC",
            pattern: "^[A-Za-z][A-Za-z0-9_+/-]*$"
        ) { $0.wholeMatch(of: #/[A-Za-z][A-Za-z0-9_+\/\-]*/#) != nil }
        return Kind(expected: text.expected, schema: text.schema) { node, reading in
            guard let name = text.read(node, &reading) else { return nil }
            if TimeZone(identifier: name) != nil { return name }
            let near = TimeZone.knownTimeZoneIdentifiers.nearest(to: name) ?? "Europe/Berlin"
            reading.report(
                "there is no time zone \(node.spoken) on this host. Write a name such as \(near).",
                at: node.position,
                isWithoutValue: true
            )
            return nil
        }
    }
}

extension CivilTime {
    /// When it is over as an end, a day alone as a whole one; in seconds of a clock on the wall.
    fileprivate var end: Int64 { shownSeconds + (minute == nil ? 86_400 : 0) }
}

extension FreezeDraft {
    /// The window that the draft describes; nil when nothing says when it is.
    var plan: FreezeWindow? {
        if let from, let to {
            let span = FreezeWindow.Span.dates(from: from.description, to: to.description)
            return FreezeWindow(name: name, span: span, timeZone: timeZone)
        }
        guard let cron, let lasts else { return nil }
        let span = FreezeWindow.Span.cron(cron, lasts: InMicroseconds(wrappedValue: lasts))
        return FreezeWindow(name: name, span: span, timeZone: timeZone)
    }
}
