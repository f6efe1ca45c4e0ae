extension Rollout {
    /// Dependencies that cannot be relied on now, or of which nothing is known, with the words.
    ///
    /// They gate the start and each shift up, and are never the canary's fault.
    package var externalTroubles: [String] {
        plan.externals.compactMap { external in
            guard let report = externals[external.name] else {
                return "\(external.name) has not answered yet"
            }
            guard !report.isUp else { return nil }
            let detail = report.detail.isEmpty ? "" : ": \(report.detail)"
            return "\(external.name) is down\(detail)"
        }
    }

    var externalBlockers: [Blocker] {
        externalTroubles.map { Blocker(.external, "\($0); no fault of the canary") }
    }

    func decide(_ report: ExternalReport, of name: String) -> [Event] {
        guard plan.externals.contains(where: { $0.name == name }), externals[name] != report
        else { return [] }
        return [.externalChanged(name, report)]
    }
}
