import Dashboard
import RolloutCore
import TerminalUI

/// Releases of a shop and its api, and a screen that lists them.
enum HistoryShelf {
    static let now = Shop.opening + .seconds(7_200)

    static func id(_ number: Int, _ service: String = "storefront") -> HistoryRow.ID {
        HistoryRow.ID(
            service: ServiceName(rawValue: service),
            environment: "production",
            release: ReleaseID(rawValue: number)
        )
    }

    private static func row(
        _ number: Int,
        _ labels: (String?, String),
        _ outcome: Outcome?,
        by: String = "alice",
        hoursAgo: Double,
        took: Int = 1_172,
        serves: Bool = false,
        override: String? = nil
    ) -> HistoryRow {
        let started = now - .seconds(hoursAgo * 3_600)
        return HistoryRow(
            id: id(number),
            label: labels.1,
            previous: labels.0,
            digest: Shop.revision(labels.1, digit: "abcdef".letter(number)).digest,
            outcome: outcome,
            by: by,
            started: started,
            ended: outcome == nil ? nil : started + .seconds(took),
            serves: serves,
            override: override
        )
    }

    private static let worse = Cause.criterion(
        .errorRate,
        evidence: "ROLLED BACK after 42 s at 5%: errors 2.1% vs 1.0% (99% interval 1.3-3.6x). "
            + "About 26 extra failed requests. Evidence 310:1; a good release shows this less "
            + "than once in 300 rollouts."
    )

    /// The newest first, of every ending there is.
    static let rows = [
        row(9, ("2.2", "2.3"), nil, hoursAgo: 0.1),
        row(8, ("2.1", "2.2"), .succeeded, by: "bob", hoursAgo: 20, serves: true),
        row(7, ("2.1", "2.2"), .rolledBack(worse), by: "bob", hoursAgo: 22, took: 162),
        row(6, ("2.1", "2.2"), .refused, by: "carol", hoursAgo: 23, took: 3),
        row(
            5,
            ("2.0", "2.1"),
            .succeeded,
            hoursAgo: 50,
            override: "overridden: freeze window (the fix for the outage)"
        ),
        row(4, ("2.0", "2.1"), .aborted(Shop.alice), hoursAgo: 51, took: 40),
        row(
            3,
            ("1.0", "2.0"),
            .rollbackFailed(worse, left: "storefront-7 could not be stopped: kill pid 4210"),
            hoursAgo: 170,
            took: 700
        ),
        row(2, ("1.0", "2.0"), .rehearsed, by: "ci", hoursAgo: 171, took: 16),
        row(1, (nil, "1.0"), .adopted, by: "ci", hoursAgo: 900, took: 4),
    ]

    static func model(_ size: Size = Size(width: 120, height: 36)) -> HistoryModel {
        var model = HistoryModel(size: size, now: now)
        _ = model.update(.rowsArrived(rows))
        return model
    }

    static let comparison = HistoryComparison(
        first: "r7",
        second: "r8",
        rows: [
            .init(
                part: "release",
                name: "outcome",
                first: "rolled back",
                second: "succeeded",
                change: ""
            ),
            .init(
                part: "release",
                name: "cause",
                first: "error rate: \(longCause)",
                second: "–",
                change: ""
            ),
            .init(
                part: "release",
                name: "took",
                first: "2 m 42 s",
                second: "19 m 32 s",
                change: "+16 m 50 s"
            ),
            .init(
                part: "time per step",
                name: "preflight",
                first: "64 ms",
                second: "64 ms",
                change: ""
            ),
            .init(
                part: "time per step",
                name: "5%",
                first: "42 s",
                second: "2 m",
                change: "+1 m 18 s"
            ),
            .init(
                part: "requests",
                name: "extra failed",
                first: "about 26",
                second: "about 0",
                change: ""
            ),
            .init(
                part: "canary at each weight",
                name: "5% p99",
                first: "398 ms",
                second: "310 ms",
                change: "-22%"
            ),
            .init(
                part: "plan",
                name: "artifact: digest",
                first: "9f2c0a11b2c3…",
                second: "77aa0a11b2c3…",
                change: ""
            ),
        ]
    )

    private static let longCause =
        "ROLLED BACK after 42 s at 5%: errors 2.1% vs 1.0% (99% interval 1.3-3.6x). About 26 "
        + "extra failed requests."
}

extension String {
    fileprivate func letter(_ place: Int) -> Character {
        self[index(startIndex, offsetBy: place % count)]
    }
}

extension HistoryModel {
    /// A key by itself.
    @discardableResult
    mutating func press(_ keys: Key...) -> [HistoryRequest] {
        keys.flatMap { update(.keyPressed(KeyPress($0), at: HistoryShelf.now)) }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }
}
