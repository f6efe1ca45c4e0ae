import RolloutCore
import Testing

@testable import handoff

/// How a plan says when nothing is released.
@Suite struct FreezeReadingTests {
    private func windows(_ lines: String) throws -> [FreezeWindow] {
        try PlanText.read(PlanText.sound(adding: "freeze: \(lines)")).freezes
    }

    @Test func `a freeze is once, between two dates`() throws {
        let found = try windows(
            "[{ name: xmas, from: 2026-12-20 18:00, to: 2026-12-27, timeZone: Europe/Berlin }]"
        )
        #expect(
            found == [
                FreezeWindow(
                    name: "xmas",
                    span: .dates(from: "2026-12-20 18:00", to: "2026-12-27"),
                    timeZone: "Europe/Berlin"
                )
            ]
        )
    }

    @Test func `a freeze is again and again, by a cron line`() throws {
        let found = try windows(
            "[{ name: weekend, cron: \"0 18 * * 5\", for: 62h, timeZone: UTC }]"
        )
        let lasts = InMicroseconds(wrappedValue: .seconds(62 * 3_600))
        #expect(found.map(\.span) == [.cron("0 18 * * 5", lasts: lasts)])
        #expect(found.map(\.timeZone) == ["UTC"])
    }

    @Test func `a day alone is a freeze of that day`() throws {
        let found = try windows("[{ name: a, from: 2026-12-24, to: 2026-12-24, timeZone: UTC }]")
        #expect(found.map(\.span) == [.dates(from: "2026-12-24", to: "2026-12-24")])
    }

    @Test(arguments: [
        ("name: a", "10:10: nothing says when it is. Write `from` and `to`, or `cron` and `for`."),
        ("name: a, from: 2026-12-20 18:00", "10:27: `to` is missing, so nobody could tell"),
        ("name: a, to: 2026-12-20 18:00", "10:25: `from` is missing"),
        ("name: a, cron: 0 18 * * 5", "10:27: `for` is missing"),
        ("name: a, for: 2h", "10:26: `cron` is missing"),
        ("name: a, from: 2026-12-20, for: 2h", "10:27: `from` and `for` are of two ways"),
        (
            "name: a, from: 2026-12-20 18:00, to: 2026-12-20 18:00",
            "10:49: `to` (2026-12-20 18:00) is not after `from` (2026-12-20 18:00)."
        ),
        ("name: a, from: 2026-02-29, to: 2026-03-01", "10:27: `from` is `2026-02-29`. Write a day"),
        ("name: a, from: 2026-12-01, to: 2026-12-32", "10:43: `to` is `2026-12-32`. Write a day"),
        ("name: a, from: 2026-12-01 24:00, to: 2027-01-01", "10:27: `from` is `2026-12-01 24:00`"),
        ("name: a, from: 20.12.2026, to: 2027-01-01", "10:27: `from` is `20.12.2026`"),
        ("name: a, from: 2026-12-01 18:00Z, to: 2027-01-01", "10:27: `from` is"),
    ])
    func `a mistake is named with its place`(keys: String, message: String) {
        let text = "freeze: [{ \(keys), timeZone: UTC }]"
        let problems = PlanText.problems(PlanText.sound(adding: text))
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("shop.yaml:" + message) == true, "\(problems)")
    }

    @Test(arguments: [
        ("0 18 * *", "has 4 fields"), ("60 18 * * 5", "`60` is no minute"),
        ("0 24 * * 5", "`24` is no hour"), ("0 18 0 * *", "`0` is no day of the month"),
        ("0 18 * 13 *", "`13` is no month"), ("0 18 * * 8", "`8` is no weekday"),
        ("0 18 * * fry", "`fry` is no weekday"), ("0 5/2 * * *", "a step behind a single value"),
        ("*/0 1 * * *", "`*/0` is no minute"), ("0 1,, * * *", "`` is no hour"),
        ("0 9-5 * * *", "runs backwards"), ("@weekly", "has 1 fields."),
        ("0 0 30 2 *", "never comes"), ("0 0 31 4,6 *", "never comes"),
    ])
    func `a cron line that cannot be is refused`(line: String, message: String) {
        let text = "freeze: [{ name: a, cron: \"\(line)\", for: 2h, timeZone: UTC }]"
        let problems = PlanText.problems(PlanText.sound(adding: text))
        #expect(problems.count == 1)
        #expect(problems.first?.contains(message) == true, "\(problems)")
    }

    @Test(arguments: [
        "0 18 * * FRI", "*/15 8-18/2 1,15 jan-mar,12 1-5", "0 0 29 2 *", "0 0 31 2 mon",
    ])
    func `a cron line that can be is read`(line: String) throws {
        #expect(
            try windows("[{ name: a, cron: \"\(line)\", for: 2h, timeZone: UTC }]").count == 1
        )
    }

    @Test func `a zone that there is not is answered with the nearest one`() {
        let text = "freeze: [{ name: a, cron: \"0 1 * * *\", for: 2h, timeZone: Europe/Berln }]"
        #expect(
            PlanText.problems(PlanText.sound(adding: text)) == [
                "shop.yaml:10:59: there is no time zone `Europe/Berln` on this host. Write a name "
                    + "such as Europe/Berlin."
            ]
        )
    }

    @Test func `two freezes have two names`() {
        let one = "{ name: a, cron: \"0 1 * * *\", for: 2h, timeZone: UTC }"
        let problems = PlanText.problems(PlanText.sound(adding: "freeze: [\(one), \(one)]"))
        #expect(problems.count == 1)
        #expect(problems.first?.contains("`a` is listed twice. Keep one.") == true)
    }
}
