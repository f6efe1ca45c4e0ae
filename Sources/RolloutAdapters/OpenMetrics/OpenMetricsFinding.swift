import RolloutCore
import RolloutEngine

/// What a check of one criterion found among the instances' texts.
struct OpenMetricsFinding {
    /// Whether every instance asked offers what the criterion needs.
    let passed: Bool
    /// What was found, and what to do if it is not enough.
    let words: String

    /// Looks for the criterion's families.
    init(_ criterion: Criterion, _ scrapes: [OpenMetricsScrape]) {
        let names = [criterion.measure.query?.family, criterion.measure.query?.over]
            .compactMap { $0 }
        let families = names.spokenList
        guard !scrapes.isEmpty else {
            passed = false
            words =
                "no instance runs that offers metrics, so \(families) cannot be read. Start the "
                + "service, or set `metrics` of the instances."
            return
        }
        let wanting = scrapes.compactMap { Self.trouble(names, $0) }
        passed = wanting.isEmpty
        words =
            wanting.isEmpty
            ? "\(families) read from \(scrapes.count) instances."
            : "\(wanting.spokenList). Correct the names in `metrics`, or what the instances offer."
    }

    private static func trouble(_ names: [String], _ scrape: OpenMetricsScrape) -> String? {
        guard scrape.text != nil else { return "\(scrape.member.id): \(scrape.trouble)" }
        let missing = names.filter { scrape.sum($0) == nil }
        return missing.isEmpty
            ? nil : "\(scrape.member.id) offers no number for \(missing.spokenList)"
    }
}
